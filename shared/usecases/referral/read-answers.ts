import * as z from 'zod'
import { SheetNik } from '../../domain/import/sheet-value.ts'
import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { listSchemaProblems } from '../../domain/problems/schema-problems.ts'
import { type AnswerColumn, findAnswerColumn, readAnswerText } from '../../domain/referral/answer-columns.ts'
import type { AnswerRow } from '../../domain/referral/answer-sheet.ts'
import { ReferralAnswer } from '../../domain/referral/referral.ts'
import { plainCell, saysNothing } from '../../domain/tables/cell-text.ts'
import type { BodyRow } from '../../domain/tables/table-body.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { placeColumns, readTable, type SentFile } from '../tables/table-rows.ts'

/** Twice the most rows of a referral file. */
const mostRows = 400

/** The columns that name the member of a row. One of them is enough. */
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
 * Reads a lender's answers from CSV or XLSX. A row names its member by referral, member number or NIK. Throws
 * `invalid` if the file cannot be read, or lacks a column.
 */
export async function readAnswers(file: SentFile): Promise<ReadRow[]> {
  const table = await readTable(
    file,
    (heading) => findAnswerColumn(heading) !== undefined,
    (headings) => {
      const places = placeColumns(headings, findAnswerColumn)
      return (cells) =>
        namingColumns.every((column) => textIn(places, cells, column) === '') &&
        readAnswerText(textIn(places, cells, 'answer')) === undefined
    },
  )
  const places = placeColumns(table?.heading.cells ?? [], findAnswerColumn)
  requireColumns(places)
  const body = table?.body ?? []
  if (body.length > mostRows) throw invalid('referral_answers_many', { most: mostRows })
  return body.map((record) => ({ line: record.line, row: record.row, ...readRow(places, record) }))
}

type Places = ReadonlyMap<AnswerColumn, number>

function requireColumns(places: Places): void {
  const missing = [
    ...(namingColumns.some((column) => places.has(column)) ? [] : ['NIK']),
    ...(places.has('answer') ? [] : ['Jawaban']),
  ].map((column): Problem => ({ code: 'import_column_missing', params: { column } }))
  if (missing.length > 0) throw new AppError('invalid', missing)
}

/** The text of a cell. A dash counts as no text. */
function textIn(places: Places, cells: readonly string[], column: AnswerColumn): string {
  const text = plainCell(cells[places.get(column) ?? -1] ?? '')
  return saysNothing(text) ? '' : text
}

function readRow(places: Places, record: BodyRow): Read {
  const refuse = (...problems: Problem[]) => ({ problems })
  if (record.passedOver !== undefined) return { why: record.passedOver }
  if (record.problem) return refuse(record.problem)
  const texts = ([...namingColumns, 'reason'] as const).flatMap((column): [string, string][] => {
    const text = textIn(places, record.cells, column)
    return text === '' ? [] : [[column, text]]
  })
  const word = textIn(places, record.cells, 'answer')
  if (word === '') return { why: 'no_answer' }
  const answer = readAnswerText(word)
  if (!answer) return refuse({ code: 'referral_answer_word', path: ['answer'] })
  const fields = { ...Object.fromEntries(texts), answer }
  const { data, error } = SaidRow.safeParse(fields)
  if (!data) return refuse(...listSchemaProblems(error, fields))
  return namingColumns.every((column) => data[column] === undefined)
    ? refuse({ code: 'referral_row_nameless' })
    : { said: data }
}
