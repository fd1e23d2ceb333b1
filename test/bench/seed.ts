import type { ActContext } from '../../shared/domain/acts/act-context.ts'
import { attain } from '../../shared/domain/acts/attain.ts'
import { register } from '../../shared/domain/acts/register.ts'
import { addMonths, type Month, monthRange } from '../../shared/domain/calendar.ts'
import type { StageEntry } from '../../shared/domain/ledger/entry.ts'
import type { Member } from '../../shared/domain/member/member.ts'
import { post } from '../../shared/usecases/ledger/post.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import type { MemberDeps } from '../../shared/usecases/members/member-act.ts'
import { applicant } from './people.ts'

export type Seeded = { id: string; month: Month; stages: string[] }

const transactionsAtOnce = 4
/** The stages that members hold beyond the first. The list repeats every four members. */
const furtherStages = [[], ['P2'], [], ['P2', 'P3', 'P5']]

/**
 * Spreads members evenly over kelurahan and months. One transaction of the production code
 * registers all members of a kelurahan, several times as fast as one transaction per member.
 */
export async function seedMembers(deps: MemberDeps, count: number, from: Month, to: Month): Promise<Seeded[]> {
  const { areas } = deps.frame
  const kelurahan = areas.leaves.filter((leaf) => areas.find(leaf))
  const months = monthRange(from, to)
  const seeded = await mapAtOnce([...kelurahan.entries()], transactionsAtOnce, ([i, area]) => {
    const [first, end] = [i, i + 1].map((n) => Math.floor((n * count) / kelurahan.length))
    const people = Array.from({ length: (end ?? 0) - (first ?? 0) }, (_, n) => (first ?? 0) + n)
    return post(deps, { actor: 'bench', source: 'bench' }, async (context) => {
      const joined = people.map((n) =>
        join(context, deps.newMemberNumber(), { n, area, month: addMonths(from, n % months.length) }),
      )
      return {
        members: [],
        entries: joined.flatMap(({ entries }) => entries),
        otherWrites: joined.flatMap(({ member }) => [
          deps.members.add(member),
          ...deps.members.claimNik(member.person?.nik ?? '', member.id),
        ]),
        answer: joined.map(({ member }) => {
          const [first] = Object.values(member.standings)
          return { id: member.id, month: first?.postedIn ?? from, stages: Object.keys(member.standings) }
        }),
      }
    })
  })
  return seeded.flat()
}

type Joined = { member: Member; entries: StageEntry[] }

/** Registers person number `n` in a month, with any further stages a few days later. */
function join(
  context: ActContext,
  number: string,
  { n, area, month }: { n: number; area: string; month: Month },
): Joined {
  const input = { ...applicant(n, area), registeredOn: `${month}-05` }
  const registered = register(context, number, input)
  const stages = furtherStages[Math.floor(n / 4) % furtherStages.length] ?? []
  return stages.reduce<Joined>((before, stage, i) => {
    const fact = { stage, happenedOn: `${month}-${10 + i}`, area, agency: input.agency }
    const { member, entries } = attain(context, before.member, fact)
    return { member, entries: [...before.entries, ...entries] }
  }, registered)
}
