import { expect, test } from 'vitest'
import { seededRandom } from '../../../infra/local/demo/seeded-random.ts'
import { orderByCells, roomForRows } from '../../../shared/domain/import/part.ts'

const makeRow = (line: number, cell: string, items = 8) => ({ cell, items, row: { line, erased: true as const } })
const linesOf = (cells: string[]) => orderByCells(cells.map((cell, i) => makeRow(i + 1, cell))).map(({ line }) => line)

test('rows are ordered by area and months, and then by their place in the file', () => {
  expect(linesOf(['B 2021-01', 'A 2021-02', 'B 2021-01', 'A 2021-01'])).toEqual([4, 2, 1, 3])
  const again = [makeRow(2, 'A 2021-01'), makeRow(1, 'A 2021-01')]
  expect(orderByCells(again).map(({ line }) => line)).toEqual([1, 2])
})

test('rows that share counters with others of their transaction are brought forward, first those that add none', () => {
  const cells = ['A 2021-01 2021-05', 'A 2021-02 2021-03', 'A 2021-04 2021-06', 'A 2021-05', 'A 2021-05 2021-06']
  expect(linesOf(cells)).toEqual([1, 4, 5, 3, 2])
})

test('a transaction is filled up by a row that still fits, and the next one begins with the row that waits longest', () => {
  const [half, most] = [Math.floor(roomForRows / 2), roomForRows - 10]
  const rows = [makeRow(1, 'A 2021-01', half), makeRow(2, 'A 2021-01', most), makeRow(3, 'A 2021-01 2021-02', 8)]
  expect(orderByCells(rows).map(({ line }) => line)).toEqual([1, 3, 2])
  const full = [makeRow(1, 'A 2021-01 2021-03', most), makeRow(2, 'A 2021-02', most), makeRow(3, 'A 2021-03', most)]
  expect(orderByCells(full).map(({ line }) => line)).toEqual([1, 2, 3])
})

test('every row is kept, and the order does not depend on the order of the file', () => {
  const months = ['2021-01', '2021-02', '2021-03', '2021-04', '2021-05']
  const cells = Array.from({ length: 400 }, (_, i) => `${'ABC'[i % 3]} ${months[i % 5]} ${months[(i * i) % 4]} ${i}`)
  const rows = cells.map((cell, i) => makeRow(i, cell))
  const orderedRows = orderByCells(rows)
  expect(orderedRows.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(rows.map(({ row }) => row.line))
  expect(orderByCells(rows.toReversed())).toEqual(orderedRows)
})

type Rows = Parameters<typeof orderByCells>[0]

const cellsOf = ({ cell }: { cell: string }) => {
  const [leaf, ...months] = cell.split(' ')
  return new Set(months.map((month) => `${leaf} ${month}`))
}

const inOrderOfCells = (rows: Rows) =>
  rows.toSorted((a, b) => (a.cell < b.cell ? -1 : a.cell > b.cell ? 1 : a.row.line - b.row.line))

/** Finds the same order by comparing the 200 rows that wait longest each time. */
function orderPlainly(rows: Rows): number[] {
  let waitingRows = inOrderOfCells(rows)
  let own: Rows = []
  const orderedRows: Rows = []
  while (waitingRows.length > 0) {
    const cells = new Set(own.flatMap((row) => [...cellsOf(row)]))
    const room = roomForRows - cells.size - own.reduce((sum, { items }) => sum + items, 0)
    const fittingRows = waitingRows
      .slice(0, 200)
      .map((row) => ({
        row,
        added: cellsOf(row).difference(cells).size,
        shared: cellsOf(row).intersection(cells).size,
      }))
      .filter(({ row, added }) => own.length === 0 || row.items + added <= room)
    const least = Math.min(...fittingRows.map(({ added, shared }) => added - shared))
    const next = own.length === 0 ? fittingRows[0] : fittingRows.find(({ added, shared }) => added - shared === least)
    own = next ? [...own, next.row] : []
    if (next) orderedRows.push(next.row)
    waitingRows = waitingRows.filter((row) => row !== next?.row)
  }
  return orderedRows.map(({ row }) => row.line)
}

const manyRows = Array.from({ length: 700 }, (_, i) => {
  const month = (n: number) => `20${(n % 7) + 15}-${String((n % 12) + 1).padStart(2, '0')}`
  const months = [month(i * 31), month(i * i), month(i * 17 + 3)].slice(0, (i % 3) + 1)
  return makeRow(i, `${'AB'[i % 2]} ${months.join(' ')}`, 5 + months.length + (i % 2))
})

test('the next row is the nearest that fits, among the two hundred that wait longest', () => {
  expect(orderByCells(manyRows).map(({ line }) => line)).toEqual(orderPlainly(manyRows))
})

/** Counts the counters that change in transactions filled with these rows. */
function countChanges(rows: Rows): number {
  let changes = 0
  let own: Rows = []
  const cells = (some: Rows) => new Set(some.flatMap((row) => [...cellsOf(row)])).size
  for (const row of rows) {
    const more = [...own, row]
    if (cells(more) + more.reduce((sum, { items }) => sum + items, 0) <= roomForRows) own = more
    else {
      changes += cells(own)
      own = [row]
    }
  }
  return changes + cells(own)
}

test('transactions of rows in this order change fewer counters than those of rows that are only sorted', () => {
  const random = seededRandom(20_211_027)
  const rows = Array.from({ length: 600 }, (_, i) => {
    const months = Array.from({ length: random.int(1, 4) }, () => `2021-${random.int(10, 35)}`).toSorted()
    return makeRow(i, `A ${months.join(' ')}`, 5 + months.length)
  })
  const orderedRows = orderByCells(rows).flatMap(({ line }) => rows[line] ?? [])
  expect(countChanges(orderedRows)).toBeLessThan(0.8 * countChanges(inOrderOfCells(rows)))
})

test('very many rows of one cell are ordered', () => {
  const rows = Array.from({ length: 300_000 }, (_, i) => makeRow(i, 'A 2021-01'))
  expect(orderByCells(rows)).toHaveLength(300_000)
})
