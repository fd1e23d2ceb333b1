import * as z from 'zod'
import { ProblemView } from '../problems/problem-view.ts'
import { noRows, RowCounts } from './import.ts'

/** The result of one row. It has no personal data, so it can be kept permanently. */
export const RowResult = z
  .object({
    line: z.int().describe('Line of the file on which the row begins; the heading is line 1'),
    row: z.int().optional().describe("The row's number in the spreadsheet"),
    outcome: z.enum(['added', 'changed', 'unchanged', 'refused']),
    memberId: z.string().optional(),
    entryIds: z.array(z.string()).optional(),
    claim: z.string().optional().describe('Keyed hash under which the row is claimed'),
    problems: z.array(ProblemView).optional(),
  })
  .meta({ id: 'RowResult' })
export type RowResult = z.infer<typeof RowResult>

/**
 * Rows of a part that one transaction applied or took back, with their results. Each chunk begins where the one before
 * ends, and is written only if nobody has written a chunk that begins there. So each row is done once, no matter how
 * many workers run or are killed.
 */
export const Chunk = z.object({
  from: z.int().min(0),
  to: z.int(),
  results: z.array(RowResult),
  soFar: RowCounts.describe('For the part, including this chunk'),
})
export type Chunk = z.infer<typeof Chunk>

/** The chunk that follows `before` with these results. */
export function makeNextChunk(
  before: Pick<Chunk, 'to' | 'soFar'> | undefined,
  rows: number,
  results: RowResult[],
): Chunk {
  const { to: from, soFar } = before ?? { to: 0, soFar: noRows }
  const counts = { ...soFar }
  for (const { outcome } of results) counts[outcome]++
  return { from, to: from + rows, results, soFar: counts }
}
