import * as z from 'zod'
import { Instant } from '../calendar.ts'
import type { Problem } from '../problems/app-error.ts'
import { like, rule } from '../problems/field-rule.ts'
import { isDitto, isSheetError, longestCell, plainCell, saysNothing } from '../tables/cell-text.ts'
import { DayZone, readDayInZone } from '../tables/day-in-zone.ts'
import { DayOrder } from '../tables/day-text.ts'
import { tidyHeading } from '../tables/heading.ts'
import { plainText, recordByName } from '../values/text.ts'
import { type FieldHeadings, ignoredField } from './field-headings.ts'
import { listDayFields } from './sheet-row.ts'

/** A heading of a spreadsheet. Line breaks and several blanks in it count as one blank. */
const Column = z
  .string()
  .overwrite(tidyHeading)
  .refine((text) => text.length > 0 && text.length <= 200, rule('text_shape'))
  .meta({ minLength: 1, maxLength: 200 })
const Field = z.string().min(1).max(64)

/**
 * How to read a source's files: which column holds which field, default values, and answers to what a file does not
 * say itself. A column that is not mapped has the field whose name or usual heading it bears. A column mapped to
 * `ignore` is skipped.
 */
export const ImportMapping = z
  .strictObject({
    columns: recordByName(Column, Field)
      .default({})
      .describe("A column's heading → the field that it holds, or `ignore`"),
    defaults: recordByName(Field, z.string().min(1).max(120))
      .default({})
      .describe('Field → the value of every row whose cell is empty, such as agency or P4.evidence'),
    dayOrder: recordByName(Field, DayOrder)
      .optional()
      .describe('Field of a day → how its column writes 2 November: `day_first` (02/11) or `month_first` (11/02)'),
    dayZone: recordByName(Field, DayZone)
      .optional()
      .describe('Field of a day → the zone of times that name none: `local` or `utc`'),
    encoding: z.enum(['windows-1252']).optional().describe('For a text file that is not in UTF-8'),
    sheet: plainText(64).optional().describe('Which sheet of a workbook holds the members'),
    hiddenRows: z.enum(['read', 'pass_over']).optional().describe('What to do with rows that a workbook hides'),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof ImportMapping>

/** Answers to what a file does not say itself. They become part of the mapping. */
export const ImportAnswers = ImportMapping.omit({ columns: true, defaults: true }).meta({ id: 'ImportAnswers' })
export type ImportAnswers = z.infer<typeof ImportAnswers>

/** The answers that are given for each column of days. */
const columnAnswers = ['dayOrder', 'dayZone'] as const

/** A mapping with further answers. */
export const withAnswers = (mapping: ImportMapping, answers: ImportAnswers): ImportMapping =>
  ImportMapping.parse({
    ...mapping,
    ...answers,
    ...Object.fromEntries(
      columnAnswers
        .filter((name) => mapping[name] ?? answers[name])
        .map((name) => [name, { ...mapping[name], ...answers[name] }]),
    ),
  })

/** A source of files with its saved mapping: a Dinas whose spreadsheet looks the same every month. */
export const ImportSource = z
  .object({
    code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, like('dinas-ppkukm')),
    name: plainText(120),
    mapping: ImportMapping,
    version: z.int().min(1),
    savedBy: z.string(),
    savedAt: Instant,
  })
  .meta({ id: 'ImportSource' })
export type ImportSource = z.infer<typeof ImportSource>

/** How to read the days of a column, as far as it is known. */
export type DayReading = { dayOrder?: DayOrder; dayZone?: DayZone }

/** The field of each column, in the file's order; undefined for a skipped column. */
export type ColumnPlan = (string | undefined)[]

/** Columns that we add to a file of refused rows. A file with them can be uploaded again. */
export const addedColumns = ['line', 'masalah', 'problems']

/** Fields that a mapping names and the programme does not have. */
export const listMappingProblems = (fields: string[], { columns, defaults, ...answers }: ImportMapping): Problem[] => [
  ...Object.entries(columns)
    .filter(([, field]) => field !== ignoredField && !fields.includes(field))
    .map(
      ([column, field]): Problem => ({ code: 'import_field_unknown', path: ['columns', column], params: { field } }),
    ),
  ...[
    ...Object.keys(defaults)
      .filter((field) => !fields.includes(field))
      .map((field) => ['defaults', field]),
    ...columnAnswers.flatMap((name) =>
      Object.keys(answers[name] ?? {})
        .filter((field) => !listDayFields(fields).includes(field))
        .map((field) => [name, field]),
    ),
  ].map(
    ([part = '', field = '']): Problem => ({ code: 'import_field_unknown', path: [part, field], params: { field } }),
  ),
]

const simplifyHeading = (heading: string): string => tidyHeading(heading).toLowerCase()

/**
 * Returns a function that finds a heading's field by the mapping or by the heading itself. The function returns a
 * field, `ignore`, or undefined for an unknown heading.
 */
export function makeFieldFinder(
  headings: FieldHeadings,
  { columns }: ImportMapping,
): (heading: string) => string | undefined {
  const fieldByColumn = new Map(
    Object.entries(columns).map(([column, field]): [string, string] => [simplifyHeading(column), field]),
  )
  return (heading) => {
    const name = simplifyHeading(heading)
    return fieldByColumn.get(name) ?? (addedColumns.includes(name) ? ignoredField : headings.find(tidyHeading(heading)))
  }
}

/** The most columns with a heading. A sheet with more holds something else. */
const mostColumns = 1024
/** At most this many problems of headings are stored with the import, because nobody reads more. */
const mostProblems = 100

/** Plans a file's columns from its headings and a mapping, and lists everything that is wrong with them. */
export function planColumns(
  headings: FieldHeadings,
  mapping: ImportMapping,
  row: string[],
): { plan: ColumnPlan; problems: Problem[] } {
  const { columns, defaults } = mapping
  const headingCount = row.filter((heading) => heading.trim() !== '').length
  if (headingCount > mostColumns)
    return { plan: [], problems: [{ code: 'import_columns_many', params: { found: headingCount, most: mostColumns } }] }
  const findField = makeFieldFinder(headings, mapping)
  const foundFields = row.map((heading) => (heading.trim() === '' ? undefined : findField(heading)))
  const plan = foundFields.map((field) => (field === ignoredField ? undefined : field))
  const present = new Set([...plan, ...Object.keys(defaults)])
  const problems: Problem[] = []
  row.forEach((heading, i) => {
    const field = foundFields[i]
    const column = shortenHeading(heading)
    if (field === undefined && heading.trim() !== '') {
      const nearest = headings.nearest(heading)
      problems.push(
        nearest === undefined
          ? { code: 'import_column_unknown', params: { column } }
          : { code: 'import_column_nearly', params: { column, nearest } },
      )
    } else if (field !== undefined && field !== ignoredField && plan.indexOf(field) !== i)
      problems.push({ code: 'import_column_twice', params: { column, field } })
  })
  const columnNames = row.map(simplifyHeading)
  for (const column of Object.keys(columns).filter((each) => !columnNames.includes(simplifyHeading(each))))
    problems.push({ code: 'import_column_missing', params: { column: shortenHeading(column) } })
  for (const alternatives of [['name'], ['category'], ['agency'], ['area', 'kelurahan', 'kecamatan']])
    if (!alternatives.some((field) => present.has(field)))
      problems.push({ code: 'import_field_missing', params: { field: alternatives.join(' / ') } })
  return { plan, problems: problems.slice(0, mostProblems) }
}

/** Shortens a heading, because in a file without headings the first line is a member's data. */
export const shortenHeading = (heading: string): string =>
  /\d{6}/.test(heading) ? '…' : tidyHeading(heading).slice(0, 40)

/**
 * A record's texts by field, the problems of its cells, and the fields whose cells say in words that there is no
 * value.
 */
export type RecordTexts = { texts: Map<string, string>; problems: Problem[]; fieldsWithoutValue: string[] }

/**
 * Reads a record's texts by field. An empty cell takes the mapping's default. A default for a detail of a stage counts only
 * when the stage has a date. Days are written as `2021-10-27`, by the reading of their column, as far as they can be read.
 */
export function readTexts(
  plan: ColumnPlan,
  { defaults }: ImportMapping,
  record: string[],
  readings: ReadonlyMap<string, DayReading> = new Map(),
): RecordTexts {
  const texts = new Map<string, string>()
  const problems: Problem[] = []
  const fieldsWithoutValue: string[] = []
  const days = new Set(listDayFields(plan.flatMap((field) => field ?? [])))
  plan.forEach((field, i) => {
    if (field === undefined) return
    const text = plainCell(record[i] ?? '')
    if (text === '') return
    if (text.length > longestCell) problems.push({ code: 'cell_long', path: [field] })
    else if (isSheetError(text)) problems.push({ code: 'cell_error', path: [field] })
    // Sorting or filtering may have changed which cell is above.
    else if (isDitto(text)) problems.push({ code: 'cell_ditto', path: [field] })
    else if (saysNothing(text)) fieldsWithoutValue.push(field)
    else if (!days.has(field)) texts.set(field, text)
    else {
      const { dayOrder = 'day_first', dayZone } = readings.get(field) ?? {}
      const day = readDayInZone(text, dayOrder, dayZone)
      // A day of a month-first column is never read day first. It is reported instead.
      if (day === undefined && dayOrder === 'month_first' && readDayInZone(text, 'day_first', dayZone) !== undefined)
        problems.push({ code: 'date_shape', path: [field] })
      else texts.set(field, day ?? text)
    }
  })
  const unread = new Set(problems.map(({ path: [field] = [] }) => field))
  for (const [field, value] of Object.entries(defaults)) {
    const [stage = ''] = field.split('.')
    if (!texts.has(field) && !unread.has(field) && (stage === field || texts.has(stage))) texts.set(field, value)
  }
  return { texts, problems, fieldsWithoutValue }
}
