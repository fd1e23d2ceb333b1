import type { Match } from '../../data/matches.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listMarks, type Mark, markText } from '../../domain/duplicates/mark.ts'
import { lacksNik, type Member } from '../../domain/member/member.ts'
import { type Likeness, pairWrites, type Sight } from './pair-writes.ts'

/**
 * A record as it was before an act and as it is after: only one of them when it is new, or a person's no more. `alsoBy`
 * are the marks of records that now stand for the same person by a merge, or do so no more.
 */
export type IdentityChange = { before?: Member | undefined; after?: Member | undefined; alsoBy?: Mark[] }

/**
 * So many records are known by one mark. A phone that more of them bear is a companion's or an office's: it says
 * nothing of who somebody is, and who comes later is not found by it. A caller could learn from this limit whether others
 * bear a phone elsewhere, but only by registering up to so many invented members, each of them on record.
 */
export const mostHolders = 50

/** What an act writes besides its records, and for each of its changes whom the caller may see that it looks like. */
export type Identity = { writes: Write[]; found: Likeness[][] }

/**
 * What an act that makes records, or changes who or where they are, writes besides them: who bears which phone, and
 * which name with birth date, whose NIK is not known, and the pairs that are probably of one person. Every such act carries these writes in its
 * transaction; one write for each mark and pair, however many records of the act share it.
 */
export async function identityWrites(
  deps: Pick<Deps, 'matches' | 'membersWithoutNik' | 'members' | 'pairs' | 'frame'>,
  { caller, now }: { caller?: Caller; now: Date },
  changes: IdentityChange[],
): Promise<Identity> {
  const all = changes.map(markMoves)
  const marks = new Map(all.flatMap(({ left, joined, lookedBy }) => [...left, ...joined, ...lookedBy]).map(withText))
  const niks = changes.flatMap((change) => nikWrites(deps, change))
  if (marks.size === 0) return { writes: niks, found: changes.map(() => []) }
  const read = new Map((await deps.matches.find([...marks.values()])).map((match) => [markText(match.mark), match]))
  const holders = new Map([...read].map(([text, match]) => [text, match.holders]))
  const sights = all.flatMap(({ id, after, left, joined, lookedBy }, i): Sight[] => {
    for (const text of left.map(markText))
      holders.set(
        text,
        (holders.get(text) ?? []).filter((each) => each !== id),
      )
    const others = new Map<string, Mark['kind'][]>()
    for (const mark of lookedBy)
      for (const other of holders.get(markText(mark)) ?? [])
        others.set(other, [...(others.get(other) ?? []), mark.kind])
    for (const text of joined.map(markText)) holders.set(text, withHolder(holders.get(text) ?? [], id))
    return after && others.size > 0 ? [{ change: i, member: after, others }] : []
  })
  const records = changes.flatMap(({ after }) => after ?? [])
  const { writes, found } = await pairWrites(deps, { caller, now }, sights, records)
  return {
    writes: [
      ...niks,
      ...[...read].flatMap(([text, match]) => matchWrites(deps, match, holders.get(text) ?? [])),
      ...writes,
    ],
    found: changes.map((_, i) => found.get(i) ?? []),
  }
}

const withText = (mark: Mark): [string, Mark] => [markText(mark), mark]

/** Which marks a record loses and gets by a change, and by which others that are like it are looked for. */
function markMoves({ before, after, alsoBy = [] }: IdentityChange) {
  const [had, has] = [
    new Map(before && listMarks(before).map(withText)),
    new Map(after && listMarks(after).map(withText)),
  ]
  const left = [...had.keys()].filter((text) => !has.has(text)).flatMap((text) => had.get(text) ?? [])
  const joined = [...has.keys()].filter((text) => !had.has(text)).flatMap((text) => has.get(text) ?? [])
  // Who is somewhere else now is in other pairs' reach: it is looked for anew by everything.
  const hasMoved = before && after && (before.area !== after.area || before.agency !== after.agency)
  const lookedBy = [...new Map([...(hasMoved ? has.values() : joined), ...alsoBy].map(withText)).values()]
  return { id: after?.id ?? before?.id ?? '', after, left, joined, lookedBy }
}

const withHolder = (holders: string[], id: string): string[] =>
  holders.length < mostHolders && !holders.includes(id) ? [...holders, id] : holders

/** Keeps the list of those whose NIK is not known. */
function nikWrites({ membersWithoutNik }: Pick<Deps, 'membersWithoutNik'>, { before, after }: IdentityChange): Write[] {
  const [was, is] = [before, after].map((member) => member !== undefined && lacksNik(member))
  const id = after?.id ?? before?.id
  if (id === undefined || was === is) return []
  return [is ? membersWithoutNik.add(id) : membersWithoutNik.remove(id)]
}

const matchWrites = ({ matches }: Pick<Deps, 'matches'>, match: Match, holders: string[]): Write[] =>
  match.holders.join() === holders.join() ? [] : matches.save(match, holders)
