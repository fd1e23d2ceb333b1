import type { Match } from '../../data/matches.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { type Mark, marksOf, markText } from '../../domain/duplicates/mark.ts'
import type { Member } from '../../domain/member.ts'

/** A record as it was before an act and as it is after: only one of them when it is new, or a change of who it is. */
export type IdentityChange = { before?: Member | undefined; after?: Member | undefined }

/**
 * So many records are known by one mark. A phone that more of them bear is a companion's or an office's: it says
 * nothing of who somebody is, and who comes later is not found by it.
 */
export const mostHolders = 50

/**
 * What an act that makes records, or changes who they are of, writes besides them: who bears which phone, and which name
 * with birth date. Every such act carries these writes in its transaction; one write for each mark, however many
 * records of the act share it.
 */
export async function identityWrites({ matches }: Pick<Deps, 'matches'>, changes: IdentityChange[]): Promise<Write[]> {
  const moves = changes.flatMap(movesOf)
  if (moves.length === 0) return []
  const marks = new Map(moves.map(({ mark }) => [markText(mark), mark]))
  const read = await matches.of([...marks.values()])
  return read.flatMap((match) => {
    const own = moves.filter(({ mark }) => markText(mark) === markText(match.mark))
    const holders = own.reduce(moved, match.holders)
    return isSame(match, holders) ? [] : matches.save(match, holders)
  })
}

type Move = { mark: Mark; id: string; isLeaving: boolean }

function movesOf({ before, after }: IdentityChange): Move[] {
  const [had, has] = [before ? marksOf(before) : [], after ? marksOf(after) : []]
  const isIn = (marks: Mark[], mark: Mark) => marks.some((other) => markText(other) === markText(mark))
  const id = after?.id ?? before?.id ?? ''
  return [
    ...had.filter((mark) => !isIn(has, mark)).map((mark) => ({ mark, id, isLeaving: true })),
    ...has.filter((mark) => !isIn(had, mark)).map((mark) => ({ mark, id, isLeaving: false })),
  ]
}

function moved(holders: string[], { id, isLeaving }: Move): string[] {
  if (isLeaving) return holders.filter((holder) => holder !== id)
  return holders.length < mostHolders && !holders.includes(id) ? [...holders, id] : holders
}

const isSame = ({ holders: before }: Match, holders: string[]) => before.join() === holders.join()
