import { expect, test } from 'vitest'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { readImportResults } from '../../../shared/usecases/import/results.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { importDeps, importer, importFile, undoImport } from '../../support/import-file.ts'
import { budi, cumulative, file, sri, tono } from '../../support/import-rows.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { tableContents } from '../../support/table-contents.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

/** The items of the table, apart from those of imports and of requests for them. */
const ledgerOf = async (deps: TestDeps) =>
  (await tableContents(deps.tableName)).filter(({ pk }) => !/^(IMPORT|ONCE)/.test(String(pk)))

test('undoing takes back exactly what the import added; importing again adds it to the same members', async () => {
  const deps = await importDeps()
  const before = await cumulative(deps)
  const importResult = await importFile(deps, file(sri, budi, tono))
  const after = await cumulative(deps)
  const ids = new Set((await ledgerOf(deps)).flatMap(({ pk }) => String(pk).match(/^MEMBER#.*/) ?? []))
  expect(await undoImport(deps, importResult)).toMatchObject({ status: 'undone', undone: { changed: 3, refused: 0 } })
  expect(await cumulative(deps)).toBe(before)
  expect(await recountAll(deps)).toEqual([])
  const again = await importFile(deps, file(sri, budi, tono))
  expect(again.outcome).toEqual({ added: 0, changed: 3, unchanged: 0, refused: 0 })
  expect(await cumulative(deps)).toBe(after)
  expect(new Set((await ledgerOf(deps)).flatMap(({ pk }) => String(pk).match(/^MEMBER#.*/) ?? []))).toEqual(ids)
  expect(await recountAll(deps)).toEqual([])
})

test('undoing skips a member who has got later stages since, and says so', async () => {
  const deps = await importDeps()
  const importResult = await importFile(deps, file(sri, budi))
  const { items } = await readImportResults(deps, importer, importResult.id, { direction: 'APPLY' })
  const [first] = items
  await recordStage(deps, importer, request(), first?.memberId ?? '', { stage: 'P5', happenedOn: '2021-11-20' })
  expect((await undoImport(deps, importResult)).undone).toMatchObject({ changed: 1, refused: 1 })
  const undoResults = await readImportResults(deps, importer, importResult.id, { direction: 'UNDO' })
  expect(undoResults.items[0]?.problems).toMatchObject([
    { code: 'stage_supports_others', params: { dependents: 'P5' } },
  ])
  expect(await cumulative(deps)).toBe('P1 1 P2 1 P5 1')
})

test('undoing rows of a closed month posts the reversals in the open month', async () => {
  const deps = await importDeps()
  const importResult = await importFile(deps, file(sri))
  await closeMonths(deps, 'schedule')
  await undoImport(deps, importResult)
  const { stages } = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  expect(stages[0]).toMatchObject({ cumulative: 0, inMonth: { reversed: 1, net: -1 } })
  const october = await computeFigures(deps, { month: '2021-10', area: '31', reading: 'as_posted' })
  expect(october.stages[0]?.cumulative).toBe(1)
  expect(await recountAll(deps)).toEqual([])
})
