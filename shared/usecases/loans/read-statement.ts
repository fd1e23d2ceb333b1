import type { Month } from '../../domain/calendar.ts'
import { comparedFields, type Statement, StatementLine } from '../../domain/loan/statement.ts'
import {
  findStatementColumn,
  judgeDayOrder,
  judgeGrouping,
  namesUnits,
  readStateText,
  type StatementColumn,
  type StatementMapping,
} from '../../domain/loan/statement-columns.ts'
import { AppError, invalid, type Problem } from '../../domain/problems/app-error.ts'
import { listSchemaProblems } from '../../domain/problems/schema-problems.ts'
import { readAmountText } from '../../domain/tables/amount-text.ts'
import { plainCell, saysNothing } from '../../domain/tables/cell-text.ts'
import { type DayOrder, readDayText } from '../../domain/tables/day-text.ts'
import { tidyHeading } from '../../domain/tables/heading.ts'
import { isShortenedNumber } from '../../domain/tables/sheet-number.ts'
import type { BodyRow } from '../../domain/tables/table-body.ts'
import { atLine, placeColumns, readTable, type SentFile } from '../tables/table-rows.ts'

const mostProblems = 100

/** How to read a statement: its headings and its order of day and month, if the file does not say so. */
export type StatementReading = { columns?: StatementMapping | undefined; dayOrder?: DayOrder | undefined }

type StatementContent = Pick<Statement, 'compared' | 'passedOver' | 'columnsPassedOver' | 'dayOrder'> & {
  lines: StatementLine[]
}

/**
 * Reads the lines of a statement as banks export it, as CSV or XLSX. Throws `invalid` with every unreadable line, and
 * asks for the order of day and month if the file does not show it. Throws also for a file without a heading, because
 * such a file would replace a good statement by an empty one.
 */
export async function readStatement(
  file: SentFile,
  month: Month,
  { columns: mapping = {}, dayOrder: givenOrder }: StatementReading,
): Promise<StatementContent> {
  const columnOf = (heading: string) => findStatementColumn(mapping, heading)
  const table = await readTable(
    file,
    (heading) => columnOf(heading) !== undefined,
    (headings) => {
      const places = placeColumns(headings, columnOf)
      return (cells) => {
        const filledColumns = [...places].flatMap(([column, i]) => ((cells[i] ?? '').trim() === '' ? [] : [column]))
        return !filledColumns.includes('number') || (filledColumns.length === 1 && places.size > 1)
      }
    },
  )
  const headings = table?.heading.cells ?? []
  const places = placeColumns(headings, columnOf)
  if (!table || !places.has('number')) throw invalid('import_column_missing', { column: 'number' })
  const titleCells = table.body.filter(({ passedOver }) => passedOver === 'row_above').flatMap(({ cells }) => cells)
  const inUnits = [...titleCells, ...headings.filter((heading) => columnOf(heading)?.endsWith('Amount'))].find(
    namesUnits,
  )
  if (inUnits !== undefined) throw invalid('amount_units', { text: tidyHeading(inUnits).slice(0, 60) })
  const records = table.body
    .filter(({ passedOver }) => passedOver === undefined)
    .map((record) => ({ record, texts: readTexts(places, record) }))
  const textsOf = (...columns: StatementColumn[]) =>
    records.flatMap(({ texts }) => columns.flatMap((column) => texts.get(column) ?? []))
  const days = textsOf('approvedOn', 'disbursedOn')
  const judgedOrder = judgeDayOrder(days, month)
  const order = givenOrder ?? (judgedOrder === undefined && table.separator === ';' ? 'day_first' : judgedOrder)
  if (order === undefined || order === 'mixed')
    throw invalid(order ? 'import_date_mixed' : 'import_date_order', {
      column: tidyHeading(headings[places.get('approvedOn') ?? places.get('disbursedOn') ?? 0] ?? ''),
      examples: days.slice(0, 3).join(', '),
    })
  const groupings = {
    approvedAmount: judgeGrouping(textsOf('approvedAmount')),
    disbursedAmount: judgeGrouping(textsOf('disbursedAmount')),
  }
  const problems: Problem[] = []
  const lines: StatementLine[] = []
  for (const { record, texts } of records) {
    const fields = Object.fromEntries(
      [...texts].map(([column, text]): [string, string] => {
        switch (column) {
          case 'number':
            return [column, text]
          case 'state':
            return [column, readStateText(text)]
          case 'approvedOn':
          case 'disbursedOn':
            return [column, readDayText(text, order) ?? text]
          default: {
            const grouping = groupings[column]
            return [column, readAmountText(text, grouping === 'mixed' ? undefined : grouping) ?? text]
          }
        }
      }),
    )
    const { data, error } = StatementLine.safeParse({ ...fields, line: record.line })
    const lineProblems = record.problem
      ? [record.problem]
      : isShortenedNumber(texts.get('number') ?? '')
        ? [{ code: 'number_scientific' as const, path: ['number'] }]
        : listSchemaProblems(error ?? { issues: [] }, fields)
    if (data && lineProblems.length === 0) lines.push(data)
    else problems.push(...atLine(record, lineProblems))
  }
  if (problems.length > 0) throw new AppError('invalid', problems.slice(0, mostProblems))
  return {
    lines,
    compared: comparedFields.filter((column) => places.has(column)),
    passedOver: table.body.length - records.length,
    columnsPassedOver: headings.filter((heading) => heading !== '' && columnOf(heading) === undefined).slice(0, 50),
    ...(days.length > 0 && { dayOrder: order }),
  }
}

/** The texts of a line by column. A dash, and an amount of 0, count as no text. */
function readTexts(places: ReadonlyMap<StatementColumn, number>, { cells }: BodyRow): Map<StatementColumn, string> {
  const texts = new Map<StatementColumn, string>()
  for (const [column, i] of places) {
    const text = plainCell(cells[i] ?? '')
    const isNothing = text === '' || saysNothing(text) || (column.endsWith('Amount') && /^0+([.,]0+)?$/.test(text))
    if (!isNothing) texts.set(column, text)
  }
  return texts
}
