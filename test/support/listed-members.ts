import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import type { Member } from '../../shared/domain/member/member.ts'
import { makeMemberNumber } from '../../shared/domain/values/member-number.ts'
import type { TestDeps } from './test-deps.ts'

const areas = ['31.71.01', '31.71.01.1001', '31.71.01.1002', '31.71.02', '31.71.02.1001', '31.72.01.1001']
const agencies = ['PPAPP', 'PPKUKM']
const stages = ['P1', 'P2', 'P3', 'P4', 'P5', 'P6', 'P7']
const names = ['Siti Aminah', 'Hj. Siti Noerjanah', 'Sitti Zubaedah', 'Sita', 'Al', 'Muhammad Ali', 'Moh. Alwi', '李明']

/** Few days, so that many members share one. */
const day = fc.integer({ min: 1, max: 9 }).map((n) => `2021-11-0${n}`)

/** Any possible member, even if no acts lead to it: in a small Jakarta, with few names and days. */
export const member: fc.Arbitrary<Member> = fc
  .record({
    status: fc.constantFrom<Member['status']>('active', 'active', 'active', 'withdrawn', 'merged', 'erased'),
    area: fc.constantFrom(...areas),
    agency: fc.constantFrom(...agencies),
    category: fc.constantFrom('pemula', 'naik_kelas'),
    name: fc.constantFrom(...names),
    identity: fc.constantFrom<NonNullable<Member['identity']>['status'] | undefined>(
      undefined,
      'unverified',
      'verified',
      'rejected',
    ),
    second: fc.integer({ min: 10, max: 12 }),
    held: fc.dictionary(fc.constantFrom(...stages), day, { maxKeys: 7, noNullPrototype: true }),
  })
  .map(({ status, area, agency, category, name, identity, second, held }) => ({
    id: makeMemberNumber(randomBytes(8)),
    version: 1,
    status,
    area,
    agency,
    category,
    gender: 'unknown',
    registeredAt: `2021-11-09T05:00:${second}.000Z`,
    standings: Object.fromEntries(
      Object.entries(held).map(([stage, happenedOn]) => [
        stage,
        { entryId: 'ent', happenedOn, postedIn: '2021-11', area, agency, gender: 'unknown', category },
      ]),
    ),
    ...(identity && { identity: { status: identity, at: '2021-11-09T05:00:00.000Z' } }),
    ...(status !== 'erased' && { person: { name } }),
    evidence: {},
    notes: {},
  }))

/** Puts members into a table as they are. */
export async function put({ commit, members }: Pick<TestDeps, 'commit' | 'members'>, all: Member[]): Promise<void> {
  for (let i = 0; i < all.length; i += 50) await commit(...all.slice(i, i + 50).map((each) => members.add(each)))
}
