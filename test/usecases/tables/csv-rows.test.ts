import { describe, expect, test } from 'vitest'
import { readCsvRows } from '../../../shared/usecases/tables/csv-rows.ts'

async function* inPieces(pieces: string[]) {
  yield* pieces
}

async function read(...pieces: string[]) {
  const rows: [number, string[], string?][] = []
  for await (const { line, cells, problem } of readCsvRows(inPieces(pieces)))
    rows.push(problem ? [line, cells, problem.code] : [line, cells])
  return rows
}

describe('only a row that is too long is lost', () => {
  const long = `x,${'y'.repeat(200_000)}`
  const next = [2, ['a', 'b']]
  test.each([
    ['\n', [`${long}\n`, 'a,b\n']],
    ['\r\n', [`${long}\r\n`, 'a,b\r\n']],
    ['\r\n, cut in two', [`${long}\r`, '\na,b\r\n']],
    ['\n, after a piece of the row', [long, 'y\n', 'a,b\n']],
    ['\r\n, cut in two after a piece of the row', [long, 'y\r', '\na,b\r\n']],
  ])('when the file is read in pieces that end there (line end %j)', async (_, pieces) => {
    const [first, ...rest] = await read(...pieces)
    expect([first?.[2], rest]).toEqual(['row_long', [next]])
  })
})

describe('quotes that could swallow all following rows', () => {
  test.each([
    ['stray ones', '"a\n'],
    ['ones that close and open again', 'x","z\n'],
    ['doubled ones', '""""x\n'],
  ])('cost time in proportion to the file: %s', async (_, row) => {
    const rows = await read(row.repeat(200_000 / row.length))
    expect(rows.length).toBeGreaterThan(10_000)
  })

  test('keep a cell of many lines complete', async () => {
    const address = Array.from({ length: 50 }, (_, i) => `Baris ${i}`).join('\n')
    expect(await read(`"${address}",b\nc,d`)).toEqual([
      [1, [address, 'b']],
      [51, ['c', 'd']],
    ])
  })
})
