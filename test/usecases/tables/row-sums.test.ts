import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AppError } from '../../../shared/domain/problems/app-error.ts'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { readStatement } from '../../../shared/usecases/loans/read-statement.ts'
import { readTable } from '../../../shared/usecases/tables/table-rows.ts'
import { runs } from '../../support/runs.ts'
import { layouts, writeTable } from '../../support/table-layouts.ts'

// Every row of a statement and of a class list is accounted for, as CSV and as a workbook: read, refused by its own row, or
// passed over.

/** The rows that the problems name; none if the act succeeds. */
async function refusedRows(act: Promise<unknown>): Promise<number[]> {
  try {
    await act
    return []
  } catch (error) {
    if (error instanceof AppError) return [...new Set(error.problems.map(({ params }) => Number(params?.row)))]
    throw error
  }
}

/** The rows of a file, by what happens to them. */
async function sortRows(file: Uint8Array, headings: readonly string[]) {
  const table = await readTable(
    file,
    (heading) => headings.includes(heading),
    () => (cells) => cells.filter((cell) => cell.trim() !== '').length < 2,
  )
  const { top = 0, rows = 0 } = table?.heading ?? {}
  const body = table?.body ?? []
  return {
    headings: Array.from({ length: rows }, (_, i) => top + 1 + i),
    records: body.filter(({ passedOver }) => passedOver === undefined).map(({ row }) => row),
    passedOver: body.filter(({ passedOver }) => passedOver !== undefined).map(({ row }) => row),
  }
}

const countUp = (to: number) => Array.from({ length: to }, (_, i) => i + 1)
const sortNumbers = (rows: number[]) => rows.toSorted((a, b) => a - b)
const kinds = fc.array(fc.boolean(), { minLength: 1, maxLength: 8 })

test('each row of a statement is a line, refused by its number, or ignored', async () => {
  const heading = ['number', 'state', 'approvedOn', 'approvedAmount']
  await fc.assert(
    fc.asyncProperty(layouts, kinds, async (layout, broken) => {
      const rows = broken.map((isBroken, i) => [
        `F-${i}`,
        'approved',
        isBroken ? '2021-11-31' : '2021-11-20',
        '8000000',
      ])
      const { file, rows: rowCount } = writeTable(heading, rows, layout)
      const { headings, records, passedOver } = await sortRows(file, heading)
      expect(sortNumbers([...headings, ...records, ...passedOver])).toEqual(countUp(rowCount))
      expect(await refusedRows(readStatement(file, '2021-11', {}))).toEqual(records.filter((_, i) => broken[i]))
    }),
    runs(40, 1000),
  )
})

test('each row of a class list is a person, refused by its number, or ignored', async () => {
  const heading = ['Nomor anggota', 'Nama', 'Hadir']
  await fc.assert(
    fc.asyncProperty(layouts, kinds, async (layout, broken) => {
      const rows = broken.map((isBroken, i) => [
        makeMemberNumber(new Uint8Array([i + 1, 2, 3, 4, 5])),
        `Orang ${i}`,
        isBroken ? 'mungkin' : 'v',
      ])
      const { file, rows: rowCount } = writeTable(heading, rows, layout)
      const { headings, records, passedOver } = await sortRows(file, heading)
      expect(sortNumbers([...headings, ...records, ...passedOver])).toEqual(countUp(rowCount))
      const expectedRows = records.filter((_, i) => broken[i])
      expect(await refusedRows(readAttendance(file))).toEqual(expectedRows)
      if (expectedRows.length === 0) expect(await readAttendance(file)).toHaveLength(records.length)
    }),
    runs(40, 1000),
  )
})
