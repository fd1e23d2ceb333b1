import type { Month } from '../../domain/calendar.ts'
import type { Wording } from './wording.ts'

/** A column of a chart: the number of a month. Null if it is hidden. */
export type ChartColumn = { month: Month; value: number | null }

/** Every column in words, for readers who do not see the chart. */
export const describeColumns = (columns: ChartColumn[], { formats, words }: Wording): string =>
  columns
    .map(({ month, value }) => `${formats.month(month)} ${value === null ? words.hidden : formats.number(value)}`)
    .join(', ')
