import { expect, test } from 'vitest'
import { giveGrant } from '../../../shared/usecases/access/give-grant.ts'
import { startUndo } from '../../../shared/usecases/import/imports.ts'
import { readImportFindings, readImportResults } from '../../../shared/usecases/import/results.ts'
import { applyImport, importDeps, importer, importFile, validateFile } from '../../support/import-file.ts'
import { budi, cumulative, file, sri } from '../../support/import-rows.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

const officer = callerAs('officer', { area: '31.71', subject: 'officer-1' })

async function grantOfficer(deps: TestDeps, more: { until?: string } = {}): Promise<void> {
  const grant = { subject: 'officer-1', role: 'officer', area: '31.71', from: '2000-01-01T00:00:00.000Z' } as const
  await giveGrant(deps, { ...grant, ...more, grantedBy: 'test' })
}

test('an officer imports only for his own area, with his rights at that moment', async () => {
  const deps = await importDeps()
  await grantOfficer(deps, { until: '2021-11-30T12:00:00.000Z' })
  const otherPerson = `${sri.replace('3171015503900001', '3171015503900007')}`.replace('2021-11-02,,', '2021-11-02,,')
  const rowElsewhere = otherPerson.replace('31.71.01.1001', '31.72.01.1001')
  const importResult = await validateFile(deps, file(sri, budi, rowElsewhere), { caller: officer })
  expect(importResult.report?.expected).toMatchObject({ added: 1, refused: 2 })
  expect(importResult.report?.problems).toEqual([{ code: 'place_not_yours', rows: 2 }])
  deps.clock.set('2021-11-30T12:00:00.000Z')
  expect((await applyImport(deps, importResult, officer)).outcome).toMatchObject({ added: 0, refused: 1 })
  expect(await cumulative(deps)).toBe('')
})

test('a stage in another area needs rights there too', async () => {
  const deps = await importDeps()
  await grantOfficer(deps)
  const text = 'name,category,area,agency,P1,P2,P2.area\nAni,pemula,31.71.01,PPKUKM,2021-11-01,2021-11-02,31.72.01'
  expect((await validateFile(deps, text, { caller: officer })).report?.problems).toEqual([
    { code: 'place_not_yours', rows: 1 },
  ])
})

test('nothing is revealed about a NIK from elsewhere before confirmation, and afterwards only that it is taken', async () => {
  const deps = await importDeps()
  await importFile(deps, file(budi))
  await grantOfficer(deps)
  const importResult = await validateFile(deps, file(budi.replace('31.72.01.1001', '31.71.01.1001')), {
    caller: officer,
  })
  const free = budi.replace('31.72.01.1001', '31.71.01.1001').replace('3171011503900002', '3171011503900003')
  const other = await validateFile(deps, file(free), { caller: officer })
  expect(importResult.report).toEqual(other.report)
  expect(importResult.report).toMatchObject({ decidedLater: 1, expected: { added: 1 } })
  expect((await readImportFindings(deps, officer, importResult.id, 0)).items).toEqual([])
  expect((await applyImport(deps, importResult, officer)).outcome).toMatchObject({ added: 0, refused: 1 })
  const { items } = await readImportResults(deps, officer, importResult.id, { direction: 'APPLY' })
  expect(items).toMatchObject([{ line: 2, row: 2, problems: [{ code: 'nik_taken' }] }])
})

test('steps are taken in order, and only by the owner of the import', async () => {
  const deps = await importDeps()
  const importResult = await validateFile(deps, file(sri))
  expect(await refusalOf(startUndo(deps, importer, request(), importResult.id, 'data_entry_mistake'))).toEqual([
    'import_status',
  ])
  expect(await refusalOf(startUndo(deps, importer, request(), importResult.id, 'for fun'))).toEqual(['reason_unknown'])
  const other = callerAs('officer', { subject: 'officer-2' })
  expect(await refusalOf(applyImport(deps, importResult, other))).toEqual(['not_found'])
  await applyImport(deps, importResult)
  expect(await refusalOf(applyImport(deps, importResult))).toEqual(['import_status'])
})
