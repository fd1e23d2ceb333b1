import { expect, test } from 'vitest'
import { inCellOrder } from '../../../shared/domain/import/part.ts'

const place = (line: number, cell: string) => ({ cell, row: { line, erased: true as const } })
const linesOf = (cells: string[]) => inCellOrder(cells.map((cell, i) => place(i + 1, cell))).map(({ line }) => line)

test('rows go by area and months, and in the order of the file where these are equal', () => {
  expect(linesOf(['B 2021-01', 'A 2021-02', 'B 2021-01', 'A 2021-01'])).toEqual([4, 2, 1, 3])
})

test('a row that shares counters with the last ones is brought forward', () => {
  const cells = ['A 2021-01 2021-05', 'A 2021-02 2021-03', 'A 2021-04 2021-06', 'A 2021-05', 'A 2021-05 2021-06']
  expect(linesOf(cells)).toEqual([4, 1, 5, 3, 2])
})

test('every row is kept, and the order does not depend on that of the file', () => {
  const months = ['2021-01', '2021-02', '2021-03', '2021-04', '2021-05']
  const cells = Array.from({ length: 400 }, (_, i) => `${'ABC'[i % 3]} ${months[i % 5]} ${months[(i * i) % 4]} ${i}`)
  const rows = cells.map((cell, i) => place(i, cell))
  const ordered = inCellOrder(rows)
  expect(ordered.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(rows.map(({ row }) => row.line))
  expect(inCellOrder(rows.toReversed())).toEqual(ordered)
})
