import { describe, expect, test } from 'vitest'
import { allowance } from '../../../shared/domain/access/allowance.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { discardExport, downloadLink, listExports, readExport } from '../../../shared/usecases/export/exports.ts'
import { runExport } from '../../../shared/usecases/export/run-export.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { bucketContents } from '../../support/bucket-contents.ts'
import {
  askForExport,
  csvRows,
  exportDeps,
  fileBytes,
  registerSomebody,
  restrictMember,
} from '../../support/export-acts.ts'
import { readXlsx } from '../../support/read-xlsx.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

const admin = callerAs('admin')
const officer = callerAs('officer', { area: '31.71.01' })

const person = {
  name: 'Sri Wahyuni',
  nik: '3171016703980001',
  phone: '+6281234567890',
  email: 'sri@example.id',
  birthDate: '1998-03-27',
}

const filesOf = (deps: TestDeps) => bucketContents(`${deps.tableName}-intake`)

/** Ends everything that somebody was granted. */
async function endGrants(deps: TestDeps, { grants }: typeof admin): Promise<void> {
  const ended = { endedAt: deps.now().toISOString(), endedBy: 'admin-1', endReason: 'Pindah tugas' }
  for (const grant of grants) await deps.commit(deps.grants.end({ ...grant, ...ended }))
}

describe('a CSV export', () => {
  test('holds the members of its filter, identifiers masked, under their headings, and says what it holds', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    await recordStage(deps, admin, request(), id, { stage: 'P2', happenedOn: '2021-11-20' })
    await registerSomebody(deps, { name: '=1+1', area: '31.72.01.1001' })
    const made = await askForExport(deps, admin, { filter: { area: '31.71', attained: ['P2'], lacking: ['P3'] } })
    await runExport(deps, made)
    const [headings = [], ...rows] = await csvRows(deps, made)
    expect(headings.at(-1)).toBe(
      'Isi: Anggota Jakpreneur (Pengembangan Kewirausahaan Terpadu) | Saringan: wilayah 31.71 Kota Administrasi Jakarta Pusat; memiliki P2; tanpa P3 | ' +
        'Tidak termasuk: anggota yang pemrosesan datanya dibatasi | Wewenang: 31.71 | Jumlah baris: 1 | Data per: 2021-11-30 12:00 (Asia/Jakarta) | ' +
        `Nomor pengenal: disamarkan | Ekspor: ${made} | Diminta oleh: admin-1 | Alasan: Rapat`,
    )
    expect(rows.map((row) => Object.fromEntries(headings.slice(0, -1).map((name, i) => [name, row[i]])))).toEqual([
      {
        'Nomor anggota': formatMemberNumber(id),
        Nama: 'Sri Wahyuni',
        NIK: '31************01',
        Telepon: "'+62********890",
        Surel: 's***@example.id',
        NPWP: '',
        'Tahun lahir': '1998',
        'Jenis kelamin': 'Perempuan',
        Kategori: 'Pemula',
        Usaha: '',
        KBLI: '',
        'Kode wilayah': '31.71.01.1001',
        Kota: 'Kota Administrasi Jakarta Pusat',
        Kecamatan: 'Gambir',
        Kelurahan: 'Gambir',
        'Perangkat daerah': 'PPKUKM',
        Status: 'Aktif',
        Terdaftar: '2021-11-03',
        'P1 Pendaftaran': '2021-11-03',
        'P2 Pelatihan': '2021-11-20',
        ...Object.fromEntries(headings.slice(20, -1).map((name) => [name, ''])),
      },
    ])
    expect(await readExport(deps, admin, made)).toMatchObject({ status: 'ready', rows: 1 })
  })

  test('of some columns has these, in the order that files have', async () => {
    const deps = await exportDeps(admin)
    await registerSomebody(deps, { name: '=cmd' })
    const made = await askForExport(deps, admin, { columns: ['area', 'name'] })
    await runExport(deps, made)
    expect((await csvRows(deps, made)).map((row) => row.slice(0, 2))).toEqual([
      ['Nama', 'Kode wilayah'],
      ["'=cmd", '31.71.01.1001'],
    ])
  })

  test('leaves out whoever has had processing restricted', async () => {
    const deps = await exportDeps(admin)
    await restrictMember(deps, await registerSomebody(deps, { name: 'Sri' }))
    await registerSomebody(deps, { name: 'Ani' })
    const made = await askForExport(deps, admin, { columns: ['name'] })
    await runExport(deps, made)
    expect((await csvRows(deps, made)).slice(1).map(([name]) => name)).toEqual(['Ani'])
  })

  test('of nobody has its headings', async () => {
    const deps = await exportDeps(admin)
    const made = await askForExport(deps, admin)
    await runExport(deps, made)
    expect(await csvRows(deps, made)).toHaveLength(1)
    expect(await readExport(deps, admin, made)).toMatchObject({ status: 'ready', rows: 0 })
  })
})

test('an Excel export holds the same, numbers as texts, days as days, and what it holds on a sheet of its own', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { person })
  const made = await askForExport(deps, admin, { format: 'xlsx', revealed: true })
  await runExport(deps, made)
  const { sheets } = readXlsx(await fileBytes(deps, made))
  expect(sheets[0]?.get('A5')).toEqual({ text: 'Jumlah baris' })
  expect(sheets[0]?.get('B5')).toEqual({ text: '1' })
  expect([sheets[1]?.get('C2'), sheets[1]?.get('D2')]).toEqual([{ text: person.nik }, { text: person.phone }])
  expect(sheets[1]?.get('G2')).toMatchObject({ number: 35_881, format: 'yyyy\\-mm\\-dd' })
})

describe('what an export is asked for', () => {
  test('is of the programme, every mistake named', async () => {
    const deps = await exportDeps(admin)
    const filter = { attained: ['P9'], category: 'old' }
    expect(await refusalOf(askForExport(deps, admin, { filter, columns: ['name', 'salary', 'name'] }))).toEqual([
      'stage_unknown',
      'category_unknown',
      'export_column_unknown',
      'export_column_twice',
    ])
  })

  test('outside the scope is not there', async () => {
    const deps = await exportDeps(officer)
    expect(await refusalOf(askForExport(deps, officer, { filter: { area: '31.72' } }))).toEqual(['not_found'])
  })
})

describe('whose export it is', () => {
  test('each has his own, an administrator of the whole sees all, and only who asked gets the file', async () => {
    const deps = await exportDeps(admin, officer)
    await registerSomebody(deps)
    const [his, hers] = [await askForExport(deps, officer), await askForExport(deps, admin)]
    for (const id of [his, hers]) await runExport(deps, id)
    const exportsSeenBy = async (caller: typeof admin) =>
      (await listExports(deps, caller, { limit: 10 })).items.map(({ id }) => id)
    expect(await exportsSeenBy(officer)).toEqual([his])
    expect(await exportsSeenBy(admin)).toEqual([hers, his])
    expect(await refusalOf(readExport(deps, officer, hers))).toEqual(['not_found'])
    expect(await downloadLink(deps, admin, await readExport(deps, admin, his))).toBeUndefined()
    const link = await downloadLink(deps, officer, await readExport(deps, officer, his))
    const fetched = await fetch(link?.url ?? '')
    expect(Buffer.from(await fetched.arrayBuffer())).toEqual(await fileBytes(deps, his))
    expect(new URL(link?.url ?? '').searchParams.get('response-content-disposition')).toBe(
      `attachment; filename="anggota-2021-11-30-${his}.csv"`,
    )
  })
})

describe('the rights of an export', () => {
  test('are those of its run: it holds whom the caller may see, and no others', async () => {
    const ofAgency = callerAs('officer', { area: '31.71', agency: 'PPAPP', subject: 'of-agency' })
    const deps = await exportDeps(officer, ofAgency)
    await registerSomebody(deps, { name: 'Gambir' })
    await registerSomebody(deps, { name: 'Sawah Besar', area: '31.71.02.1001', agency: 'PPAPP' })
    await registerSomebody(deps, { name: 'Penjaringan', area: '31.72.01.1001', agency: 'PPAPP' })
    const namesFor = async (caller: typeof officer) => {
      const made = await askForExport(deps, caller, { columns: ['name'] })
      await runExport(deps, made)
      return (await csvRows(deps, made)).slice(1).map(([name]) => name)
    }
    expect(await namesFor(officer)).toEqual(['Gambir'])
    expect(await namesFor(ofAgency)).toEqual(['Sawah Besar'])
  })

  test('that have ended by then refuse it, and leave no file', async () => {
    const deps = await exportDeps(officer)
    await registerSomebody(deps)
    const made = await askForExport(deps, officer)
    await endGrants(deps, officer)
    await runExport(deps, made)
    const refused = await deps.exports.get(made)
    expect(refused).toMatchObject({ status: 'refused', problems: [{ code: 'not_allowed' }] })
    expect(refused?.file).toBeUndefined()
    expect(await filesOf(deps)).toEqual([])
  })

  test('that end later end the link', async () => {
    const deps = await exportDeps(officer)
    await registerSomebody(deps)
    const made = await askForExport(deps, officer)
    await runExport(deps, made)
    const ready = await readExport(deps, officer, made)
    expect(await downloadLink(deps, officer, ready)).toBeDefined()
    const moved = callerAs('officer', { area: '31.72', subject: officer.subject })
    expect(await downloadLink(deps, moved, ready)).toBeUndefined()
    const ofAgency = callerAs('officer', { area: '31', agency: 'PPKUKM', subject: officer.subject })
    expect(await downloadLink(deps, ofAgency, ready)).toBeUndefined()
    const higher = callerAs('admin', { area: '31.71', subject: officer.subject })
    expect(await downloadLink(deps, higher, ready)).toBeDefined()
  })
})

describe('an export in full', () => {
  test('shows numbers as they are, and stands once in the trail of each member, however often it is run', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    const made = await askForExport(deps, admin, { revealed: true, reason: 'Verifikasi bank' })
    const first = await deps.exports.get(made)
    await runExport(deps, made)
    const row = (await csvRows(deps, made))[1]
    expect(row?.slice(2, 7)).toEqual([`'${person.nik}`, `'${person.phone}`, person.email, '', person.birthDate])
    // As a run that was cut off after it noted what it did.
    const again = await deps.exports.get(made)
    if (first && again) await deps.commit(deps.exports.save({ ...first, version: again.version + 1 }))
    await runExport(deps, made)
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.filter(({ act }) => act === 'exported')).toEqual([
      expect.objectContaining({
        actor: 'admin-1',
        source: made,
        fields: ['nik', 'phone', 'email', 'npwp', 'birthDate'],
        reason: 'Verifikasi bank',
      }),
    ])
  })

  test('counts each member once against the day of whoever asked, and is refused when the day does not suffice', async () => {
    const deps = await exportDeps(admin)
    const day = '2021-11-30'
    const left = 3
    await deps.commit(
      deps.allowances.use({ subject: admin.subject, what: 'reveal', day, times: allowance.reveal - left }),
    )
    await registerSomebody(deps, { name: 'Ani' })
    await registerSomebody(deps, { name: 'Sri' })
    const outcome = async () => {
      const made = await askForExport(deps, admin, { revealed: true, reason: 'Verifikasi bank' })
      const waiting = await deps.exports.get(made)
      await runExport(deps, made)
      const ended = await deps.exports.get(made)
      // As a run that was cut off at its end: what it counted stands.
      if (waiting && ended?.status === 'ready') {
        await deps.commit(deps.exports.save({ ...ended, status: 'running', version: ended.version + 1 }))
        await runExport(deps, made)
      }
      const { status, rows, problems } = await readExport(deps, admin, made)
      return [status, rows, ...problems.map(({ code }) => code)]
    }
    expect(await outcome()).toEqual(['ready', 2])
    expect(await outcome()).toEqual(['refused', undefined, 'allowance_used'])
    expect(await filesOf(deps)).toHaveLength(2)
    const one = deps.allowances.use({ subject: admin.subject, what: 'reveal', day })
    await deps.commit(one)
    expect(await refusalOf(deps.commit(one))).toEqual(['allowance_used'])
  })

  test('names the fields that it shows: none when it shows none', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    await runExport(deps, await askForExport(deps, admin, { revealed: true, columns: ['name', 'phone'] }))
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.find(({ act }) => act === 'exported')?.fields).toEqual(['phone'])
  })

  test('that is masked stands in no trail: the export itself says who had it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    await runExport(deps, await askForExport(deps, admin))
    const { items } = await deps.trail.ofMember(id, { limit: 10 })
    expect(items.filter(({ act }) => act === 'exported')).toEqual([])
  })
})

test('more rows than an export may have are refused, with what to do instead', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { name: 'Ani' })
  await registerSomebody(deps, { name: 'Sri' })
  const most = { xlsx: 1, revealed: 1 }
  const outcome = async (how: Parameters<typeof askForExport>[2]) => {
    const made = await askForExport(deps, admin, how)
    await runExport(deps, made, most)
    const { status, problems } = await readExport(deps, admin, made)
    return [status, ...problems.map(({ code }) => code)]
  }
  expect(await outcome({ format: 'xlsx' })).toEqual(['refused', 'export_rows_xlsx'])
  expect(await outcome({ revealed: true })).toEqual(['refused', 'export_rows_revealed'])
  expect(await outcome({})).toEqual(['ready'])
  expect(await filesOf(deps)).toHaveLength(2)
})

describe('the end of an export', () => {
  test('comes a day after it was ready', async () => {
    const deps = await exportDeps(admin)
    const made = await askForExport(deps, admin)
    await runExport(deps, made)
    deps.clock.set('2021-12-01T04:59:59.999Z')
    expect(await downloadLink(deps, admin, await readExport(deps, admin, made))).toBeDefined()
    deps.clock.set('2021-12-01T05:00:00.000Z')
    const over = await readExport(deps, admin, made)
    expect(over.status).toBe('expired')
    expect(await downloadLink(deps, admin, over)).toBeUndefined()
  })

  test('comes when it is asked for, and removes the file; work on it then makes none', async () => {
    const deps = await exportDeps(admin)
    await registerSomebody(deps)
    const [ready, waiting] = [await askForExport(deps, admin), await askForExport(deps, admin)]
    await runExport(deps, ready)
    for (const id of [ready, waiting]) await discardExport(deps, admin, request(), id)
    await runExport(deps, waiting)
    expect(await readExport(deps, admin, waiting)).toMatchObject({ status: 'discarded' })
    expect(await filesOf(deps)).toEqual([])
    expect(await refusalOf(discardExport(deps, admin, request(), ready))).toEqual(['export_over'])
  })
})

describe('erasing a person', () => {
  test('discards the exports that hold the person, and no others', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    await registerSomebody(deps, { name: 'Ani', area: '31.72.01.1001' })
    const [all, elsewhere] = [
      await askForExport(deps, admin),
      await askForExport(deps, admin, { filter: { area: '31.72' } }),
    ]
    for (const each of [all, elsewhere]) await runExport(deps, each)
    await eraseMember(deps, admin, request(), id)
    expect(await readExport(deps, admin, all)).toMatchObject({
      status: 'discarded',
      problems: [{ code: 'export_person_erased' }],
    })
    expect(await readExport(deps, admin, elsewhere)).toMatchObject({ status: 'ready', rows: 1 })
    expect((await filesOf(deps)).filter((key) => key.includes(all))).toEqual([])
  })

  test('discards an export whose file is still in the store after its time', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    const made = await askForExport(deps, admin)
    await runExport(deps, made)
    deps.clock.set('2021-12-02T05:00:00.000Z')
    await eraseMember(deps, admin, request(), id)
    expect(await filesOf(deps)).toEqual([])
  })

  test('while an export is being made leaves no file of it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    const made = await askForExport(deps, admin)
    const erasingMeanwhile: typeof deps.intake = {
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
    await runExport({ ...deps, intake: erasingMeanwhile }, made)
    expect(await readExport(deps, admin, made)).toMatchObject({ status: 'discarded' })
    expect(await filesOf(deps)).toEqual([])
  })

  test('before an export is begun leaves the person out of it', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person })
    const made = await askForExport(deps, admin)
    await eraseMember(deps, admin, request(), id)
    await runExport(deps, made)
    expect(await readExport(deps, admin, made)).toMatchObject({ status: 'ready', rows: 0 })
  })
})

test('an export that several work on at once ends as one file', async () => {
  const deps = await exportDeps(admin)
  for (let n = 0; n < 5; n++) await registerSomebody(deps, { name: `Orang ${n}` })
  const made = await askForExport(deps, admin)
  await Promise.all([runExport(deps, made), runExport(deps, made), runExport(deps, made)])
  await runExport(deps, made)
  const ready = await readExport(deps, admin, made)
  expect(ready).toMatchObject({ status: 'ready', rows: 5 })
  expect(await filesOf(deps)).toEqual([ready.file, `${ready.file}.members.gz`])
  expect(await csvRows(deps, made)).toHaveLength(6)
})

test('who exported whom is kept without any of their data', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { person })
  const made = await askForExport(deps, admin, { revealed: true, reason: 'Untuk Sri Wahyuni' })
  await runExport(deps, made)
  const kept = JSON.stringify(await deps.exports.get(made))
  for (const value of [person.nik, person.phone, person.email]) expect(kept).not.toContain(value)
  expect(deps.logged.join()).not.toMatch(/Wahyuni|3171016703980001/)
})
