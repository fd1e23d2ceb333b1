import * as z from 'zod'
import { addDays, Day } from '../calendar.ts'

/** Whether a file writes 2 November as 02/11 or as 11/02. */
export const DayOrder = z.enum(['day_first', 'month_first'])
export type DayOrder = z.infer<typeof DayOrder>

const midnight =
  /(?:[T ]|, )(?:0?0|24)[:.]00(?:[:.]00(?:[.,]0{1,9})?)?(?: ?AM)?(?:Z|[+-]\d{2}:?\d{2})?$|(?:[T ]|, )12[:.]00(?:[:.]00)? ?AM$/i
/** Midnight in Jakarta, as written by programs that keep times in UTC. */
const jakartaMidnight = /T17:00(?::00(?:\.0{1,9})?)?Z$/

/**
 * A time of day, marked as Jakarta's or not marked at all: offices and spreadsheets write the time of their clocks. With any
 * other mark, the day in Jakarta may be the next one.
 */
const jakartaTime =
  /(?:[T ]|, | pukul | jam )(?:[01]?\d|2[0-3])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?(?: ?[AP]M)?(?: ?WIB|\+07:?00| GMT\+0?7)?$/i
/** Midnight in Jakarta, as written by programs that keep times in UTC without saying so. The day would be the next one. */
const unmarkedMidnight = /^\d{4}\D.{4,6}[T ]17:00(?::00(?:\.0{1,9})?)?$/

/** `Jakarta, ` before the day, as in a column of places and dates of birth; or the day of the week. */
const placeBefore = /^[a-z'. ]{3,30}, ?(?=\d)/i

/** The day in a text, without the time after it or a place before it. */
const withoutTime = (text: string): string =>
  text.replace(placeBefore, '').replace(midnight, '').replace(jakartaMidnight, '').replace(jakartaTime, '')

const isoShape = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const numberShape = /^(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d{4}|\d{2})$/
const dayMonthName = /^(?:[a-z']{3,9},? )?(\d{1,2})[ /-]([a-z]{3,9})\.?[ /-](\d{4}|\d{2})$/
const monthNameDay = /^(?:[a-z]{3,9},? )?([a-z]{3,9})\.? (\d{1,2}),? (\d{4})$/

const monthNames = [
  ['januari', 'january', 'jan'],
  ['februari', 'february', 'pebruari', 'feb', 'peb'],
  ['maret', 'march', 'mar'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'june', 'jun'],
  ['juli', 'july', 'jul'],
  ['agustus', 'august', 'agu', 'agt', 'ags', 'agst', 'agust', 'aug'],
  ['september', 'sept', 'sep'],
  ['oktober', 'october', 'okt', 'oct'],
  ['november', 'nopember', 'nov', 'nop'],
  ['desember', 'december', 'des', 'dec'],
]

type Numbers = { first: number; second: number; year: string }

/** Splits a day in digits into its numbers, without deciding which of the first two is the day. */
function readNumbers(text: string): Numbers | undefined {
  const [, first, second, year] = numberShape.exec(withoutTime(text)) ?? []
  return year === undefined ? undefined : { first: Number(first), second: Number(second), year }
}

/**
 * Reads a day as people and spreadsheets write it: `2021-10-27`, `27/10/2021` or `27/10/21` in the given order, `27
 * Oktober 2021`, `27-Oct-21` or `Oct 27, 2021`. Midnight in any notation may follow the day, or a time in Jakarta. Undefined
 * when there is no such day, or it is before 1900.
 */
export function readDayText(text: string, order: DayOrder): Day | undefined {
  if (text.length > 40 || unmarkedMidnight.test(text)) return undefined
  const dayText = withoutTime(text)
  const day = readIso(dayText) ?? readInOrder(dayText, order) ?? readWithMonthName(dayText.toLowerCase())
  if (day === undefined || day < '1900' || !Day.safeParse(day).success) return undefined
  return jakartaMidnight.test(text) ? addDays(day, 1) : day
}

function readIso(text: string): string | undefined {
  const [, year, month, day] = isoShape.exec(text) ?? []
  return year && month && day && joinDay(year, month, day)
}

function readInOrder(text: string, order: DayOrder): string | undefined {
  const numbers = readNumbers(text)
  if (!numbers) return undefined
  const { first, second, year } = numbers
  return order === 'day_first' ? joinDay(year, second, first) : joinDay(year, first, second)
}

function readWithMonthName(text: string): string | undefined {
  const [, day, name, year] = dayMonthName.exec(text) ?? reorder(monthNameDay.exec(text))
  const month = monthNames.findIndex((names) => name !== undefined && names.includes(name))
  return day && year && month >= 0 ? joinDay(year, month + 1, day) : undefined
}

const reorder = (found: RegExpExecArray | null): (string | undefined)[] =>
  found ? [found[0], found[2], found[1], found[3]] : []

/** Excel and LibreOffice both read a year of two digits as one of 1930 to 2029. */
const wholeYear = (year: string): string => (year.length > 2 ? year : `${Number(year) < 30 ? 20 : 19}${year}`)

const joinDay = (year: string, month: string | number, day: string | number): string =>
  [wholeYear(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-')

/**
 * The order of day and month that a day shows. `either` when both orders give a day, and the two differ. Undefined when
 * it shows nothing.
 */
export function readDayOrder(text: string): DayOrder | 'either' | undefined {
  if (text.length > 40) return undefined
  const numbers = readNumbers(text)
  if (!numbers || numbers.first === numbers.second) return undefined
  const [dayFirst, monthFirst] = [readDayText(text, 'day_first'), readDayText(text, 'month_first')]
  if (dayFirst && monthFirst) return 'either'
  return dayFirst ? 'day_first' : monthFirst ? 'month_first' : undefined
}
