import { describe, expect, test } from 'vitest'
import { dailyAllowance } from '../../../shared/domain/access/allowance.ts'
import { listExports, makeDownloadLink, readExport } from '../../../shared/usecases/export/exports.ts'
import { runExport } from '../../../shared/usecases/export/run-export.ts'
import {
  askForExport,
  exportDeps,
  fileBytes,
  intakeFiles,
  readCsvRows,
  registerSomebody,
  sri,
} from '../../support/export-acts.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, type TestDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')

const officer = callerAs('officer', { area: '31.71.01' })

/** Ends everything that somebody was granted. */
async function endGrants(deps: TestDeps, { grants }: typeof admin): Promise<void> {
  const endFields = { endedAt: deps.now().toISOString(), endedBy: 'admin-1', endReason: 'Pindah tugas' }
  for (const grant of grants) await deps.commit(deps.grants.end({ ...grant, ...endFields }))
}

describe('whose export it is', () => {
  test('each caller has his own, an administrator of the programme sees all, and only the one who asked gets the file', async () => {
    const deps = await exportDeps(admin, officer)
    await registerSomebody(deps)
    const [his, hers] = [await askForExport(deps, officer), await askForExport(deps, admin)]
    for (const id of [his, hers]) await runExport(deps, id)
    const exportsSeenBy = async (caller: typeof admin) =>
      (await listExports(deps, caller, { limit: 10 })).items.map(({ id }) => id)
    expect(await exportsSeenBy(officer)).toEqual([his])
    expect(await exportsSeenBy(admin)).toEqual([hers, his])
    expect(await refusalOf(readExport(deps, officer, hers))).toEqual(['not_found'])
    expect(await makeDownloadLink(deps, admin, await readExport(deps, admin, his))).toBeUndefined()
    const link = await makeDownloadLink(deps, officer, await readExport(deps, officer, his))
    const response = await fetch(link?.url ?? '')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(await fileBytes(deps, his))
    expect(new URL(link?.url ?? '').searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="anggota-2021-11-30-${his}.csv"`,
    )
  })
})

describe('the rights of an export', () => {
  test('are those at the time of its run: it contains the members that the caller may then see', async () => {
    const ofAgency = callerAs('officer', { area: '31.71', agency: 'PPAPP', subject: 'of-agency' })
    const deps = await exportDeps(officer, ofAgency)
    await registerSomebody(deps, { name: 'Gambir' })
    await registerSomebody(deps, { name: 'Sawah Besar', area: '31.71.02.1001', agency: 'PPAPP' })
    await registerSomebody(deps, { name: 'Penjaringan', area: '31.72.01.1001', agency: 'PPAPP' })
    const namesFor = async (caller: typeof officer) => {
      const exportId = await askForExport(deps, caller, { columns: ['name'] })
      await runExport(deps, exportId)
      return (await readCsvRows(deps, exportId)).slice(1).map(([name]) => name)
    }
    expect(await namesFor(officer)).toEqual(['Gambir'])
    expect(await namesFor(ofAgency)).toEqual(['Sawah Besar'])
  })

  test('that have ended before its run refuse it, and leave no file', async () => {
    const deps = await exportDeps(officer)
    await registerSomebody(deps)
    const exportId = await askForExport(deps, officer)
    await endGrants(deps, officer)
    await runExport(deps, exportId)
    const refusedExport = await deps.exports.get(exportId)
    expect(refusedExport).toMatchObject({ status: 'refused', problems: [{ code: 'not_allowed' }] })
    expect(refusedExport?.file).toBeUndefined()
    expect(await intakeFiles(deps)).toEqual([])
  })

  test('that end after its run end the link', async () => {
    const deps = await exportDeps(officer)
    await registerSomebody(deps)
    const exportId = await askForExport(deps, officer)
    await runExport(deps, exportId)
    const ready = await readExport(deps, officer, exportId)
    expect(await makeDownloadLink(deps, officer, ready)).toBeDefined()
    const movedOfficer = callerAs('officer', { area: '31.72', subject: officer.subject })
    expect(await makeDownloadLink(deps, movedOfficer, ready)).toBeUndefined()
    const ofAgency = callerAs('officer', { area: '31', agency: 'PPKUKM', subject: officer.subject })
    expect(await makeDownloadLink(deps, ofAgency, ready)).toBeUndefined()
    const higher = callerAs('admin', { area: '31.71', subject: officer.subject })
    expect(await makeDownloadLink(deps, higher, ready)).toBeDefined()
  })
})

describe('an export in full', () => {
  test('shows full numbers, and is once in the trail of each member, however often it is run', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    const exportId = await askForExport(deps, admin, { revealed: true, reason: 'Verifikasi bank' })
    const first = await deps.exports.get(exportId)
    await runExport(deps, exportId)
    const row = (await readCsvRows(deps, exportId))[1]
    expect(row?.slice(2, 7)).toEqual([`'${sri.nik}`, `'${sri.phone}`, sri.email, '', sri.birthDate])
    // Like a run that was cut off after it wrote its notes.
    const again = await deps.exports.get(exportId)
    if (first && again) await deps.commit(deps.exports.save({ ...first, version: again.version + 1 }))
    await runExport(deps, exportId)
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.filter(({ act }) => act === 'exported')).toEqual([
      expect.objectContaining({
        actor: 'admin-1',
        source: exportId,
        fields: ['nik', 'phone', 'email', 'npwp', 'birthDate'],
        reason: 'Verifikasi bank',
      }),
    ])
  })

  test('counts each member once against the caller’s allowance of the day, and is refused when that does not suffice', async () => {
    const deps = await exportDeps(admin)
    const day = '2021-11-30'
    const left = 3
    await deps.commit(
      deps.allowances.use({ subject: admin.subject, what: 'reveal', day, times: dailyAllowance.reveal - left }),
    )
    await registerSomebody(deps, { name: 'Ani' })
    await registerSomebody(deps, { name: 'Sri' })
    const outcome = async () => {
      const exportId = await askForExport(deps, admin, { revealed: true, reason: 'Verifikasi bank' })
      const waitingExport = await deps.exports.get(exportId)
      await runExport(deps, exportId)
      const endedExport = await deps.exports.get(exportId)
      // Like a run that was cut off at its end: its count remains.
      if (waitingExport && endedExport?.status === 'ready') {
        await deps.commit(deps.exports.save({ ...endedExport, status: 'running', version: endedExport.version + 1 }))
        await runExport(deps, exportId)
      }
      const { status, rows, problems } = await readExport(deps, admin, exportId)
      return [status, rows, ...problems.map(({ code }) => code)]
    }
    expect(await outcome()).toEqual(['ready', 2])
    expect(await outcome()).toEqual(['refused', undefined, 'allowance_used'])
    expect(await intakeFiles(deps)).toHaveLength(2)
    const one = deps.allowances.use({ subject: admin.subject, what: 'reveal', day })
    await deps.commit(one)
    expect(await refusalOf(deps.commit(one))).toEqual(['allowance_used'])
  })

  test('names the fields that it shows: none when it shows none', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    await runExport(deps, await askForExport(deps, admin, { revealed: true, columns: ['name', 'phone'] }))
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.find(({ act }) => act === 'exported')?.fields).toEqual(['phone'])
  })

  test('that is masked is in no trail, because the export itself says who had it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    await runExport(deps, await askForExport(deps, admin))
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.filter(({ act }) => act === 'exported')).toEqual([])
  })
})
