import { makeFieldHeadings } from '../../shared/domain/import/field-headings.ts'
import { ImportMapping, readTexts } from '../../shared/domain/import/mapping.ts'
import { makeRowText, readRow } from '../../shared/domain/import/row.ts'
import { makeSheetPlaces } from '../../shared/domain/import/sheet-place.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { readBodyRows } from '../../shared/usecases/import/body-rows.ts'
import { surveyFile } from '../../shared/usecases/import/survey-file.ts'
import { openTable } from '../../shared/usecases/tables/open-table.ts'

const frame = makeFrame(jakpreneur)
const places = makeSheetPlaces(frame)

/** Reads the members of a file by a mapping, without a database. Returns their rows as text, the findings, and the number of counted rows. */
export async function readMembers(file: Uint8Array, given: Partial<ImportMapping> = {}) {
  const mapping = ImportMapping.parse(given)
  async function* pieces() {
    yield file
  }
  const survey = await surveyFile(await openTable(async () => pieces()), makeFieldHeadings(jakpreneur), mapping)
  if (!('reading' in survey)) return { survey }
  const { plan, readings, heading } = survey.reading
  const people: string[] = []
  const problems: unknown[] = []
  let rows = heading.rows
  for await (const { cells, passedOver } of readBodyRows(survey.reading, false)) {
    rows++
    if (passedOver) continue
    const read = readTexts(plan, mapping, cells, readings)
    const { row, problems: found } = readRow(frame, places, read.texts, read.problems)
    people.push(makeRowText(row))
    problems.push(...found)
  }
  return { people, problems, rows }
}
