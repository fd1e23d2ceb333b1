import * as z from 'zod'
import { StageEntry } from '../ledger/entry.ts'
import { isLate } from '../ledger/lateness.ts'
import { ProblemView } from '../problems/problem-view.ts'
import type { Outcome } from './act-context.ts'

const PostedEntry = StageEntry.pick({
  id: true,
  memberId: true,
  kind: true,
  stage: true,
  happenedOn: true,
  postedIn: true,
})
  .extend({ late: z.boolean().describe('The true month was closed, so it counts in a later one') })
  .meta({ id: 'PostedEntry' })

/** The answer to an act of the ledger. It carries no personal data, so it can be kept and repeated for good. */
export const PostedAnswer = z
  .object({
    memberId: z.string(),
    version: z.int(),
    entries: z.array(PostedEntry),
    warnings: z.array(ProblemView),
  })
  .meta({ id: 'Posted' })
export type PostedAnswer = z.infer<typeof PostedAnswer>

export const viewPostedEntries = ({ entries }: Pick<Outcome, 'entries'>): PostedAnswer['entries'] =>
  entries.map((entry) => ({
    ...PostedEntry.omit({ late: true }).parse(entry),
    late: entry.kind === 'attained' && isLate(entry),
  }))
