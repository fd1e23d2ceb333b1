import type { Match } from '../../data/matches.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listMarks, type Mark, markText } from '../../domain/duplicates/mark.ts'
import { lacksNik, type Member } from '../../domain/member/member.ts'
import { type Likeness, type MarkSharer, makePairWrites } from './pair-writes.ts'

/**
 * A record before and after an act. A new record has no `before`; a record that no longer describes a person has no
 * `after`. `alsoBy` holds the marks of records that a merge adds to this one, or that an undone merge takes away.
 */
export type IdentityChange = { before?: Member | undefined; after?: Member | undefined; alsoBy?: Mark[] }

/**
 * At most this many records are found by one mark. A phone with more holders belongs to an office or a companion, and
 * does not identify a person. This limit could tell a caller whether people elsewhere have a phone, but only after
 * registering up to this many invented members, each on record.
 */
export const mostHolders = 50

/**
 * What an act writes besides its records, and, for each change, the records that the caller may see and that look like
 * it.
 */
export type IdentityWrites = { writes: Write[]; found: Likeness[][] }

/**
 * Makes the writes of an act that adds records, or changes their person or area: the marks of each record (phone;
 * name with birth date), the list of members without a NIK, and pairs that are probably one person. Every such act
 * includes them in its transaction. There is one write per mark and pair.
 */
export async function makeIdentityWrites(
  deps: Pick<Deps, 'matches' | 'membersWithoutNik' | 'members' | 'pairs' | 'frame'>,
  { caller, now }: { caller?: Caller; now: Date },
  changes: IdentityChange[],
): Promise<IdentityWrites> {
  const markMoves = changes.map(listMarkMoves)
  const marks = new Map(
    markMoves
      .flatMap(({ removedMarks, addedMarks, searchMarks }) => [...removedMarks, ...addedMarks, ...searchMarks])
      .map(withText),
  )
  const niks = changes.flatMap((change) => makeNikWrites(deps, change))
  if (marks.size === 0) return { writes: niks, found: changes.map(() => []) }
  const matchByText = new Map(
    (await deps.matches.find([...marks.values()])).map((match) => [markText(match.mark), match]),
  )
  const holders = new Map([...matchByText].map(([text, match]) => [text, match.holders]))
  const sharers = markMoves.flatMap(({ id, after, removedMarks, addedMarks, searchMarks }, i): MarkSharer[] => {
    for (const text of removedMarks.map(markText))
      holders.set(
        text,
        (holders.get(text) ?? []).filter((each) => each !== id),
      )
    const others = new Map<string, Mark['kind'][]>()
    for (const mark of searchMarks)
      for (const other of holders.get(markText(mark)) ?? [])
        others.set(other, [...(others.get(other) ?? []), mark.kind])
    for (const text of addedMarks.map(markText)) holders.set(text, withHolder(holders.get(text) ?? [], id))
    return after && others.size > 0 ? [{ change: i, member: after, others }] : []
  })
  const records = changes.flatMap(({ after }) => after ?? [])
  const { writes, found } = await makePairWrites(deps, { caller, now }, sharers, records)
  return {
    writes: [
      ...niks,
      ...[...matchByText].flatMap(([text, match]) => makeMatchWrites(deps, match, holders.get(text) ?? [])),
      ...writes,
    ],
    found: changes.map((_, i) => found.get(i) ?? []),
  }
}

const withText = (mark: Mark): [string, Mark] => [markText(mark), mark]

/**
 * The marks that a change removes from a record and adds to it, and the marks by which similar records are searched.
 */
function listMarkMoves({ before, after, alsoBy = [] }: IdentityChange) {
  const [marksBefore, marksAfter] = [
    new Map(before && listMarks(before).map(withText)),
    new Map(after && listMarks(after).map(withText)),
  ]
  const removedMarks = [...marksBefore.keys()]
    .filter((text) => !marksAfter.has(text))
    .flatMap((text) => marksBefore.get(text) ?? [])
  const addedMarks = [...marksAfter.keys()]
    .filter((text) => !marksBefore.has(text))
    .flatMap((text) => marksAfter.get(text) ?? [])
  // A member who moved may now form other pairs, so all marks are looked up again.
  const hasMoved = before && after && (before.area !== after.area || before.agency !== after.agency)
  const searchMarks = [...new Map([...(hasMoved ? marksAfter.values() : addedMarks), ...alsoBy].map(withText)).values()]
  return { id: after?.id ?? before?.id ?? '', after, removedMarks, addedMarks, searchMarks }
}

const withHolder = (holders: string[], id: string): string[] =>
  holders.length < mostHolders && !holders.includes(id) ? [...holders, id] : holders

/** Makes the writes that keep the list of members without a NIK. */
function makeNikWrites(
  { membersWithoutNik }: Pick<Deps, 'membersWithoutNik'>,
  { before, after }: IdentityChange,
): Write[] {
  const [lackedNik, lacksNikNow] = [before, after].map((member) => member !== undefined && lacksNik(member))
  const id = after?.id ?? before?.id
  if (id === undefined || lackedNik === lacksNikNow) return []
  return [lacksNikNow ? membersWithoutNik.add(id) : membersWithoutNik.remove(id)]
}

const makeMatchWrites = ({ matches }: Pick<Deps, 'matches'>, match: Match, holders: string[]): Write[] =>
  match.holders.join() === holders.join() ? [] : matches.save(match, holders)
