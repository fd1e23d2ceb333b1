import * as z from 'zod'
import { SheetNik } from '../../domain/import/sheet-value.ts'
import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { schemaProblems } from '../../domain/problems/schema-problems.ts'
import { type AnswerColumn, findAnswerColumn, readAnswerText } from '../../domain/referral/answer-columns.ts'
import type { AnswerRow } from '../../domain/referral/answer-sheet.ts'
import { ReferralAnswer } from '../../domain/referral/referral.ts'
import { plainCell, saysNothing } from '../../domain/tables/cell-text.ts'
import { tidyHeading } from '../../domain/tables/heading.ts'
import type { BodyRow } from '../../domain/tables/table-body.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { readTable, type SentFile } from '../tables/table-rows.ts'

/** Twice the most rows of a referral file. */
const mostRows = 400

/** The columns of which one says whose row it is. */
export const namingColumns = ['referral', 'number', 'nik'] as const

const SaidRow = ReferralAnswer.extend({
  referral: z.string().max(64).optional(),
  number: MemberNumber.optional(),
  nik: SheetNik.optional(),
})

type Read = { said: z.infer<typeof SaidRow> } | { problems: Problem[] } | { why: NonNullable<AnswerRow['why']> }

/** A row of a sheet: an answer, its problems, or why it has none. */
export type ReadRow = Pick<AnswerRow, 'line' | 'row'> & Read

/**
 * Reads a lender's answers from CSV or XLSX. A row names its member by referral, member number or NIK. Throws `invalid` if
 * the file cannot be read, or lacks a column.
 */
export async function readAnswers(file: SentFile): Promise<ReadRow[]> {
  const table = await readTable(
    file,
    (heading) => findAnswerColumn(heading) !== undefined,
    (cells, { cells: headings }) =>
      namingColumns.every((column) => textIn(headings, cells, column) === '') &&
      readAnswerText(textIn(headings, cells, 'answer')) === undefined,
  )
  const headings = table?.heading.cells ?? []
  requireColumns(headings)
  const body = table?.body ?? []
  if (body.length > mostRows) throw invalid('referral_answers_many', { most: mostRows })
  return body.map((record) => ({ line: record.line, row: record.row, ...readRow(headings, record) }))
}

function requireColumns(headings: string[]): void {
  const columns = headings.map(findAnswerColumn)
  const twice = columns.findIndex((column, i) => column !== undefined && columns.indexOf(column) < i)
  if (twice >= 0)
    throw invalid('import_column_twice', { column: tidyHeading(headings[twice] ?? ''), field: columns[twice] ?? '' })
  const missing = [
    ...(namingColumns.some((column) => columns.includes(column)) ? [] : ['NIK']),
    ...(columns.includes('answer') ? [] : ['Jawaban']),
  ].map((column): Problem => ({ code: 'import_column_missing', params: { column } }))
  if (missing.length > 0) throw new AppError('invalid', missing)
}

/** The text of a cell. A dash counts as no text. */
function textIn(headings: readonly string[], cells: readonly string[], column: AnswerColumn): string {
  const text = plainCell(cells[headings.findIndex((heading) => findAnswerColumn(heading) === column)] ?? '')
  return saysNothing(text) ? '' : text
}

function readRow(headings: string[], record: BodyRow): Read {
  const refuse = (...problems: Problem[]) => ({ problems })
  if (record.passedOver !== undefined) return { why: record.passedOver }
  if (record.problem) return refuse(record.problem)
  const texts = ([...namingColumns, 'reason'] as const).flatMap((column): [string, string][] => {
    const text = textIn(headings, record.cells, column)
    return text === '' ? [] : [[column, text]]
  })
  const word = textIn(headings, record.cells, 'answer')
  if (word === '') return { why: 'no_answer' }
  const answer = readAnswerText(word)
  if (!answer) return refuse({ code: 'referral_answer_word', path: ['answer'] })
  const said = { ...Object.fromEntries(texts), answer }
  const { data, error } = SaidRow.safeParse(said)
  if (!data) return refuse(...schemaProblems(error, said))
  return namingColumns.every((column) => data[column] === undefined)
    ? refuse({ code: 'referral_row_nameless' })
    : { said: data }
}
