import { describe, expect, test } from 'vitest'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readExport } from '../../../shared/usecases/export/exports.ts'
import { runExport } from '../../../shared/usecases/export/run-export.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import {
  askForExport,
  exportDeps,
  fileBytes,
  intakeFiles,
  readCsvRows,
  registerSomebody,
  restrictMember,
  sri,
} from '../../support/export-acts.ts'
import { readXlsx } from '../../support/read-xlsx.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request } from '../../support/test-deps.ts'

const admin = callerAs('admin')

const officer = callerAs('officer', { area: '31.71.01' })

describe('a CSV export', () => {
  test('contains the members of its filter with masked identifiers under headings, and describes itself', async () => {
    const deps = await exportDeps(admin)
    const id = await registerSomebody(deps, { person: sri })
    await recordStage(deps, admin, request(), id, { stage: 'P2', happenedOn: '2021-11-20' })
    await registerSomebody(deps, { name: '=1+1', area: '31.72.01.1001' })
    const exportId = await askForExport(deps, admin, { filter: { area: '31.71', attained: ['P2'], lacking: ['P3'] } })
    await runExport(deps, exportId)
    const [headings = [], ...rows] = await readCsvRows(deps, exportId)
    expect(headings.at(-1)).toBe(
      'Isi: Anggota Jakpreneur (Pengembangan Kewirausahaan Terpadu) | Saringan: wilayah 31.71 Kota Administrasi Jakarta Pusat; memiliki P2; tanpa P3 | ' +
        'Tidak termasuk: anggota yang pemrosesan datanya dibatasi | Wewenang: 31.71 | Jumlah baris: 1 | Data per: 2021-11-30 12:00 (Asia/Jakarta) | ' +
        `Nomor pengenal: disamarkan | Ekspor: ${exportId} | Diminta oleh: admin-1 | Alasan: Rapat`,
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
    expect(await readExport(deps, admin, exportId)).toMatchObject({ status: 'ready', rows: 1 })
  })

  test('of some columns has only these, in the usual order of files', async () => {
    const deps = await exportDeps(admin)
    await registerSomebody(deps, { name: '=cmd' })
    const exportId = await askForExport(deps, admin, { columns: ['area', 'name'] })
    await runExport(deps, exportId)
    expect((await readCsvRows(deps, exportId)).map((row) => row.slice(0, 2))).toEqual([
      ['Nama', 'Kode wilayah'],
      ["'=cmd", '31.71.01.1001'],
    ])
  })

  test('leaves out members with restricted processing', async () => {
    const deps = await exportDeps(admin)
    await restrictMember(deps, await registerSomebody(deps, { name: 'Sri' }))
    await registerSomebody(deps, { name: 'Ani' })
    const exportId = await askForExport(deps, admin, { columns: ['name'] })
    await runExport(deps, exportId)
    expect((await readCsvRows(deps, exportId)).slice(1).map(([name]) => name)).toEqual(['Ani'])
  })

  test('of nobody still has its headings', async () => {
    const deps = await exportDeps(admin)
    const exportId = await askForExport(deps, admin)
    await runExport(deps, exportId)
    expect(await readCsvRows(deps, exportId)).toHaveLength(1)
    expect(await readExport(deps, admin, exportId)).toMatchObject({ status: 'ready', rows: 0 })
  })
})

test('an Excel export contains the same, with numbers as texts, days as days, and its description on a separate sheet', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { person: sri })
  const exportId = await askForExport(deps, admin, { format: 'xlsx', revealed: true })
  await runExport(deps, exportId)
  const { sheets } = readXlsx(await fileBytes(deps, exportId))
  expect(sheets[0]?.get('A5')).toEqual({ text: 'Jumlah baris' })
  expect(sheets[0]?.get('B5')).toEqual({ text: '1' })
  expect([sheets[1]?.get('C2'), sheets[1]?.get('D2')]).toEqual([{ text: sri.nik }, { text: sri.phone }])
  expect(sheets[1]?.get('G2')).toMatchObject({ number: 35_881, format: 'yyyy\\-mm\\-dd' })
})

describe('the request for an export', () => {
  test('may name only stages and areas of the programme, and every mistake is named', async () => {
    const deps = await exportDeps(admin)
    const filter = { attained: ['P9'], category: 'old' }
    expect(await refusalOf(askForExport(deps, admin, { filter, columns: ['name', 'salary', 'name'] }))).toEqual([
      'stage_unknown',
      'category_unknown',
      'export_column_unknown',
      'export_column_twice',
    ])
  })

  test('finds nothing outside the scope', async () => {
    const deps = await exportDeps(officer)
    expect(await refusalOf(askForExport(deps, officer, { filter: { area: '31.72' } }))).toEqual(['not_found'])
  })
})

test('for more rows than allowed is refused, with advice', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { name: 'Ani' })
  await registerSomebody(deps, { name: 'Sri' })
  const most = { xlsx: 1, revealed: 1 }
  const outcome = async (how: Parameters<typeof askForExport>[2]) => {
    const exportId = await askForExport(deps, admin, how)
    await runExport(deps, exportId, most)
    const { status, problems } = await readExport(deps, admin, exportId)
    return [status, ...problems.map(({ code }) => code)]
  }
  expect(await outcome({ format: 'xlsx' })).toEqual(['refused', 'export_rows_xlsx'])
  expect(await outcome({ revealed: true })).toEqual(['refused', 'export_rows_revealed'])
  expect(await outcome({})).toEqual(['ready'])
  expect(await intakeFiles(deps)).toHaveLength(2)
})

test('the record of who exported whom contains no personal data', async () => {
  const deps = await exportDeps(admin)
  await registerSomebody(deps, { person: sri })
  const exportId = await askForExport(deps, admin, { revealed: true, reason: 'Untuk Sri Wahyuni' })
  await runExport(deps, exportId)
  const storedExport = JSON.stringify(await deps.exports.get(exportId))
  for (const value of [sri.nik, sri.phone, sri.email]) expect(storedExport).not.toContain(value)
  expect(deps.logged.join()).not.toMatch(/Wahyuni|3171016703980001/)
})
