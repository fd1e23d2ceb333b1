import { describe, expect, test } from 'vitest'
import { discardExport, makeDownloadLink, readExport } from '../../../shared/usecases/export/exports.ts'
import { runExport } from '../../../shared/usecases/export/run-export.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { askForExport, exportDeps, intakeFiles, readCsvRows, registerSomebody, sri } from '../../support/export-acts.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'

const admin = callerAs('admin')

describe('the end of an export', () => {
  test('comes a day after it is ready', async () => {
    const deps = await exportDeps(admin)
    const exportId = await askForExport(deps, admin)
    await runExport(deps, exportId)
    deps.clock.set('2021-12-01T04:59:59.999Z')
    expect(await makeDownloadLink(deps, admin, await readExport(deps, admin, exportId))).toBeDefined()
    deps.clock.set('2021-12-01T05:00:00.000Z')
    const expiredExport = await readExport(deps, admin, exportId)
    expect(expiredExport.status).toBe('expired')
    expect(await makeDownloadLink(deps, admin, expiredExport)).toBeUndefined()
  })

  test('comes when it is requested, and removes the file; later work on it makes none', async () => {
    const deps = await exportDeps(admin)
    await registerSomebody(deps)
    const [readyId, waitingId] = [await askForExport(deps, admin), await askForExport(deps, admin)]
    await runExport(deps, readyId)
    for (const id of [readyId, waitingId]) await discardExport(deps, admin, request(), id)
    await runExport(deps, waitingId)
    expect(await readExport(deps, admin, waitingId)).toMatchObject({ status: 'discarded' })
    expect(await intakeFiles(deps)).toEqual([])
    expect(await refusalOf(discardExport(deps, admin, request(), readyId))).toEqual(['export_over'])
  })
})

describe('erasing a person', () => {
  test('discards the exports that hold the person, and no others', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    await registerSomebody(deps, { name: 'Ani', area: '31.72.01.1001' })
    const [all, otherExport] = [
      await askForExport(deps, admin),
      await askForExport(deps, admin, { filter: { area: '31.72' } }),
    ]
    for (const each of [all, otherExport]) await runExport(deps, each)
    await eraseMember(deps, admin, request(), id)
    expect(await readExport(deps, admin, all)).toMatchObject({
      status: 'discarded',
      problems: [{ code: 'export_person_erased' }],
    })
    expect(await readExport(deps, admin, otherExport)).toMatchObject({ status: 'ready', rows: 1 })
    expect((await intakeFiles(deps)).filter((key) => key.includes(all))).toEqual([])
  })

  test('discards an export whose file is still in the store after its time', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    const exportId = await askForExport(deps, admin)
    await runExport(deps, exportId)
    deps.clock.set('2021-12-02T05:00:00.000Z')
    await eraseMember(deps, admin, request(), id)
    expect(await intakeFiles(deps)).toEqual([])
  })

  test('while an export is being made leaves no file of it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    const exportId = await askForExport(deps, admin)
    const erasingIntake: typeof deps.intake = {
      ...deps.intake,
      upload: (key, type) => {
        const upload = deps.intake.upload(key, type)
        return {
          ...upload,
          async close(before) {
            await eraseMember(deps, admin, request(), id)
            return upload.close(before)
          },
        }
      },
    }
    await runExport({ ...deps, intake: erasingIntake }, exportId)
    expect(await readExport(deps, admin, exportId)).toMatchObject({ status: 'discarded' })
    expect(await intakeFiles(deps)).toEqual([])
  })

  test('before an export is begun leaves the person out of it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    const exportId = await askForExport(deps, admin)
    await eraseMember(deps, admin, request(), id)
    await runExport(deps, exportId)
    expect(await readExport(deps, admin, exportId)).toMatchObject({ status: 'ready', rows: 0 })
  })
})

test('an export that several work on at once ends as one file', async () => {
  const deps = await exportDeps(admin)
  for (let n = 0; n < 5; n++) await registerSomebody(deps, { name: `Orang ${n}` })
  const exportId = await askForExport(deps, admin)
  await Promise.all([runExport(deps, exportId), runExport(deps, exportId), runExport(deps, exportId)])
  await runExport(deps, exportId)
  const ready = await readExport(deps, admin, exportId)
  expect(ready).toMatchObject({ status: 'ready', rows: 5 })
  expect(await intakeFiles(deps)).toEqual([ready.file, `${ready.file}.members.gz`])
  expect(await readCsvRows(deps, exportId)).toHaveLength(6)
})
