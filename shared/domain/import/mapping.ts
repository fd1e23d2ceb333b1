import * as z from 'zod'
import { Instant } from '../calendar.ts'
import type { Problem } from '../problems/app-error.ts'
import { like } from '../problems/field-rule.ts'
import { unguardText } from '../values/guarded-text.ts'
import { plainText, recordByName } from '../values/text.ts'

const Column = plainText(120)
const Field = z.string().min(1).max(64)

/**
 * How to read a source's files: which column holds which field, and default values. A column that is not mapped holds the
 * field of its own name. A column mapped to `ignore` is skipped.
 */
export const ImportMapping = z
  .strictObject({
    columns: recordByName(Column, Field)
      .default({})
      .describe("A column's heading → the field that it holds, or `ignore`"),
    defaults: recordByName(Field, z.string().min(1).max(120))
      .default({})
      .describe('Field → the value of every row whose cell is empty, such as agency or P4.evidence'),
  })
  .meta({ id: 'ImportMapping' })
export type ImportMapping = z.infer<typeof ImportMapping>

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

/** The field of each column, in the file's order; undefined for a skipped column. */
export type ColumnPlan = (string | undefined)[]

const ignored = 'ignore'

/** Columns that we add to a file of refused rows. A file with them can be uploaded again. */
export const addedColumns = ['line', 'masalah', 'problems']

/** Fields that a mapping names and the programme does not have. */
export const mappingProblems = (fields: string[], { columns, defaults }: ImportMapping): Problem[] => [
  ...Object.entries(columns)
    .filter(([, field]) => field !== ignored && !fields.includes(field))
    .map(
      ([column, field]): Problem => ({ code: 'import_field_unknown', path: ['columns', column], params: { field } }),
    ),
  ...Object.keys(defaults)
    .filter((field) => !fields.includes(field))
    .map((field): Problem => ({ code: 'import_field_unknown', path: ['defaults', field], params: { field } })),
]

/** Plans a file's columns from its headings and a mapping, and lists everything that is wrong with them. */
export function planColumns(
  fields: string[],
  { columns, defaults }: ImportMapping,
  headings: string[],
): { plan: ColumnPlan; problems: Problem[] } {
  const alike = (text: string) => text.trim().toLowerCase()
  const byHeading = new Map([
    ...addedColumns.map((column): [string, string] => [column, ignored]),
    ...fields.map((field): [string, string] => [alike(field), field]),
    ...Object.entries(columns).map(([column, field]): [string, string] => [alike(column), field]),
  ])
  const meant = headings.map((heading) => byHeading.get(alike(heading)))
  const plan = meant.map((field) => (field === ignored ? undefined : field))
  const present = new Set([...plan, ...Object.keys(defaults)])
  const problems: Problem[] = []
  headings.forEach((heading, i) => {
    const field = meant[i]
    if (field === undefined && heading.trim() !== '')
      problems.push({ code: 'import_column_unknown', params: { column: shortenHeading(heading) } })
    else if (field !== undefined && field !== ignored && plan.indexOf(field) !== i)
      problems.push({ code: 'import_column_twice', params: { column: shortenHeading(heading), field } })
  })
  const missing = Object.keys(columns).filter((column) => !headings.map(alike).includes(alike(column)))
  for (const column of missing)
    problems.push({ code: 'import_column_missing', params: { column: shortenHeading(column) } })
  for (const wanted of [['name'], ['category'], ['agency'], ['area', 'kelurahan', 'kecamatan']])
    if (!wanted.some((field) => present.has(field)))
      problems.push({ code: 'import_field_missing', params: { field: wanted.join(' / ') } })
  return { plan, problems }
}

/** Shortens a heading: in a file without headings the first line is a member's data. */
const shortenHeading = (heading: string): string => (/\d{6}/.test(heading) ? '…' : heading.slice(0, 40))

/**
 * Reads a record's texts by field. An empty cell takes the mapping's default. A default for a detail of a stage counts only
 * when the stage has a date.
 */
export function readTexts(plan: ColumnPlan, { defaults }: ImportMapping, record: string[]): Map<string, string> {
  const texts = new Map<string, string>()
  plan.forEach((field, i) => {
    const text = cellText(record[i] ?? '')
    if (field !== undefined && text !== '') texts.set(field, text)
  })
  for (const [field, value] of Object.entries(defaults)) {
    const [stage = ''] = field.split('.')
    if (!texts.has(field) && (stage === field || texts.has(stage))) texts.set(field, value)
  }
  return texts
}

/** A cell's text without the guarding apostrophe that our own files put before formulas and numbers. */
export const cellText = (cell: string): string => unguardText(cell.trim())
