import type { Deps } from '../../deps.ts'
import type { Month } from '../../domain/calendar.ts'
import { splitIntoChunks } from '../../domain/values/chunks.ts'
import { mapAtOnce } from '../map-at-once.ts'

const cellsPerTransaction = 25
const transactionsAtOnce = 4

/**
 * Closes cells of a month, several per transaction, so that few calls are needed. It may be interrupted and repeated.
 */
export async function closeCells(
  { tallies, commit }: Pick<Deps, 'tallies' | 'commit'>,
  month: Month,
  areas: string[],
): Promise<void> {
  const chunks = splitIntoChunks(areas, cellsPerTransaction)
  await mapAtOnce(chunks, transactionsAtOnce, (chunk) => commit(...chunk.map((area) => tallies.close(month, area))))
}
