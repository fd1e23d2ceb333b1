import { expect, test } from 'vitest'
import { orderByCells } from '../../../shared/domain/import/part.ts'

const place = (line: number, cell: string) => ({ cell, row: { line, erased: true as const } })
const linesOf = (cells: string[]) => orderByCells(cells.map((cell, i) => place(i + 1, cell))).map(({ line }) => line)

test('rows are ordered by area and months, and then by their place in the file', () => {
  expect(linesOf(['B 2021-01', 'A 2021-02', 'B 2021-01', 'A 2021-01'])).toEqual([4, 2, 1, 3])
  const again = [place(2, 'A 2021-01'), place(1, 'A 2021-01')]
  expect(orderByCells(again).map(({ line }) => line)).toEqual([1, 2])
})

test('a row that shares counters with the last ones is brought forward', () => {
  const cells = ['A 2021-01 2021-05', 'A 2021-02 2021-03', 'A 2021-04 2021-06', 'A 2021-05', 'A 2021-05 2021-06']
  expect(linesOf(cells)).toEqual([4, 1, 5, 3, 2])
})

test('every row is kept, and the order does not depend on the order of the file', () => {
  const months = ['2021-01', '2021-02', '2021-03', '2021-04', '2021-05']
  const cells = Array.from({ length: 400 }, (_, i) => `${'ABC'[i % 3]} ${months[i % 5]} ${months[(i * i) % 4]} ${i}`)
  const rows = cells.map((cell, i) => place(i, cell))
  const ordered = orderByCells(rows)
  expect(ordered.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(rows.map(({ row }) => row.line))
  expect(orderByCells(rows.toReversed())).toEqual(ordered)
})

/** The same order, found by looking at all waiting rows each time. */
function orderPlainly(rows: Parameters<typeof orderByCells>[0]): number[] {
  const cellsOf = ({ cell }: { cell: string }) => {
    const [leaf, ...months] = cell.split(' ')
    return [...new Set(months)].map((month) => `${leaf} ${month}`)
  }
  let waiting = rows.toSorted((a, b) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : a.row.line - b.row.line))
  const ordered: typeof waiting = []
  while (waiting.length > 0) {
    const last = ordered.slice(-8).flatMap(cellsOf)
    const others = waiting.slice(0, 100).map((each) => cellsOf(each).filter((cell) => !last.includes(cell)).length)
    const next = waiting[others.indexOf(Math.min(...others))]
    if (next) ordered.push(next)
    waiting = waiting.filter((each) => each !== next)
  }
  return ordered.map(({ row }) => row.line)
}

test('the next row is the one with the fewest other counters among the hundred that wait longest', () => {
  const month = (i: number) => `20${(i % 7) + 15}-${String((i % 12) + 1).padStart(2, '0')}`
  const rows = Array.from({ length: 1200 }, (_, i) =>
    place(i, `${'AB'[i % 2]} ${[month(i * 31), month(i * i), month(i * 17 + 3)].slice(0, (i % 3) + 1).join(' ')}`),
  )
  expect(orderByCells(rows).map(({ line }) => line)).toEqual(orderPlainly(rows))
})

test('very many rows of one cell are ordered', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => place(i, 'A 2021-01'))
  expect(orderByCells(rows)).toHaveLength(300_000)
})
