import { expect, test } from 'vitest'
import { importHandler } from '../../../functions/import/handler.ts'
import { confirmImport, readImportProgress } from '../../../shared/usecases/import/imports.ts'
import { importDeps, importer, validateFile } from '../../support/import-file.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { request } from '../../support/test-deps.ts'

const rows = ['31.71.01', '31.71.02', '31.72.01'].map((area) => `Ani,pemula,${area},PPKUKM,2021-11-01`)
const file = ['name,category,area,agency,P1', ...rows].join('\n')

test('the steps of the machine, in any order and some of them twice, complete the import once', async () => {
  const deps = await importDeps()
  const handle = importHandler(deps)
  const { id } = await validateFile(deps, file)
  await confirmImport(deps, importer, request(), id)
  const job = { importId: id, task: 'apply' }
  const { parts } = await handle({ ...job, step: 'list' })
  expect(parts).toEqual(['31.71.01', '31.71.02', '31.72.01'])
  expect(await refusalOf(handle({ ...job, step: 'finish' }))).toEqual(['busy'])
  for (const part of [...parts.toReversed(), ...parts]) await handle({ ...job, step: 'part', part })
  await Promise.all(
    [handle({ ...job, step: 'finish' }), handle({ ...job, step: 'finish' })].map((step) => step.catch(() => {})),
  )
  expect(await readImportProgress(deps, importer, id)).toMatchObject({ status: 'applied', outcome: { added: 3 } })
  await handle({ ...job, step: 'part', part: '31.71.01' })
  expect((await readImportProgress(deps, importer, id)).done.added).toBe(3)
})

test('a step of an import that does not wait for it changes nothing', async () => {
  const deps = await importDeps()
  const handle = importHandler(deps)
  const { id } = await validateFile(deps, file)
  await handle({ importId: id, task: 'apply', step: 'part', part: '31.71.01' })
  await handle({ importId: id, task: 'undo', step: 'part', part: '31.71.01' })
  await handle({ importId: id, task: 'validate', step: 'validate' })
  await handle({ importId: 'imp_none', task: 'apply', step: 'list' })
  expect(await readImportProgress(deps, importer, id)).toMatchObject({ status: 'validated', done: { added: 0 } })
})

test('an event that is not a step is refused', async () => {
  const deps = await importDeps()
  await expect(async () => importHandler(deps)({ step: 'part', task: 'apply', importId: 'x' })).rejects.toThrow('part')
})
