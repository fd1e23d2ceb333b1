import { beforeAll, describe, expect, test } from 'vitest'
import { publishedMembers } from '../../../../infra/local/load/published/published-members.ts'
import type { ActContext } from '../../../../shared/domain/acts/act-context.ts'
import { decideNewRow } from '../../../../shared/domain/import/decide-row.ts'
import { readRow } from '../../../../shared/domain/import/row.ts'
import { makeSheetPlaces } from '../../../../shared/domain/import/sheet-place.ts'
import { makeFrame } from '../../../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../../../shared/programme/jakpreneur.ts'

/** The figures of the whole province as the press printed them, up to the one complete row. */
const printed: [day: string, figures: Record<string, number>][] = [
  ['2018-01-22', { P1: 4_230 }],
  ['2018-02-15', { P1: 6_905 }],
  ['2018-10-15', { P1: 54_564, P4: 1_811 }],
  ['2018-12-31', { P1: 65_414, P2: 55_732, P3: 33_214, P4: 16_734 }],
  ['2019-12-31', { P1: 111_108, P5: 7_327, P7: 1_064 }],
  ['2020-12-15', { P1: 200_000 }],
  ['2021-03-02', { P1: 226_280 }],
  ['2021-10-21', { P1: 281_812, P2: 176_000, P3: 155_000, P4: 147_759 }],
  ['2021-10-27', { P1: 284_164, P2: 176_891, P3: 157_498, P4: 148_374, P5: 44_456, P6: 32_883, P7: 6_159 }],
]

const frame = makeFrame(jakpreneur)
const stages = jakpreneur.stages.map(({ code }) => code)

type Line = Map<string, string>
function linesOf(file: Iterable<string>): Line[] {
  const [heading = '', ...lines] = file
  const columns = heading.split(',')
  return lines.map((line) => new Map(line.split(',').map((cell, i) => [columns[i] ?? '', cell])))
}

const isDeep = process.env.DEEP === '1'

describe.each(isDeep ? [1, 10, 1000] : [10, 1000])('at one %d-th', (scale) => {
  let lines: Line[]
  beforeAll(() => {
    lines = linesOf(publishedMembers(frame, scale).file())
  })
  const at = (line: Line, column: string) => line.get(column) ?? ''
  const countReached = (stage: string, day: string) =>
    lines.filter((line) => at(line, stage) !== '' && at(line, stage) <= day).length

  test('every published figure is reached on its day, each rounded separately', () => {
    for (const [day, figures] of printed)
      for (const [stage, n] of Object.entries(figures))
        expect([day, stage, countReached(stage, day)]).toEqual([day, stage, Math.round(n / scale)])
  })

  test('nothing happens before the programme or after the published row, and nobody occurs twice', () => {
    const days = lines.flatMap((line) => stages.map((stage) => at(line, stage)).filter((day) => day !== ''))
    expect(days.reduce((a, b) => (a < b ? a : b)) >= '2017-10-16').toBe(true)
    expect(days.reduce((a, b) => (a > b ? a : b)) <= '2021-10-27').toBe(true)
    expect(new Set(lines.map((line) => at(line, 'nik'))).size).toBe(lines.length)
    expect(lines.every((line) => at(line, 'nik').startsWith('99') && at(line, 'phone').startsWith('+62861'))).toBe(true)
  })

  test('in November the published decrease is registered, by members without a further stage', () => {
    const { reversed, added } = publishedMembers(frame, scale).november()
    const others = linesOf(added)
    const expectedCount = lines.length - reversed.length + others.length
    expect(expectedCount).toBe(Math.round(283_343 / scale))
    for (const { line, decidedOn } of reversed) {
      const member = lines[line - 2]
      expect(member && stages.slice(1).every((stage) => at(member, stage) === '')).toBe(true)
      expect(decidedOn >= '2021-11-01' && decidedOn <= '2021-11-15').toBe(true)
    }
    expect(new Set(reversed.map(({ line }) => line)).size).toBe(reversed.length)
    const niks = new Set(lines.map((line) => at(line, 'nik')))
    expect(others.some((line) => niks.has(at(line, 'nik')))).toBe(false)
  })
})

test('every row obeys the order policy of its dates and every rule of an import', { timeout: 300_000 }, () => {
  const posting: ActContext = {
    ...frame,
    openFrom: '2017-10',
    firstMonth: '2017-10',
    now: new Date('2021-10-28T05:00:00.000Z'),
    actor: 'tester',
    source: 'test',
    newEntryId: () => 'ent',
  }
  const places = makeSheetPlaces(frame)
  const members = publishedMembers(frame, isDeep ? 1 : 20)
  for (const line of linesOf(members.file())) {
    const { row, problems } = readRow(frame, places, new Map([...line].filter(([, cell]) => cell !== '')))
    const decision = problems.length > 0 ? problems : decideNewRow(posting, 'M', row)
    if (!('kind' in decision) || decision.kind !== 'added') expect(decision).toMatchObject({ kind: 'added' })
  }
})

test('the members are the same each time, and occur in all kelurahan and agencies', () => {
  const file = () => [...publishedMembers(frame, 10).file()]
  const lines = file()
  expect(file()).toEqual(lines)
  const seen = linesOf(lines)
  expect(new Set(seen.map((line) => line.get('area'))).size).toBe(267)
  expect(new Set(seen.map((line) => line.get('agency'))).size).toBe(6)
})
