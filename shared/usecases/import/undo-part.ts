import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { type Chunk, makeNextChunk, type RowResult } from '../../domain/import/chunk.ts'
import { takeBack } from '../../domain/import/take-back.ts'
import { countEventItems, listItems, mostTransactionItems } from '../../domain/ledger/transaction-size.ts'
import { isLostRace } from '../../domain/problems/lost-race.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'

export type UndoDeps = PostDeps & Pick<Deps, 'imports' | 'importRows'>

type Run = { deps: UndoDeps; importId: string; part: string; reason: string; actor: string }

/** The rows may need more items than a transaction holds. */
class TooMuch extends Error {
  override name = 'TooMuch'
}

/**
 * Takes back what a part of an import recorded, from its last checkpoint on. Reversals are posted in the month of
 * what they reverse or, if that is closed, in the earliest open one. If a later record depends on a row, the row stays,
 * and its result says so. Claims stay, marked as undone: importing the row again gives the same member the same stages.
 */
export async function undoPart(deps: UndoDeps, importId: string, part: string): Promise<void> {
  const importRecord = await deps.imports.get(importId)
  if (importRecord?.status !== 'undoing') return
  const run: Run = { deps, importId, part, reason: importRecord.undoReason ?? '', actor: importRecord.undoneBy ?? '' }
  const { imports } = deps
  const appliedRows = (await imports.lastChunk({ importId, part, direction: 'APPLY' }))?.to ?? 0
  let last = await imports.lastChunk({ importId, part, direction: 'UNDO' })
  while ((last?.to ?? 0) < appliedRows) {
    const from = last?.to ?? 0
    const chunk = await imports.chunkAround({ importId, part, direction: 'APPLY' }, from)
    if (!chunk) throw new Error('A chunk that was applied is missing')
    last = await undoRows(run, last, chunk.results.slice(from - chunk.from))
  }
}

/** Takes back rows in one transaction, or half of them when there are too many. Returns the last chunk. */
async function undoRows(run: Run, last: Chunk | undefined, rows: RowResult[]): Promise<Chunk | undefined> {
  const { deps, importId, part, actor } = run
  try {
    return await post(deps, { actor, source: importId }, (context) => makeUndoWrite(run, context, last, rows))
  } catch (error) {
    if (isLostRace(error, 'chunk')) return deps.imports.lastChunk({ importId, part, direction: 'UNDO' })
    if (error instanceof TooMuch) return undoRows(run, last, rows.slice(0, Math.ceil(rows.length / 2)))
    throw error
  }
}

async function makeUndoWrite(
  { deps, importId, part, reason }: Run,
  context: ActContext,
  last: Chunk | undefined,
  rows: RowResult[],
): Promise<LedgerWrite<Chunk>> {
  const undoneRows = await Promise.all(
    rows.map(async ({ line, memberId, entryIds = [], claim }) => {
      const member = memberId === undefined || entryIds.length === 0 ? undefined : await deps.members.get(memberId)
      const decision = member && takeBack(context, member, entryIds, reason)
      const result: RowResult = { line, outcome: 'unchanged', ...(memberId && { memberId }) }
      const claimWrites: Write[] = []
      if (decision?.kind === 'refused')
        Object.assign(result, { outcome: 'refused', problems: decision.problems.map(viewProblem) })
      if (decision?.kind !== 'reversed') return { result, claimWrites, members: [], entries: [] }
      if (claim) claimWrites.push(deps.importRows.undo(claim, importId))
      const { member: reversed, entries } = decision.outcome
      const ids = entries.map(({ id }) => id)
      return {
        result: { ...result, outcome: 'changed' as const, entryIds: ids },
        claimWrites,
        members: [reversed],
        entries,
      }
    }),
  )
  const chunk = makeNextChunk(
    last,
    rows.length,
    undoneRows.map(({ result }) => result),
  )
  const act: LedgerWrite<Chunk> = {
    members: undoneRows.flatMap(({ members }) => members.map((member) => nextVersion(member))),
    entries: undoneRows.flatMap(({ entries }) => entries),
    otherWrites: [
      deps.imports.addChunk({ importId, part, direction: 'UNDO' }, chunk),
      ...undoneRows.flatMap(({ claimWrites }) => claimWrites),
    ],
    answer: chunk,
  }
  const items =
    new Set(listItems(deps.frame.names, act.entries)).size +
    act.members.length +
    (act.otherWrites ?? []).length +
    countEventItems(context)
  if (rows.length > 1 && items > mostTransactionItems)
    throw new TooMuch('The rows need more items than a transaction holds')
  return act
}
