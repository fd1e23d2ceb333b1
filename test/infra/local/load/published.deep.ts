import { rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { percentage } from '../../../../shared/domain/values/percentage.ts'
import { issuedInto, load, loadedInto } from '../../../support/load-process.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

const isFull = process.env.FULL === '1'
const scale = isFull ? 1 : 20
/** Rounds one published figure, half up. */
const scaleDown = (figure: number) => Math.round(figure / scale)
const minutes = 60_000

const row = { P1: 284_164, P2: 176_891, P3: 157_498, P4: 148_374, P5: 44_456, P6: 32_883, P7: 6_159 }
const atMonthEnds: [month: string, figures: Record<string, number>][] = [
  ['2018-12', { P1: 65_414, P2: 55_732, P3: 33_214, P4: 16_734 }],
  ['2019-12', { P1: 111_108, P5: 7_327, P7: 1_064 }],
  ['2021-10', row],
  ['2021-11', { ...row, P1: 283_343 }],
]

test(`the published row at one ${scale}-th is imported month by month, and November corrects it visibly`, {
  timeout: (isFull ? 120 : 50) * minutes,
}, async () => {
  // Loading everything takes an hour. A run that was cut off is continued; the data of a finished one are removed.
  const data = isFull ? '.data/full' : path.join(await scratchDirectory(), 'data')
  const args = ['--published', '--scale', `${scale}`]
  const output = await load(data, ...args)
  expect(Number(/Peak memory of this process: (\d+) MB/.exec(output)?.[1])).toBeLessThan(600)
  const october = await issuedInto(data, '2021-10')
  expect(october.closedThrough).toBe('2021-10')
  await load(data, ...args, '--until', '2021-11')
  const ledger = await loadedInto(data, '2021-11')

  const figuresOf = (month: string) => ledger.figures.find((each) => each.month === month)
  for (const [month, figures] of atMonthEnds)
    for (const [stage, n] of Object.entries(figures)) {
      const found = figuresOf(month)?.stages.find((each) => each.stage === stage)
      expect([month, stage, found?.cumulative]).toEqual([month, stage, scaleDown(n)])
    }
  expect(ledger.differing.every((n) => n === 0)).toBe(true)
  expect(ledger.emptyKelurahan).toEqual([])
  expect(ledger.rows.map(({ status }) => status)).toEqual(['applied', 'applied'])
  const agencies = figuresOf('2021-10')?.agencies ?? []
  expect(agencies.map(({ stages }) => (stages.P1?.cumulative ?? 0) > 0)).toEqual(Array(6).fill(true))

  const issue = ledger.issues.find(({ month }) => month === '2021-10')?.figures
  expect(issue?.stages.slice(0, 7).map(({ cumulative, shareOfFirst }) => [cumulative, shareOfFirst])).toEqual(
    Object.values(row).map((n) => [scaleDown(n), percentage(scaleDown(n), scaleDown(row.P1))]),
  )
  const targets = issue?.indicators.find(({ code }) => code === 'P1')?.targets ?? []
  const attainments = new Map(targets.map(({ value, attainment, basis }) => [value, { attainment, basis }]))
  for (const target of [280_000, 278_971].map(scaleDown))
    expect(attainments.get(target)?.attainment).toBe(percentage(scaleDown(row.P1), target))
  expect([...attainments.values()].every(({ basis }) => basis.length > 10)).toBe(true)
  if (isFull)
    expect([280_000, 278_971].map((value) => attainments.get(value)?.attainment)).toEqual(['101.49', '101.86'])

  const november = ledger.issues.find(({ month }) => month === '2021-11')?.figures
  const first = november?.stages[0]
  expect(first?.inMonth.net).toBe(scaleDown(283_343) - scaleDown(row.P1))
  expect(first?.inMonth.reversed).toBeGreaterThan(0)
  expect(first?.inMonth.attained).toBe((first?.inMonth.net ?? 0) + (first?.inMonth.reversed ?? 0))
  const inNovember = new Map(
    november?.indicators.find(({ code }) => code === 'P1')?.targets.map((t) => [t.value, t.attainment]),
  )
  expect(inNovember.get(scaleDown(280_000))).toBe(percentage(scaleDown(283_343), scaleDown(280_000)))
  if (isFull) expect([280_000, 278_971].map((value) => inNovember.get(value))).toEqual(['101.19', '101.57'])
  // Issues from before November are unchanged to the byte.
  expect(ledger.issues.filter(({ month }) => month < '2021-11')).toEqual(october.issues)
  if (isFull) await rm(data, { recursive: true })
})
