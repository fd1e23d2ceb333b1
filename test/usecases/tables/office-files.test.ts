import { describe, expect, test } from 'vitest'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { readStatement } from '../../../shared/usecases/loans/read-statement.ts'
import { readAnswers } from '../../../shared/usecases/referral/read-answers.ts'
import { readMembers } from '../../support/read-members.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { writeWorkbook } from '../../support/write-workbook.ts'

// Files as offices, forms and banks send them, each read to the end without an engine.

type Cell = Parameters<typeof writeWorkbook>[0][number]['rows'][number][number]
type Row = (string | Cell)[]

const workbook = (...rows: Row[]) =>
  writeWorkbook([
    { name: 'Data', rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell))) },
  ])

const numberOf = (n: number) => makeMemberNumber(new Uint8Array([n, 2, 3, 4, 5]))

const heading = [
  ...['Nama Lengkap', 'NIK', 'No. HP', 'L/P', 'Kategori', 'Kelurahan', 'Kecamatan', 'Dinas', 'Tgl Daftar', 'P2'],
]
/** A man born on 13 June 1990 who registers on 27 October 2021, unless `cells` say otherwise. */
const person = (n: number, cells: Record<number, string | Cell> = {}): Row => {
  const usual = [`Orang ${'ABCDEFGH'[n]}`, `997101130690000${n + 1}`, `08123456780${n}`, 'L', 'Pemula']
  return [...usual, 'Gambir', 'Gambir', 'PPKUKM', '27/10/2021', ''].map((cell, i) => cells[i] ?? cell)
}

async function read(...rows: Row[]) {
  const found = await readMembers(workbook(...rows))
  if (!('people' in found)) return found
  const people = found.people?.map((text) => JSON.parse(text)) ?? []
  return {
    ...found,
    days: people.map(({ stages }) => stages.map(({ happenedOn }: { happenedOn: string }) => happenedOn).join(' ')),
    niks: people.map(({ person: { nik } }) => nik),
    phones: people.map(({ person: { phone } }) => phone),
  }
}

describe('days', () => {
  test.each([
    ...['27 Oktober 2021 08.15 WIB', '27/10/2021 8.15.30 WIB', '2021-10-27T23:15:00+07:00', '27/10/2021 08:15 GMT+7'],
    '10/27/2021 11:59 PM GMT+7',
  ])('%s, a moment in Jakarta, is on that day', async (day) => {
    expect(await read(heading, person(0, { 8: day }))).toMatchObject({ days: ['2021-10-27'], problems: [] })
  })

  test.each(['27/Okt/2021', '27 / 10 / 2021', '27 - 10 - 2021', 'Wed Oct 27 2021', 'Rab, 27 Okt. 2021'])(
    '%s is read',
    async (day) => {
      expect(await read(heading, person(0, { 8: day }))).toMatchObject({ days: ['2021-10-27'], problems: [] })
    },
  )

  test.each(['1 Agst 2021', '1 Agust 2021', '1-Agt-21'])('%s is in August', async (day) => {
    expect(await read(heading, person(0, { 8: day }))).toMatchObject({ days: ['2021-08-01'], problems: [] })
  })

  test.each([
    '27/10/2021 25:15 WIB',
    '2021-10-27 20:15:00',
    '2021-10-27T20:15:00Z',
    '27102021',
    '27 10 2021',
    'Oktober 2021',
  ])('%s is refused: it is no day, or does not say which one it is in Jakarta', async (day) => {
    expect(await read(heading, person(0, { 8: day }))).toMatchObject({ problems: [{ code: 'date_shape' }] })
  })
})

test('numbers of people as they are typed: marks that keep them text, and the ways to write a country code', async () => {
  const phones = [
    ...['006281234567801', '+62 812 3456 7801', '81234567801', '0812-3456-7801 (WA)', 'WA: 0812 3456 7801'],
    ...['’081234567801', 'tidak punya', 'Tdk punya'],
  ]
  const rows = phones.map((phone, i) => person(i, { 1: `’997101130690000${i + 1}`, 2: phone }))
  const found = await read(heading, ...rows)
  expect(found).toMatchObject({ problems: [], niks: phones.map((_, i) => `997101130690000${i + 1}`) })
  expect('phones' in found && found.phones).toEqual([
    ...Array.from({ length: 6 }, () => '+6281234567801'),
    ...[undefined, undefined],
  ])
})

test.each([...['Nama Lengkap (sesuai KTP)', 'NAMA PESERTA (Huruf Kapital)', 'Nama Lengkap *', 'Nama\n(sesuai KTP)']])(
  'a heading with a hint in brackets, %j, is the one without',
  async (name) => {
    const hinted = [
      ...[name, 'NOMOR INDUK KEPENDUDUKAN (NIK)', 'No Telp/HP (aktif)', 'JENIS KELAMIN (L/P)', 'Kategori', 'Kelurahan'],
      ...['Kecamatan', 'Dinas', 'Tgl Daftar (dd/mm/yyyy)', 'P2'],
    ]
    expect(await read(hinted, person(0))).toMatchObject({
      ...{ niks: ['9971011306900001'], phones: ['+6281234567800'], days: ['2021-10-27'], problems: [] },
    })
  },
)

test('what stands in other brackets may change what a column holds, and is asked', async () => {
  const [, ...others] = heading
  expect(await read(['Nama (Ibu Kandung)', ...others], person(0))).toMatchObject({
    survey: { problems: [{ code: 'import_column_unknown' }, { code: 'import_field_missing' }] },
  })
})

describe('two tables in one sheet', () => {
  test('of the same heading are one', async () => {
    const found = await read(heading, person(0), [''], heading, person(1))
    expect(found).toMatchObject({ niks: ['9971011306900001', '9971011306900002'], problems: [], rows: 5 })
  })

  test('a second one whose columns are in another order is never read by the first', async () => {
    const swapped = [...heading.slice(0, 8), 'P2', 'Tgl Daftar']
    const found = await read(heading, person(0), [''], swapped, person(1, { 8: '', 9: '27/10/2021' }))
    expect(found).toMatchObject({ survey: { problems: [{ code: 'import_heading_second', params: { row: 4 } }] } })
  })

  test('a second one whose columns are in another order is refused in every other kind of sheet', async () => {
    const list = ['Nomor anggota', 'Nama', 'Hadir']
    const [first, second] = [numberOf(1), numberOf(2)]
    const attended = workbook(list, [first, 'Ani', 'v'], list, [second, 'Budi', 'v'])
    expect(await readAttendance(attended)).toHaveLength(2)
    const swappedList = workbook(list, [first, 'Ani', 'v'], [''], list.toReversed(), ['v', 'Budi', second])
    const problems = [{ code: 'import_heading_second', params: { row: 4 } }]
    await expect(readAttendance(swappedList)).rejects.toMatchObject({ problems })

    const loans = ['No. Pinjaman', 'Status', 'Tgl Disetujui', 'Tgl Dicairkan']
    const line = ['F-1', 'Disetujui', '20/11/2021', '']
    const swapped = ['No. Pinjaman', 'Status', 'Tgl Dicairkan', 'Tgl Disetujui']
    const statement = workbook(loans, line, [''], swapped, ['F-2', 'Disetujui', '', '20/11/2021'])
    await expect(readStatement(statement, '2021-11', {})).rejects.toMatchObject({ problems })

    const answers = ['Nomor anggota', 'Hasil', 'Alasan']
    const sheet = workbook(answers, [first, 'Layak'], [''], ['Alasan', 'Nomor anggota', 'Hasil'], ['', second, 'Layak'])
    await expect(readAnswers(sheet)).rejects.toMatchObject({ problems })
  })

  test('the labels of signers below are no second heading', async () => {
    const signed = workbook(['Nomor anggota', 'Nama', 'Hadir'], [numberOf(1), 'Ani', 'v'], [''], ['Nama:', '', 'Nama:'])
    expect(await readAttendance(signed)).toHaveLength(1)
  })

  test('a summary below is passed over', async () => {
    const found = await read(heading, person(0), [''], ['Rekap'], ['Kelurahan', 'Jumlah'], ['Gambir', { number: '1' }])
    expect(found).toMatchObject({ niks: ['9971011306900001'], problems: [], rows: 6 })
  })
})

test('sums of any name between and below the rows are passed over; somebody of such a name is not', async () => {
  const sums: Row[] = [
    ['Jumlah Kel. Gambir', { number: '2' }],
    ['', 'Sub Total', { number: '2' }],
    ['Total Peserta : 2'],
    ['TOTAL KESELURUHAN', '', '', { number: '2' }],
  ]
  const [first = [], ...others] = sums
  const found = await read(heading, person(0), first, person(1), ...others, person(2, { 0: 'Total Sejahtera' }))
  expect(found).toMatchObject({ niks: [1, 2, 3].map((n) => `997101130690000${n}`), problems: [], rows: 8 })
})

test('a class list with a count below its marks is read', async () => {
  const numbers = [1, 2].map(numberOf)
  const rows = numbers.map((number, i): Row => [`${i + 1}`, number, `Orang ${i}`, i === 0 ? '√' : ''])
  const file = workbook(['No', 'Nomor anggota', 'Nama', 'Hadir'], ...rows, ['', '', 'Jumlah hadir', { number: '1' }])
  expect(await readAttendance(file)).toMatchObject([{ memberId: numbers[0] }])
})

describe('statements', () => {
  const columns = ['No. Pinjaman', 'Status', 'Tgl Disetujui', 'Plafon']

  test('with a sum of its own name below are read', async () => {
    const file = workbook(
      columns,
      ['F-1', 'Disetujui', '20/11/2021', '8,000,000.00'],
      ['', 'TOTAL PLAFON', '', 'Rp 8.000.000'],
    )
    expect(await readStatement(file, '2021-11', {})).toMatchObject({ lines: [{ number: 'F-1' }], passedOver: 1 })
  })

  test('whose number of a loan a spreadsheet has shortened are refused', async () => {
    const file = workbook(columns, [{ number: '1234567890123456789' }, 'Disetujui', '20/11/2021', '8000000'])
    expect(await refusalOf(readStatement(file, '2021-11', {}))).toEqual(['number_scientific'])
  })
})
