import type { Problem } from '../problems/app-error.ts'
import { longestCell, plainCell } from '../tables/cell-text.ts'
import { type DayZone, readDayInZone, readUnmarkedTime, utcMidnight } from '../tables/day-in-zone.ts'
import { type DayOrder, readDayOrder } from '../tables/day-text.ts'
import type { ImportQuestion } from './import.ts'
import type { ColumnPlan, DayReading, ImportMapping } from './mapping.ts'
import { listDayFields, listNumberFields } from './sheet-row.ts'

/**
 * Counts of the days in a column, by the order that their writing proves. They are gathered before the rows are read.
 */
type DaySignals = Record<DayOrder | 'either', number> & {
  /** How many days begin with a year of four digits, and how many of these could have day and month swapped. */
  full: number
  fullEither: number
  examples: string[]
  /** How many times of day name no zone, and how many of these may be midnight in Jakarta, written in UTC. */
  timed: number
  atUtcMidnight: number
  midnightExamples: string[]
}

/** How many long numbers a column has, and how many of these a spreadsheet may have rounded. */
type NumberSignals = { long: number; rounded: number }

/** A spreadsheet keeps this many digits of a number and writes 0 for the rest. */
const digitsKept = 15
/** If at least this many long numbers all end in 0, a spreadsheet rounded them. */
const numbersToJudge = 20
const mostExamples = 3

/** What is wrong with columns as a whole, what must be asked, and how each column of days is read. */
export type ColumnVerdict = { problems: Problem[]; questions: ColumnQuestion[]; readings: Map<string, DayReading> }

/** A question about a column, with some of its values. */
type ColumnQuestion = { problem: Problem } & Pick<ImportQuestion, 'answer' | 'field' | 'examples' | 'choices'>

/** Gathers the signals of a file's columns, cell by cell. */
export function gatherColumnSignals(headings: readonly string[], plan: ColumnPlan) {
  const fields = plan.flatMap((field) => field ?? [])
  const days = new Map(listDayFields(fields).map((field): [string, DaySignals] => [field, noDays()]))
  const numbers = new Map(
    listNumberFields(fields).map((field): [string, NumberSignals] => [field, { long: 0, rounded: 0 }]),
  )
  const columnOf = (field: string) => headings[plan.indexOf(field)] ?? field
  const genderColumn = plan.indexOf('gender')
  const genderLetters = new Set<string>()
  let writesPoints = false

  return {
    add(cells: readonly string[]): void {
      genderLetters.add(plainCell(cells[genderColumn] ?? '').toLowerCase())
      plan.forEach((field, i) => {
        const cell = cells[i] ?? ''
        if (field === undefined || cell === '' || cell.length > longestCell) return
        const daySignals = days.get(field)
        if (daySignals) {
          addDay(daySignals, plainCell(cell))
          addTime(daySignals, plainCell(cell))
        }
        const numberSignals = numbers.get(field)
        if (numberSignals) addNumber(numberSignals, cell)
        writesPoints ||= /\d [0-2]?\d\.[0-5]\d(\.[0-5]\d)?$/.test(cell)
      })
    },
    /**
     * Decides about the columns. `answers` holds what a person has answered. In a file that separates cells by
     * semicolons, or writes times with points, days come before months.
     */
    judge({
      answers,
      separator,
      isWorkbook,
    }: {
      answers: Pick<ImportMapping, 'dayOrder' | 'dayZone'>
      separator: string | undefined
      isWorkbook: boolean
    }): ColumnVerdict {
      const columnProblems = [...numbers]
        .filter(([, { long, rounded: lost }]) => long >= numbersToJudge && long === lost)
        .map(
          ([field]): Problem =>
            field === 'nik'
              ? { code: 'import_niks_rounded' }
              : { code: 'import_numbers_rounded', params: { column: columnOf(field) } },
        )
      if (genderLetters.has('p') && genderLetters.has('w'))
        columnProblems.push({ code: 'import_gender_letters', params: { column: columnOf('gender') } })
      const fileOrder = findProvenOrder([...days.values()])
      const usualOrder: DayOrder | undefined = separator === ';' || writesPoints ? 'day_first' : undefined
      const verdict: ColumnVerdict = { problems: columnProblems, questions: [], readings: new Map() }
      for (const [field, signals] of days) {
        const reading: DayReading = {}
        verdict.readings.set(field, reading)
        const givenOrder = findAnswer(answers.dayOrder, field)
        const [column, examples] = [columnOf(field), signals.examples.join(', ')]
        const columnOrder = findProvenOrder([signals])
        if (givenOrder) reading.dayOrder = givenOrder
        else if (columnOrder === 'both')
          verdict.problems.push({ code: 'import_date_mixed', params: { column, examples } })
        else if (isWorkbook && isHalfConverted(signals))
          verdict.problems.push({ code: 'import_date_swapped', params: { column, examples } })
        else {
          const order = columnOrder ?? (fileOrder === 'both' ? undefined : fileOrder) ?? usualOrder
          if (order) reading.dayOrder = order
          else if (signals.either > 0)
            verdict.questions.push({
              problem: { code: 'import_date_order', params: { column, examples } },
              answer: 'dayOrder',
              field,
              examples: signals.examples,
              choices: ['day_first', 'month_first'],
            })
        }
        const zone = findAnswer(answers.dayZone, field) ?? judgeZone(signals)
        if (zone === 'unclear')
          verdict.questions.push({
            problem: { code: 'import_date_zone', params: { column, examples: signals.midnightExamples.join(', ') } },
            answer: 'dayZone',
            field,
            examples: signals.midnightExamples,
            choices: ['local', 'utc'],
          })
        else if (zone) reading.dayZone = zone
      }
      return verdict
    },
  }
}

const noDays = (): DaySignals => ({
  day_first: 0,
  month_first: 0,
  either: 0,
  full: 0,
  fullEither: 0,
  examples: [],
  timed: 0,
  atUtcMidnight: 0,
  midnightExamples: [],
})

const findAnswer = <T>(answers: Readonly<Record<string, T>> | undefined, field: string): T | undefined =>
  answers && Object.hasOwn(answers, field) ? answers[field] : undefined

function addTime(signals: DaySignals, text: string): void {
  const time = readUnmarkedTime(text)
  if (time === undefined) return
  const day = readDayInZone(text, 'day_first', 'local') ?? readDayInZone(text, 'month_first', 'local')
  if (day === undefined) return
  signals.timed++
  if (time !== utcMidnight) return
  signals.atUtcMidnight++
  addExample(signals.midnightExamples, text)
}

function addExample(examples: string[], text: string): void {
  if (examples.length < mostExamples && !examples.includes(text)) examples.push(text)
}

/**
 * The zone of a column's times. `unclear` when half of them or more may be midnight in Jakarta, written in UTC: real times of day
 * would vary more.
 */
function judgeZone({ timed, atUtcMidnight }: DaySignals): DayZone | 'unclear' | undefined {
  if (atUtcMidnight === 0) return undefined
  return 2 * atUtcMidnight >= timed ? 'unclear' : 'local'
}

function addDay(signals: DaySignals, text: string): void {
  const order = readDayOrder(text)
  if (order === undefined) {
    const day = readDayInZone(text, 'day_first', 'local')
    if (day === undefined || !/^\d{4}/.test(text)) return
    signals.full++
    if (Number(day.slice(8)) <= 12) signals.fullEither++
    return
  }
  signals[order]++
  addExample(signals.examples, text)
}

function addNumber(signals: NumberSignals, cell: string): void {
  const digits = cell.replace(/\D/g, '')
  if (digits.length <= digitsKept) return
  signals.long++
  if (/^0+$/.test(digits.slice(digitsKept))) signals.rounded++
}

/** The order that the days prove: those that exist in only one order. */
function findProvenOrder(all: DaySignals[]): DayOrder | 'both' | undefined {
  const isProven = (order: DayOrder) => all.some((signals) => signals[order] > 0)
  if (isProven('day_first')) return isProven('month_first') ? 'both' : 'day_first'
  return isProven('month_first') ? 'month_first' : undefined
}

/** Whether a spreadsheet converted only some days, and may have swapped day and month in all of those. */
const isHalfConverted = ({ full, fullEither, day_first, month_first, either }: DaySignals): boolean =>
  full > 0 && full === fullEither && day_first + month_first > 0 && either === 0
