import { expect, test } from 'vitest'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { makePartSpool } from '../../../shared/usecases/import/part-spool.ts'
import { fewAreas } from '../../support/few-areas.ts'

const { areas } = makeFrame(fewAreas)

test('the rows of a district come back by area and month, also those of erased people, in any number', () => {
  const spool = makePartSpool(areas)
  const leaves = ['31.71.01.1002', '31.71.01.1001', '31.72.01.1001']
  const rows = Array.from({ length: 1800 }, (_, i) => ({
    line: i + 2,
    area: leaves[i % 3] ?? '',
    happenedOn: `2021-${i % 4 < 2 ? '11' : '10'}-05`,
  }))
  for (const { line, area, happenedOn } of rows) {
    const dimensions = { area, agency: 'PPAPP', gender: 'female', category: 'pemula' } as const
    const row = { person: { name: 'Sri' }, ...dimensions, stages: [{ stage: 'P1', happenedOn }] }
    if (line % 100 === 0) spool.addForgotten({ line, sheetRow: line, heldBy: '7K3M9QXF' }, row)
    else spool.add({ line, row, cells: [], isKnown: false })
  }
  expect(spool.parts()).toEqual([
    { part: '31.71.01', rows: 1200 },
    { part: '31.72.01', rows: 600 },
  ])
  for (const { part } of spool.parts()) {
    const own = rows.filter(({ area }) => area.startsWith(part))
    const inOrder = own.toSorted((a, b) => (`${a.area} ${a.happenedOn}` < `${b.area} ${b.happenedOn}` ? -1 : 1))
    const cellsInOrder = inOrder.map(({ area, happenedOn }) => `${area} ${happenedOn}`)
    const rowsRead = spool.readRows(part).map(({ line }) => rows[line - 2])
    expect(rowsRead.map((row) => `${row?.area} ${row?.happenedOn}`)).toEqual(cellsInOrder)
    expect(new Set(rowsRead).size).toBe(own.length)
  }
})
