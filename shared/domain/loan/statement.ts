import * as z from 'zod'
import { Day, Instant, Month, monthOfDay } from '../calendar.ts'
import { PartnerCode } from '../partner/partner.ts'
import { DayOrder } from '../tables/day-text.ts'
import { Amount } from '../values/money.ts'
import type { Loan } from './loan.ts'
import { findStateOn, LoanState } from './loan-state.ts'

/** A line of a partner's monthly statement: a loan approved or disbursed in the month. */
export const StatementLine = z.object({
  line: z.int(),
  number: z.string().min(1).max(64),
  state: LoanState.optional(),
  approvedOn: Day.optional(),
  approvedAmount: Amount.optional(),
  disbursedOn: Day.optional(),
  disbursedAmount: Amount.optional(),
})
export type StatementLine = z.infer<typeof StatementLine>

export const comparedFields = ['state', 'approvedOn', 'approvedAmount', 'disbursedOn', 'disbursedAmount'] as const
type ComparedValues = Partial<Record<(typeof comparedFields)[number], string | undefined>>

const Difference = z.object({
  field: z.enum(comparedFields),
  here: z.string().optional(),
  there: z.string().optional(),
})

const Mismatch = z
  .object({
    number: z.string(),
    line: z.int().optional().describe('Of the statement'),
    outcome: z
      .enum(['missing_here', 'missing_there', 'different'])
      .describe(
        'missing_here: not reported to us. missing_there: reported, but not in the statement. different: in both, but not alike',
      ),
    differences: z.array(Difference),
  })
  .meta({ id: 'StatementMismatch' })
export type StatementMismatch = z.infer<typeof Mismatch>

/** How far a partner's statement of a month agrees with the events it sent. */
export const Statement = z
  .object({
    partner: PartnerCode,
    month: Month,
    at: Instant,
    by: z.string(),
    isClosed: z.boolean().describe('The month was already closed, so corrections count late'),
    compared: z
      .array(z.enum(comparedFields))
      .optional()
      .describe('The values of the statement that were compared; a line without any agrees with nothing'),
    notCompared: z.int().optional().describe('Lines about a known loan without anything to compare'),
    passedOver: z.int().optional().describe('Rows that are not lines: blank, totals, text around the table'),
    columnsPassedOver: z.array(z.string()).optional().describe('Headings of columns that were not read'),
    dayOrder: DayOrder.optional().describe('How the statement writes days'),
    matched: z.int().describe('Lines about a loan that agree with its events'),
    missingHere: z.int(),
    missingThere: z.int(),
    different: z.int(),
    file: z.string().describe('Where the mismatches lie'),
  })
  .meta({ id: 'Statement' })
export type Statement = z.infer<typeof Statement>

export const StatementView = Statement.omit({ file: true })
  .extend({ mismatches: z.array(Mismatch) })
  .meta({ id: 'StatementView' })
export type StatementView = z.infer<typeof StatementView>

export const Mismatches = z.array(Mismatch)

/**
 * Compares a partner's statement of a month with its loans, by number. A loan's state is taken as of the month's last
 * day. Empty fields of a line are not compared, and a line without other fields is not matched. A loan belongs to the
 * month in which it was approved or disbursed.
 */
export function reconcile(
  month: Month,
  lines: readonly StatementLine[],
  loans: readonly Loan[],
): { matched: number; notCompared: number; mismatches: StatementMismatch[] } {
  const here = new Map(loans.map((loan) => [loan.number, loan]))
  const there = new Set(lines.map(({ number }) => number))
  const mismatches = lines.flatMap((line): StatementMismatch[] => {
    const loan = here.get(line.number)
    if (!loan) return [{ number: line.number, line: line.line, outcome: 'missing_here', differences: [] }]
    const differences = compareLine(listReportedValues(month, loan), line)
    return differences.length > 0 ? [{ number: line.number, line: line.line, outcome: 'different', differences }] : []
  })
  const missing = loans
    .filter((loan) => belongsToMonth(month, loan) && !there.has(loan.number))
    .map(({ number }): StatementMismatch => ({ number, outcome: 'missing_there', differences: [] }))
  const notCompared = lines.filter((line) => here.has(line.number) && !hasComparedField(line)).length
  return {
    matched: lines.length - mismatches.length - notCompared,
    notCompared,
    mismatches: [...mismatches, ...missing],
  }
}

const hasComparedField = (line: StatementLine): boolean => comparedFields.some((field) => line[field] !== undefined)

const belongsToMonth = (month: Month, { dates: { approved, disbursed } }: Loan): boolean =>
  [approved, disbursed].some((day) => day !== undefined && monthOfDay(day) === month)

/** A statement may come long after its month, so later changes of state are left out. */
const listReportedValues = (month: Month, { dates, amounts }: Loan): ComparedValues => ({
  state: findStateOn(dates, `${month}-31`),
  approvedOn: dates.approved,
  approvedAmount: amounts.approved,
  disbursedOn: dates.disbursed,
  disbursedAmount: amounts.disbursed,
})

const compareLine = (here: ComparedValues, line: StatementLine) =>
  comparedFields.flatMap((field) => {
    const [ourValue, theirValue] = [here[field], line[field]]
    return theirValue === undefined || theirValue === ourValue
      ? []
      : [{ field, ...(ourValue !== undefined && { here: ourValue }), there: theirValue }]
  })
