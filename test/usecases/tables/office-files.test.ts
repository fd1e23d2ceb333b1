import { describe, expect, test } from 'vitest'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { readStatement } from '../../../shared/usecases/loans/read-statement.ts'
import { readAnswers } from '../../../shared/usecases/referral/read-answers.ts'
import { readMembers } from '../../support/read-members.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { writeWorkbook } from '../../support/write-workbook.ts'

// Files as offices, forms and banks send them, each read completely without a database.

type Cell = Parameters<typeof writeWorkbook>[0][number]['rows'][number][number]
type Row = (string | Cell)[]

const sheetOf = (name: string, ...rows: Row[]) => ({
  name,
  rows: rows.map((row) => row.map((cell) => (typeof cell === 'string' ? { text: cell } : cell))),
})
const workbook = (...rows: Row[]) => writeWorkbook([sheetOf('Data', ...rows)])

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
  ])('%s, a time in Jakarta, is on that day', async (day) => {
    expect(await read(heading, person(0, { 8: day }))).toMatchObject({ days: ['2021-10-27'], problems: [] })
  })

  test.each(['27/10/2021 08:15', '27/10/2021 23.59.59', '2021-10-27 20:15:00', '27 Oktober 2021 pukul 08.15'])(
    '%s, a time without a zone, is the clock of the office: on that day',
    async (day) => {
      expect(await read(heading, person(0, { 8: day }))).toMatchObject({ days: ['2021-10-27'], problems: [] })
    },
  )

  test('a time in a cell of a workbook is on the day that the cell shows', async () => {
    expect(await read(heading, person(0, { 8: { day: '2021-10-27T08:15:00Z' } }))).toMatchObject({
      ...{ days: ['2021-10-27'], problems: [] },
    })
  })

  test.each(['Jakarta, 27-10-2021', 'Rabu, 27/10/2021'])('%s is read without the words before it', async (day) => {
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

  test.each(['27/10/2021 25:15 WIB', '2021-10-27T20:15:00Z', '27102021', '27 10 2021', 'Oktober 2021'])(
    '%s is refused: it is no day, or not a definite day in Jakarta',
    async (day) => {
      expect(await read(heading, person(0, { 8: day }))).toMatchObject({ problems: [{ code: 'date_shape' }] })
    },
  )

  test.each(['2021-10-27 17:00:00', '27/10/2021 17.00', { day: '2021-10-27T17:00:00Z' }])(
    '%j causes a question: it may be midnight in Jakarta, written in UTC',
    async (day) => {
      expect(await read(heading, person(0, { 8: day }))).toMatchObject({
        survey: { questions: [{ code: 'import_date_zone', answer: 'dayZone', choices: ['local', 'utc'] }] },
      })
    },
  )
})

test('numbers of people are read as typed: with marks that keep them text, and all forms of a country code', async () => {
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
    const hintedHeading = [
      ...[name, 'NOMOR INDUK KEPENDUDUKAN (NIK)', 'No Telp/HP (aktif)', 'JENIS KELAMIN (L/P)', 'Kategori', 'Kelurahan'],
      ...['Kecamatan', 'Dinas', 'Tgl Daftar (dd/mm/yyyy)', 'P2'],
    ]
    expect(await read(hintedHeading, person(0))).toMatchObject({
      ...{ niks: ['9971011306900001'], phones: ['+6281234567800'], days: ['2021-10-27'], problems: [] },
    })
  },
)

test('other brackets in a heading may change the meaning of its column, and cause a question', async () => {
  const [, ...others] = heading
  expect(await read(['Nama (Ibu Kandung)', ...others], person(0))).toMatchObject({
    survey: { problems: [{ code: 'import_column_unknown' }, { code: 'import_field_missing' }] },
  })
})

describe('a workbook of several sheets', () => {
  const list = [
    ['Nomor anggota', 'Nama', 'Hadir'],
    [numberOf(1), 'Ani', 'v'],
  ]

  test('is read on the sheet with known headings, in any order of sheets', async () => {
    const guide = sheetOf('Petunjuk', ['Nama'], ['Isi kolom Hadir dengan tanda v'])
    expect(await readAttendance(writeWorkbook([guide, sheetOf('Daftar', ...list)]))).toHaveLength(1)
  })

  test('is refused if several sheets may be meant, so that none is left out silently', async () => {
    const problems = [{ code: 'sheets_several', params: { examples: 'Pagi, Sore' } }]
    const lists = writeWorkbook([sheetOf('Pagi', ...list), sheetOf('Sore', ...list)])
    await expect(readAttendance(lists)).rejects.toMatchObject({ problems })

    const loans = [
      ['No. Pinjaman', 'Status'],
      ['F-1', 'Disetujui'],
    ]
    const statement = writeWorkbook([sheetOf('Pagi', ...loans), sheetOf('Sore', ...loans)])
    await expect(readStatement(statement, '2021-11', {})).rejects.toMatchObject({ problems })
  })
})

describe('two tables in one sheet', () => {
  test('with the same headings are one table', async () => {
    const found = await read(heading, person(0), [''], heading, person(1))
    expect(found).toMatchObject({ niks: ['9971011306900001', '9971011306900002'], problems: [], rows: 5 })
  })

  test('a second one with columns in another order is never read by the headings of the first', async () => {
    const swappedHeading = [...heading.slice(0, 8), 'P2', 'Tgl Daftar']
    const found = await read(heading, person(0), [''], swappedHeading, person(1, { 8: '', 9: '27/10/2021' }))
    expect(found).toMatchObject({ survey: { problems: [{ code: 'import_heading_second', params: { row: 4 } }] } })
  })

  test('a second one with columns in another order is refused in every other kind of sheet', async () => {
    const list = ['Nomor anggota', 'Nama', 'Hadir']
    const [first, second] = [numberOf(1), numberOf(2)]
    const attendanceFile = workbook(list, [first, 'Ani', 'v'], list, [second, 'Budi', 'v'])
    expect(await readAttendance(attendanceFile)).toHaveLength(2)
    const swappedList = workbook(list, [first, 'Ani', 'v'], [''], list.toReversed(), ['v', 'Budi', second])
    const problems = [{ code: 'import_heading_second', params: { row: 4 } }]
    await expect(readAttendance(swappedList)).rejects.toMatchObject({ problems })

    const loans = ['No. Pinjaman', 'Status', 'Tgl Disetujui', 'Tgl Dicairkan']
    const line = ['F-1', 'Disetujui', '20/11/2021', '']
    const swappedHeading = ['No. Pinjaman', 'Status', 'Tgl Dicairkan', 'Tgl Disetujui']
    const statement = workbook(loans, line, [''], swappedHeading, ['F-2', 'Disetujui', '', '20/11/2021'])
    await expect(readStatement(statement, '2021-11', {})).rejects.toMatchObject({ problems })

    const answers = ['Nomor anggota', 'Hasil', 'Alasan']
    const sheet = workbook(answers, [first, 'Layak'], [''], ['Alasan', 'Nomor anggota', 'Hasil'], ['', second, 'Layak'])
    await expect(readAnswers(sheet)).rejects.toMatchObject({ problems })
  })

  test('labels of signers below are no second headings', async () => {
    const signedFile = workbook(
      ['Nomor anggota', 'Nama', 'Hadir'],
      [numberOf(1), 'Ani', 'v'],
      [''],
      ['Nama:', '', 'Nama:'],
    )
    expect(await readAttendance(signedFile)).toHaveLength(1)
  })

  test('a summary below is ignored', async () => {
    const found = await read(heading, person(0), [''], ['Rekap'], ['Kelurahan', 'Jumlah'], ['Gambir', { number: '1' }])
    expect(found).toMatchObject({ niks: ['9971011306900001'], problems: [], rows: 6 })
  })
})

test('sums of any name between and below the rows are ignored; a member with such a name is not', async () => {
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

test('names of groups between the rows, and signatures below in two columns, are ignored', async () => {
  const found = await read(
    ...[heading, ['KECAMATAN GAMBIR'], person(0), ['II.', 'Kelurahan Cideng'], person(1)],
    ...[
      [''],
      ['Mengetahui,', '', '', '', '', '', 'Jakarta, 4 November 2021'],
      ['Camat Gambir', '', '', '', '', '', 'Ani'],
    ],
    ['NIP. 197001011990031001', '', '', '', '', '', 'NIP. 198001012010012002'],
  )
  expect(found).toMatchObject({ niks: ['9971011306900001', '9971011306900002'], problems: [], rows: 9 })
})

test.each(['sda', 's.d.a.', '-"-', '"', 'idem', '〃'])(
  '%s instead of a value is refused in every column',
  async (mark) => {
    for (const [column, field] of [
      [2, 'phone'],
      [5, 'kelurahan'],
      [7, 'agency'],
    ] as const)
      expect(await read(heading, person(0), person(1, { [column]: mark }))).toMatchObject({
        problems: [{ code: 'cell_ditto', path: [field] }],
      })
  },
)

test('P beside W may mean pria or perempuan: the column is refused', async () => {
  expect(await read(heading, person(0, { 3: 'P' }), person(1, { 3: 'W' }))).toMatchObject({
    survey: { problems: [{ code: 'import_gender_letters', params: { column: 'L/P' } }] },
  })
})

test('birthplaces and birth dates in one column, and offices’ words for categories and agencies, are read', async () => {
  const columns = [...heading.slice(0, 9), 'Tempat, Tanggal Lahir']
  const cells = { 4: 'Wirausaha Pemula', 7: 'Sudin PPKUKM', 9: 'Jakarta, 13 Juni 1990' }
  const found = await readMembers(workbook(columns, person(0, cells)))
  const [text = ''] = 'people' in found ? (found.people ?? []) : []
  expect(JSON.parse(text)).toMatchObject({ person: { birthDate: '1990-06-13' }, category: 'pemula', agency: 'PPKUKM' })
})

describe('files that are no tables', () => {
  const bytes = (...all: number[]) => new Uint8Array(all)
  test.each([
    ['a web page saved as .xls', Buffer.from('<html><body><table><tr><td>Nama</td></tr></table></body></html>')],
    ['XML of Excel 2003', Buffer.from('\ufeff<?xml version="1.0"?><Workbook/>')],
    ['a web archive', Buffer.from('MIME-Version: 1.0\r\nContent-Type: multipart/related')],
    ['a PDF', Buffer.from('%PDF-1.7\n')],
    ['JSON', Buffer.from('[ {"Nama": "Ani"} ]')],
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
    ['a photo', bytes(0xff, 0xd8, 0xff, 0xe0)],
  ])('%s is refused as such', async (_, file) => {
    await expect(readMembers(file)).rejects.toMatchObject({ problem: { code: 'import_workbook_kind' } })
  })

  test('UTF-16 is read without its mark too', async () => {
    const text = [heading, person(0)].map((row) => row.join('\t')).join('\r\n')
    const markedFile = Buffer.from(text, 'utf16le')
    for (const file of [markedFile, Buffer.from(markedFile).swap16()])
      expect(await readMembers(file)).toMatchObject({ rows: 2 })
  })
})

describe('class lists', () => {
  const list = ['Nomor anggota', 'Nama', 'Hadir']

  test('with two columns of marks, for two meetings, are refused', async () => {
    const file = workbook([...list, 'Hadir'], [numberOf(1), 'Ani', 'v', ''], [numberOf(2), 'Budi', '', 'v'])
    expect(await refusalOf(readAttendance(file))).toEqual(['import_column_twice'])
  })

  test('that mark a person present and absent are refused', async () => {
    const file = workbook(list, [numberOf(1), 'Ani', 'v'], [numberOf(1), 'Ani', ''])
    expect(await refusalOf(readAttendance(file))).toEqual(['attendance_twice'])
  })
})

test('a class list with a count below its marks is read', async () => {
  const numbers = [1, 2].map(numberOf)
  const rows = numbers.map((number, i): Row => [`${i + 1}`, number, `Orang ${i}`, i === 0 ? '√' : ''])
  const file = workbook(['No', 'Nomor anggota', 'Nama', 'Hadir'], ...rows, ['', '', 'Jumlah hadir', { number: '1' }])
  expect(await readAttendance(file)).toMatchObject([{ memberId: numbers[0] }])
})

describe('statements', () => {
  const columns = ['No. Pinjaman', 'Status', 'Tgl Disetujui', 'Plafon']

  test('with a sum of any name below are read', async () => {
    const file = workbook(
      columns,
      ['F-1', 'Disetujui', '20/11/2021', '8,000,000.00'],
      ['', 'TOTAL PLAFON', '', 'Rp 8.000.000'],
    )
    expect(await readStatement(file, '2021-11', {})).toMatchObject({ lines: [{ number: 'F-1' }], passedOver: 1 })
  })

  test('with the currency in a heading are read; in thousands or millions they are refused', async () => {
    const line = ['F-1', 'Disetujui', '20/11/2021', '8.000.000,00']
    const inRupiah = workbook([...columns.slice(0, 3), 'Plafon (Rp)'], line)
    expect(await readStatement(inRupiah, '2021-11', {})).toMatchObject({ lines: [{ approvedAmount: '8000000.00' }] })
    for (const title of ['(dalam jutaan rupiah)', 'Dalam Ribuan', 'Rp Juta'])
      expect(await refusalOf(readStatement(workbook([title], columns, line), '2021-11', {}))).toEqual(['amount_units'])
    const fileInMillions = workbook([...columns.slice(0, 3), 'Plafon (Rp juta)'], line)
    expect(
      await refusalOf(readStatement(fileInMillions, '2021-11', { columns: { approvedAmount: 'Plafon (Rp juta)' } })),
    ).toEqual(['amount_units'])
  })

  test('are read without the notes and signers in the first column below', async () => {
    const line = ['F-1', 'Disetujui', '20/11/2021', '8.000.000,00']
    const file = workbook(columns, line, [''], ['Dicetak pada 30/11/2021 10:00'], ['Mengetahui'])
    expect(await readStatement(file, '2021-11', {})).toMatchObject({ lines: [{ number: 'F-1' }], passedOver: 3 })
  })

  test('with a loan number that a spreadsheet shortened are refused', async () => {
    const file = workbook(columns, [{ number: '1234567890123456789' }, 'Disetujui', '20/11/2021', '8000000'])
    expect(await refusalOf(readStatement(file, '2021-11', {}))).toEqual(['number_scientific'])
  })
})
