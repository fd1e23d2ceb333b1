import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runImport } from '../../infra/local/job-machine.ts'
import { monthRange } from '../../shared/domain/calendar.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { confirmImport, readImportProgress } from '../../shared/usecases/import/imports.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { importDeps, importer, importFile, undoImport, validateFile } from '../support/import-file.ts'
import { postedFigures, recountAll } from '../support/ledger-state.ts'
import { runs } from '../support/runs.ts'
import { request, type TestDeps } from '../support/test-deps.ts'
import { newNik } from '../support/world.ts'

const areas = ['31.71.01.1001', '31.71.01.1002', '31.71.01', '31.71.02.1001', '31.72.01.1001']
const agencies = ['PPKUKM', 'PPAPP']

/** Days around the change of the order policy on 22 February 2020; some of them lie in the future. */
const days = fc
  .integer({ min: 0, max: 110 })
  .map((n) => new Date(Date.parse('2019-12-20') + n * 86_400_000).toISOString().slice(0, 10))

const row = fc.record({
  gender: fc.constantFrom('female', 'male'),
  category: fc.constantFrom('pemula', 'naik_kelas'),
  area: fc.constantFrom(...areas),
  agency: fc.constantFrom(...agencies),
  P1: days,
  stages: fc.dictionary(fc.constantFrom('P2', 'P3', 'P4', 'P5', 'P6', 'P7'), days, { maxKeys: 6 }),
})
type Row = typeof row extends fc.Arbitrary<infer T> ? T & { name: string; nik: string } : never

const evidence: Record<string, string> = { P4: 'iumk', P7: 'pinjaman' }
const stageCodes = ['P2', 'P3', 'P4', 'P5', 'P6', 'P7']
const heading = [
  'name',
  'nik',
  'gender',
  'category',
  'area',
  'agency',
  'P1',
  ...stageCodes,
  'P4.evidence',
  'P7.evidence',
]
const fileOf = (rows: Row[]): string =>
  [
    heading.join(','),
    ...rows.map(({ name, nik, gender, category, area, agency, P1, stages }) =>
      [
        name,
        nik,
        gender,
        category,
        area,
        agency,
        P1,
        ...stageCodes.map((code) => stages[code] ?? ''),
        'iumk',
        'pinjaman',
      ]
        .map((cell, i) => ((i === 13 && !stages.P4) || (i === 14 && !stages.P7) ? '' : cell))
        .join(','),
    ),
  ].join('\n')

const withPeople = (rows: Omit<Row, 'name' | 'nik'>[]): Row[] =>
  rows.map((each, i) => ({ ...each, name: `Orang ${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.charAt(i % 26)}`, nik: newNik() }))

const ledger = () => importDeps({ firstMonth: '2019-12', now: '2020-03-20T05:00:00.000Z' })

/** Records the same facts one by one. A row is left out completely if anything in it is refused. */
async function recordOneByOne(deps: TestDeps, rows: Row[]): Promise<void> {
  for (const { name, nik, gender, category, area, agency, P1, stages } of rows) {
    const { answer } = await registerMember(deps, importer, request(), {
      person: { name, nik },
      gender: gender === 'female' ? 'female' : 'male',
      category,
      area,
      agency,
      registeredOn: P1,
    })
    for (const stage of stageCodes) {
      const happenedOn = stages[stage]
      const kind = evidence[stage]
      if (happenedOn)
        await recordStage(deps, importer, request(), answer.memberId, {
          stage,
          happenedOn,
          ...(kind && { evidence: { kind } }),
        })
    }
  }
}

test('importing a file has the same result as recording its rows one by one, in open and closed months', {
  timeout: 1_200_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), fc.boolean(), async (drawnRows, isClosed) => {
      const rows = withPeople(drawnRows)
      const [byFile, byHand] = [await ledger(), await ledger()]
      if (isClosed) for (const deps of [byFile, byHand]) await closeMonths(deps, 'schedule', '2020-01')
      const importResult = await importFile(byFile, fileOf(rows))
      let refusedRows = 0
      for (const each of rows) {
        const trial = await ledger()
        const isRefused = await recordOneByOne(trial, [each]).then(
          () => false,
          (error: unknown) => {
            if (error instanceof AppError) return true
            throw error
          },
        )
        if (isRefused) refusedRows++
        else await recordOneByOne(byHand, [each])
      }
      expect(importResult.report?.expected).toEqual({
        added: rows.length - refusedRows,
        changed: 0,
        unchanged: 0,
        refused: refusedRows,
      })
      expect(await postedFigures(byFile)).toEqual(await postedFigures(byHand))
      expect(await recountAll(byFile)).toEqual([])
    }),
    runs(2, 15),
  )
})

test('rows in any order and in two files, some of them twice, have the same result, and count nothing once undone', {
  timeout: 1_200_000,
}, async () => {
  const valid = row.map((each) => ({ ...each, P1: '2019-12-20', stages: {} }))
  const splits = fc.array(valid, { minLength: 2, maxLength: 20 }).chain((rows) =>
    fc.record({
      rows: fc.constant(rows),
      order: fc.shuffledSubarray(
        rows.map((_, i) => i),
        { minLength: rows.length },
      ),
      // Both files contain somebody, because an empty file is refused.
      cut: fc.nat(rows.length - 1),
      overlap: fc.nat(rows.length),
    }),
  )
  await fc.assert(
    fc.asyncProperty(splits, async ({ rows: drawnRows, order, cut, overlap }) => {
      const rows = withPeople(drawnRows)
      const shuffledRows = order.flatMap((i) => rows[i] ?? [])
      const [wholeLedger, splitLedger] = [await ledger(), await ledger()]
      await importFile(wholeLedger, fileOf(rows))
      const first = await importFile(splitLedger, fileOf(shuffledRows.slice(0, Math.max(1, cut))))
      const second = await importFile(splitLedger, fileOf(shuffledRows.slice(Math.max(0, cut - overlap))))
      expect(await postedFigures(splitLedger)).toEqual(await postedFigures(wholeLedger))
      await undoImport(splitLedger, second)
      await undoImport(splitLedger, first)
      for (const { stages } of await postedFigures(splitLedger))
        expect(stages.map(({ cumulative }) => cumulative)).toEqual(Array(8).fill(0))
      expect(await recountAll(splitLedger)).toEqual([])
    }),
    runs(2, 15),
  )
})

const someRows = (count: number): Row[] =>
  withPeople(
    Array.from({ length: count }, (_, i) => ({
      gender: i % 2 ? ('female' as const) : ('male' as const),
      category: 'pemula' as const,
      area: areas[i % areas.length] ?? '31.71.01',
      agency: agencies[i % 2] ?? 'PPKUKM',
      P1: `2020-0${1 + (i % 3)}-05`,
      stages: { P2: '2020-03-06' },
    })),
  )

test('three workers on the same import, two imports of the same rows and the closing of months race, and each row counts once', {
  timeout: 120_000,
}, async () => {
  const deps = await ledger()
  const rows = someRows(120)
  const twins = [await validateFile(deps, fileOf(rows)), await validateFile(deps, fileOf(rows.toReversed()))]
  for (const { id } of twins) await confirmImport(deps, importer, request(), id)
  const work = (id: string) =>
    runImport(deps, { importId: id, task: 'apply' }).catch((error: unknown) => {
      if (!(error instanceof AppError)) throw error
    })
  await Promise.all([...twins.flatMap(({ id }) => [work(id), work(id), work(id)]), closeMonths(deps, 'schedule')])
  for (const { id } of twins) await runImport(deps, { importId: id, task: 'apply' })
  const ends = await Promise.all(twins.map(({ id }) => readImportProgress(deps, importer, id)))
  expect(ends.map(({ status }) => status)).toEqual(['applied', 'applied'])
  expect(ends.reduce((sum, { done }) => sum + done.added, 0)).toBe(rows.length)
  expect(ends.reduce((sum, { done }) => sum + done.unchanged, 0)).toBe(rows.length)
  const [last] = (await postedFigures(deps)).toReversed()
  expect(last?.stages.slice(0, 2).map(({ cumulative }) => cumulative)).toEqual([120, 120])
  expect(await recountAll(deps)).toEqual([])
  expect((await deps.issues.all()).map(({ month }) => month)).toEqual(monthRange('2019-12', '2020-02'))
})
