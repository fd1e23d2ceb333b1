import { gatherColumnSignals } from '../../domain/import/column-signals.ts'
import { type FieldHeadings, ignoredField } from '../../domain/import/field-headings.ts'
import type { ImportQuestion, ImportReport } from '../../domain/import/import.ts'
import {
  type ColumnPlan,
  type DayReading,
  type ImportMapping,
  makeFieldFinder,
  planColumns,
  shortenHeading,
} from '../../domain/import/mapping.ts'
import type { Problem } from '../../domain/problems/app-error.ts'
import { viewProblem } from '../../domain/problems/problem-view.ts'
import { findHeading, type Heading, isOtherHeading, mostTitleRows } from '../../domain/tables/heading.ts'
import type { TableRow } from '../../domain/tables/table-row.ts'
import type { TableFile, TableSheet } from '../tables/open-table.ts'

/** How to read the rows of a file, as a survey of all of them showed. */
export type FileReading = {
  sheet: TableSheet
  heading: Heading
  plan: ColumnPlan
  readings: Map<string, DayReading>
  columns: NonNullable<ImportReport['columns']>
}

/** The result of surveying a file: how to read it, why it cannot be read, or the questions to ask first. */
export type Survey = { reading: FileReading } | { problems: Problem[] } | { questions: ImportQuestion[] }

type Candidate = { sheet: TableSheet; heading: Heading; plan: ColumnPlan; problems: Problem[] }

/**
 * Surveys a whole file before any row is read: finds the sheet, the heading and the field of each column, and judges
 * each column by all its values.
 */
export async function surveyFile(table: TableFile, headings: FieldHeadings, mapping: ImportMapping): Promise<Survey> {
  const sheetName = mapping.sheet
  const sheets = table.sheets.filter(({ name, isHidden }) => (sheetName === undefined ? !isHidden : name === sheetName))
  if (sheets.length === 0)
    return {
      problems: [
        sheetName === undefined
          ? { code: 'import_empty' }
          : { code: 'import_sheet_missing', params: { sheet: sheetName } },
      ],
    }
  const candidates: Candidate[] = []
  for (const sheet of sheets) {
    const candidate = await readCandidate(sheet, headings, mapping)
    if (candidate) candidates.push(candidate)
  }
  const fittingCandidates = candidates.filter(({ problems }) => problems.length === 0)
  const [chosenCandidate] = fittingCandidates.length > 0 ? fittingCandidates : candidates
  if (!chosenCandidate) return { problems: [{ code: 'import_empty' }] }
  if (chosenCandidate.problems.length > 0) return { problems: chosenCandidate.problems }
  if (fittingCandidates.length > 1) return { questions: [askSheet(fittingCandidates.map(({ sheet }) => sheet.name))] }
  return surveySheet(table, headings, mapping, chosenCandidate)
}

async function readCandidate(
  sheet: TableSheet,
  headings: FieldHeadings,
  mapping: ImportMapping,
): Promise<Candidate | undefined> {
  const firstRows: TableRow[] = []
  for await (const row of sheet.rows()) {
    firstRows.push(row)
    if (firstRows.length > mostTitleRows) break
  }
  const findField = makeFieldFinder(headings, mapping)
  const heading = findHeading(firstRows, (cell) => findField(cell) !== undefined)
  if (!heading) return undefined
  return { sheet, heading, ...planColumns(headings, mapping, heading.cells) }
}

async function surveySheet(
  { kind }: TableFile,
  headings: FieldHeadings,
  mapping: ImportMapping,
  { sheet, heading, plan }: Candidate,
): Promise<Survey> {
  const signals = gatherColumnSignals(heading.cells, plan)
  const findField = makeFieldFinder(headings, mapping)
  const isField = (cell: string) => ![undefined, ignoredField].includes(findField(cell))
  let hiddenRows = 0
  for await (const { cells, row, isHidden } of rowsBelow(sheet, heading)) {
    if (isOtherHeading(heading, cells, isField))
      return { problems: [{ code: 'import_heading_second', params: { row } }] }
    if (isHidden) hiddenRows++
    signals.add(cells)
  }
  const { problems, questions, readings } = signals.judge({
    answers: mapping,
    separator: sheet.separator(),
    isWorkbook: kind === 'workbook',
  })
  if (problems.length > 0) return { problems }
  const allQuestions: ImportQuestion[] = questions.map(({ problem, ...question }) => ({
    ...viewProblem(problem),
    ...question,
  }))
  if (hiddenRows > 0 && mapping.hiddenRows === undefined) allQuestions.push(askHiddenRows(hiddenRows))
  if (allQuestions.length > 0) return { questions: allQuestions }
  const hiddenColumns = new Set(sheet.hiddenColumns())
  const columns = heading.cells.flatMap((cell, i) => {
    const field = plan[i]
    if (cell === '' && field === undefined) return []
    return [
      {
        column: shortenHeading(cell),
        ...(field && { field }),
        ...readings.get(field ?? ''),
        ...(hiddenColumns.has(i) && { isHidden: true }),
      },
    ]
  })
  return { reading: { sheet, heading, plan, readings, columns } }
}

/** The rows of a sheet below its heading. */
async function* rowsBelow(sheet: TableSheet, { top, rows }: Heading): AsyncGenerator<TableRow> {
  let n = 0
  for await (const row of sheet.rows()) if (n++ >= top + rows) yield row
}

const askSheet = (names: string[]): ImportQuestion => ({
  ...viewProblem({ code: 'import_sheets', params: { examples: names.join(', ') } }),
  answer: 'sheet',
  examples: names,
  choices: names,
})

const askHiddenRows = (rows: number): ImportQuestion => ({
  ...viewProblem({ code: 'import_hidden_rows', params: { rows } }),
  answer: 'hiddenRows',
  examples: [],
  choices: ['read', 'pass_over'],
})
