import type { Day, Month } from '../calendar.ts'
import { monthOfDay } from '../calendar.ts'
import { type Grouping, readGrouping } from '../tables/amount-text.ts'
import { type DayOrder, readDayOrder, readDayText } from '../tables/day-text.ts'
import { plainHeading } from '../tables/heading.ts'
import words from './statement-words.data.json' with { type: 'json' }

const statementColumns = ['number', 'state', 'approvedOn', 'approvedAmount', 'disbursedOn', 'disbursedAmount'] as const
export type StatementColumn = (typeof statementColumns)[number]

/** Headings as banks write them, without marks and blanks. */
const usualHeadings: Record<StatementColumn, string[]> = words.columns

const columnByHeading = new Map(
  statementColumns.flatMap((column): [string, StatementColumn][] => [
    [column.toLowerCase(), column],
    ...usualHeadings[column].map((heading): [string, StatementColumn] => [heading, column]),
  ]),
)

/** The heading of each column of a statement, as its sender names it. */
export type StatementMapping = Partial<Record<StatementColumn, string | undefined>>

/** The column that a heading names, by a mapping or as banks call it. */
export function findStatementColumn(mapping: StatementMapping, heading: string): StatementColumn | undefined {
  const plain = plainHeading(heading)
  const mappedColumn = statementColumns.find((column) => plainHeading(mapping[column] ?? '') === plain && plain !== '')
  return mappedColumn ?? columnByHeading.get(plain.replace(/(rp|idr)$/, ''))
}

/** Whether a title or heading says that amounts are in thousands or millions: `(dalam jutaan Rupiah)`, `Plafon (Rp Juta)`. */
export const namesUnits = (text: string): boolean =>
  /\b(dalam|rp\.?|rupiah|in) ?(ribu|juta|mil[iy]ar|thousand|million)|\b(ribu|juta|mil[iy]ar)(an)? ?(rp|rupiah)|rp\.? ?(000|'000)/i.test(
    text.slice(0, 200),
  )

const stateWords: Record<string, string> = words.states

/** The state that a bank's word names. Returns the text itself if it names none. */
export const readStateText = (text: string): string =>
  stateWords[plainHeading(text)] ?? text.toLowerCase().replaceAll(' ', '_')

/**
 * The order of day and month in a statement. It is proved by days that exist in only one order, or else by the only
 * order in which all days lie in the statement's month. Undefined when neither proves it; `mixed` when the days
 * contradict each other.
 */
export function judgeDayOrder(texts: readonly string[], month: Month): DayOrder | 'mixed' | undefined {
  const orders = new Set(texts.map(readDayOrder))
  if (orders.has('day_first') && orders.has('month_first')) return 'mixed'
  if (orders.has('day_first')) return 'day_first'
  if (orders.has('month_first')) return 'month_first'
  const unproven = texts.filter((text) => readDayOrder(text) === 'either')
  if (unproven.length === 0) return 'day_first'
  const fits = (order: DayOrder) =>
    unproven.every((text) => {
      const day: Day | undefined = readDayText(text, order)
      return day !== undefined && monthOfDay(day) === month
    })
  if (fits('day_first') === fits('month_first')) return undefined
  return fits('day_first') ? 'day_first' : 'month_first'
}

/** The thousands separator of a column's amounts. `mixed` when they contradict each other. */
export function judgeGrouping(texts: readonly string[]): Grouping | 'mixed' | undefined {
  const [separator, ...others] = new Set(texts.flatMap((text) => readGrouping(text) ?? []))
  return others.length > 0 ? 'mixed' : separator
}
