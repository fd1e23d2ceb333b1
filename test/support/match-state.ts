import { listMarks } from '../../shared/domain/duplicates/mark.ts'
import { lacksNik, type Member } from '../../shared/domain/member/member.ts'
import { tableContents } from './table-contents.ts'
import type { TestDeps } from './test-deps.ts'

/** Every record as it is. */
async function allMembers(deps: TestDeps): Promise<Member[]> {
  const keys = (await tableContents(deps.tableName)).filter(({ sk }) => sk === 'MEMBER').map(({ pk }) => String(pk))
  const members = await Promise.all(keys.map((pk) => deps.members.get(pk.slice('MEMBER#'.length))))
  return members.filter((member) => member !== undefined)
}

/**
 * The members of each mark, and those without a NIK, both as stored and as the records imply. Ids are in order, so
 * that both can be compared.
 */
export async function matchState(deps: TestDeps) {
  const counted = new Map<string, string[]>()
  const members = await allMembers(deps)
  for (const member of members)
    for (const { kind, text } of listMarks(member)) {
      const key = `MATCH#${kind}.${deps.keyring.hash(kind, text)}`
      counted.set(key, [...(counted.get(key) ?? []), member.id])
    }
  const items = await tableContents(deps.tableName)
  const nikless = items.filter(({ pk }) => String(pk).startsWith('NIKLESS#')).map(({ sk }) => String(sk))
  const stored = items
    .filter(({ sk }) => sk === 'MATCH')
    .map(({ pk, holders }) => [String(pk), Array.isArray(holders) ? holders.toSorted() : holders] as const)
  return {
    stored: { ...Object.fromEntries(stored), nikless: nikless.toSorted() },
    counted: {
      ...Object.fromEntries([...counted].map(([key, ids]) => [key, ids.toSorted()])),
      nikless: members
        .filter(lacksNik)
        .map(({ id }) => id)
        .toSorted(),
    },
  }
}
