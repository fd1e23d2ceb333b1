import * as z from 'zod'
import { Day, Instant, Month } from './calendar.ts'

export const Gender = z.enum(['female', 'male', 'unknown']).meta({ id: 'Gender' })
export type Gender = z.infer<typeof Gender>

/** Where and how an entry counts: the leaf area and agency *at the time*, and the member's gender and category. */
export const Dimensions = z.object({
  area: z.string().describe('Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known'),
  agency: z.string(),
  gender: Gender,
  category: z.string(),
})
export type Dimensions = z.infer<typeof Dimensions>

export const EntryKind = z
  .enum(['attained', 'reversed', 'reclassified_out', 'reclassified_in'])
  .meta({ id: 'EntryKind' })

/**
 * One dated fact in the ledger; append-only.
 *
 * It keeps three times apart: `happenedOn` (the true day; for a reversal the day of decision), `recordedAt` (when it
 * reached us) and `postedIn` (the month it counts in). `trueMonth` is the month it would have counted in had nothing
 * been closed: for a reversal or reclassification, that of the entry it corrects.
 *
 * `stage` may be `ALL`: the entry that says when a member came to hold every stage.
 */
export const Entry = Dimensions.extend({
  id: z.string(),
  memberId: z.string(),
  kind: EntryKind,
  stage: z.string(),
  happenedOn: Day,
  trueMonth: Month,
  postedIn: Month,
  recordedAt: Instant,
  daysFromFirst: z.int().optional().describe('Days from the first stage to this one; absent for the first stage'),
  evidence: z.string().optional().describe('Kind of evidence; its number stays with the member'),
  reason: z.string().optional(),
  reverses: z.string().optional().describe('The entry that this one takes back or reclassifies'),
  actor: z.string(),
  source: z.string(),
}).meta({ id: 'Entry' })
export type Entry = z.infer<typeof Entry>

/** Whether the month of the true date was closed when the entry was posted. */
export const isLate = ({ postedIn, trueMonth }: Pick<Entry, 'postedIn' | 'trueMonth'>): boolean => postedIn > trueMonth

/** How an entry changes the number of members that hold its stage. */
export const effectOf = ({ kind }: Pick<Entry, 'kind'>): 1 | -1 =>
  kind === 'attained' || kind === 'reclassified_in' ? 1 : -1
