import * as z from 'zod'
import { ProblemView } from '../problems/problem-view.ts'
import { PassOverReason } from '../tables/table-body.ts'
import { type ReferralAnswer, ReferralReply } from './referral.ts'

const AnswerOutcome = z.enum(['recorded', 'unchanged', 'refused', 'passed_over'])

/** A row of a sheet with answers, and its result. */
export const AnswerRow = z.object({
  line: z.int().describe('The line of the CSV, or the row of the sheet'),
  row: z.int().describe('The row as a spreadsheet numbers it'),
  outcome: AnswerOutcome,
  memberId: z.string().optional(),
  referral: z.string().optional(),
  answer: ReferralReply.optional(),
  why: PassOverReason.or(z.literal('no_answer')).optional().describe('Why the row was passed over'),
  problems: z.array(ProblemView),
})
export type AnswerRow = z.infer<typeof AnswerRow>

/** The results of a sheet with answers. Every row is in `rows`, and the numbers add up to them. */
export const AnswersTaken = z
  .object({
    file: z.string().describe('The referral file that was answered'),
    recorded: z.int(),
    unchanged: z.int().describe('Rows whose answer was known, or that came after a later answer'),
    refused: z.int(),
    passedOver: z.int().describe('Rows without an answer: blank, a title, a sum, or not answered yet'),
    rows: z.array(AnswerRow),
  })
  .meta({ id: 'ReferralAnswersTaken' })
export type AnswersTaken = z.infer<typeof AnswersTaken>

/** Counts the rows by their outcome. */
export function countAnswers(file: string, rows: AnswerRow[]): AnswersTaken {
  const count = (outcome: AnswerRow['outcome']) => rows.filter((row) => row.outcome === outcome).length
  const [recorded, unchanged, refused] = [count('recorded'), count('unchanged'), count('refused')]
  return { file, recorded, unchanged, refused, passedOver: count('passed_over'), rows }
}

/** Whether a referral in this state already has this answer, or a later one. */
export const isAnswered = (state: unknown, answer: ReferralReply): boolean =>
  state === answer || (answer === 'received' && (state === 'taken' || state === 'not_eligible'))

/**
 * Finds rows that answer the same referral. `equal`: an earlier row gives the same answer. `differing`: every row of a
 * referral whose rows contradict each other.
 */
export function findRepeats<T extends { referral: string; said: ReferralAnswer }>(
  rows: readonly T[],
): { equal: Set<T>; differing: Set<T> } {
  const [equal, differingRows] = [new Set<T>(), new Set<T>()]
  for (const group of Map.groupBy(rows, ({ referral }) => referral).values()) {
    const answers = new Set(group.map(({ said: { answer, reason } }) => JSON.stringify([answer, reason])))
    for (const row of answers.size > 1 ? group : group.slice(1)) (answers.size > 1 ? differingRows : equal).add(row)
  }
  return { equal, differing: differingRows }
}
