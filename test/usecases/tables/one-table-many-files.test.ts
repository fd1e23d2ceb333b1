import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../shared/domain/calendar.ts'
import { makeRowText } from '../../../shared/domain/import/row.ts'
import { makeMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { readStatement } from '../../../shared/usecases/loans/read-statement.ts'
import { readMembers } from '../../support/read-members.ts'
import { runs } from '../../support/runs.ts'
import { layouts, writeTable } from '../../support/table-layouts.ts'

// One table written in every kind of file: the same rows must be read from each.

const invisibleMark = fc.constantFrom('', '\u200b', '\u202a', '\u00ad')
const paste = (text: string) => invisibleMark.map((mark) => `${mark}${text}${mark}`)
const chunk = (text: string, size: number, by: string) => text.match(new RegExp(`.{1,${size}}`, 'g'))?.join(by) ?? ''
const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const spellNumber = (text: string) =>
  fc.constantFrom(text, `'${text}`, `="${text}"`, wide(text), chunk(text, 4, ' '), chunk(text, 4, '.')).chain(paste)

const monthNames = 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember'.split(' ')
/** Notations of a day. A file uses one of them in every row. */
const dayStyles: ((day: string) => string)[] = [
  (day) => day,
  (day) => day.split('-').toReversed().join('/'),
  (day) => day.split('-').toReversed().join('-'),
  (day) => `${Number(day.slice(8))} ${monthNames[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`,
  (day) => `${day.split('-').toReversed().join('/')} 00.00`,
  (day) => `${day}T00:00:00+07:00`,
  (day) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(0, 4)}`,
]
/** Notations of midnight in Jakarta by programs that write UTC and do not say so. */
const utcStyles: typeof dayStyles = [
  (day) => `${addDays(day, -1)} 17:00:00`,
  (day) => `${addDays(day, -1).split('-').toReversed().join('/')} 17.00`,
]
/** The answer that times are in UTC. It changes nothing in a file whose days have no time but midnight. */
const mapping = { dayZone: { P1: 'utc' } } as const

const headings: Record<string, string[]> = {
  name: ['name', 'Nama', 'NAMA LENGKAP', 'Nama\nLengkap', 'Nama  Anggota'],
  nik: ['nik', 'NIK', 'No. KTP', 'Nomor\u00a0KTP'],
  phone: ['phone', 'No. HP', 'Telepon', 'WhatsApp'],
  gender: ['gender', 'L/P', 'Jenis Kelamin'],
  category: ['category', 'Kategori'],
  kelurahan: ['kelurahan', 'Kel.', 'Kelurahan/Desa'],
  kecamatan: ['kecamatan', 'Kec.'],
  agency: ['agency', 'Dinas', 'OPD'],
  P1: ['P1', 'Tgl Daftar', 'Tanggal\nPendaftaran'],
}

test('members are read equally from every kind of file, and every row of the file is accounted for', async () => {
  const person = fc.record({
    name: fc.constantFrom('Sri Wahyuni', 'Budi, S.E.', 'Toko "Maju" Jaya', "Ma'ruf"),
    serial: fc.integer({ min: 1, max: 9999 }),
    // One beyond the twelfth proves the order of the column.
    day: fc.constantFrom('2021-10-27', '2021-11-02', '2021-10-05'),
    phone: fc.constantFrom('', '081234567801'),
  })
  const file = fc
    .record({
      people: fc.array(person, { minLength: 1, maxLength: 6 }),
      layout: layouts,
      order: fc.shuffledSubarray(Object.keys(headings), { minLength: 9 }),
      picks: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
      style: fc.constantFrom(...dayStyles, ...utcStyles),
    })
    .chain(({ people, ...rest }) => {
      const all = [{ name: 'Ani', serial: 7, day: '2021-10-28', phone: '' }, ...people]
      const spelledPeople = all.map(({ name, serial, day, phone }) =>
        fc.record({
          name: paste(name),
          nik: spellNumber(`997101130690${String(serial).padStart(4, '0')}`),
          phone: phone === '' ? fc.constantFrom('', '-', 'n/a') : spellNumber(phone),
          gender: fc.constantFrom('L', 'laki-laki', 'Pria', 'male'),
          category: fc.constantFrom('pemula', 'Pemula', 'PEMULA'),
          kelurahan: fc.constantFrom('Gambir', 'Kel. Gambir', 'GAMBIR'),
          kecamatan: fc.constantFrom('Gambir', 'Kec. Gambir'),
          agency: fc.constantFrom('PPKUKM', 'ppkukm', 'Dinas PPKUKM'),
          P1: fc.constant(rest.style(day)),
        }),
      )
      return fc.record({ all: fc.constant(all), rest: fc.constant(rest), texts: fc.tuple(...spelledPeople) })
    })
  await fc.assert(
    fc.asyncProperty(file, async ({ all, rest: { layout, order, picks }, texts }) => {
      const heading = order.map((field, i) => headings[field]?.[(picks[i] ?? 0) % headings[field].length] ?? '')
      const cells = texts.map((each) => new Map(Object.entries(each)))
      const writtenTable = writeTable(
        heading,
        cells.map((each) => order.map((field) => each.get(field) ?? '')),
        layout,
      )
      const readResult = await readMembers(writtenTable.file, mapping)
      expect(readResult).toEqual({
        people: all.map(({ name, serial, day, phone }) =>
          makeRowText({
            person: {
              name,
              nik: `997101130690${String(serial).padStart(4, '0')}`,
              ...(phone && { phone: '+6281234567801' }),
            },
            ...{ gender: 'male', category: 'pemula', area: '31.71.01.1001', agency: 'PPKUKM' },
            stages: [{ stage: 'P1', happenedOn: day }],
          }),
        ),
        problems: [],
        rows: writtenTable.rows,
      })
    }),
    runs(40, 4000),
  )
})

const marks = {
  yes: ['v', '√', 'H', 'hadir', 'Ya', 'x', '✓'],
  no: ['', 'I', 'S', 'A', 'izin', '-', 'tidak'],
}

test('class lists are read equally, with any marks and anything around them', async () => {
  const numbers = Array.from({ length: 6 }, (_, i) => makeMemberNumber(new Uint8Array([i + 1, 2, 3, 4, 5])))
  const list = fc.record({
    layout: layouts,
    came: fc
      .array(fc.boolean(), { minLength: numbers.length, maxLength: numbers.length })
      .filter((all) => all.includes(true)),
    // Beside other marks, a cross is ambiguous.
    isCrossed: fc.boolean(),
    picks: fc.array(fc.nat(), { minLength: numbers.length, maxLength: numbers.length }),
    spelling: fc.constantFrom(
      (number: string) => number,
      (number: string) => `${number.slice(0, 4)}-${number.slice(4)}`,
      (number: string) => number.toLowerCase(),
    ),
    heading: fc.constantFrom<string[]>(['Nomor anggota', 'Nama', 'Hadir'], ['No. Anggota', 'Nama', 'KEHADIRAN']),
  })
  await fc.assert(
    fc.asyncProperty(list, async ({ layout, came, isCrossed, picks, spelling, heading }) => {
      const usual = marks.yes.filter((mark) => (mark === 'x') === isCrossed)
      const rows = numbers.map((number, i) => {
        const all = came[i] ? usual : marks.no
        return [spelling(number), `Orang ${i}`, all[(picks[i] ?? 0) % all.length] ?? '']
      })
      const readResult = await readAttendance(writeTable(heading, rows, layout).file)
      expect(readResult.map(({ memberId }) => memberId)).toEqual(numbers.filter((_, i) => came[i]))
    }),
    runs(40, 4000),
  )
})

const point = (amount: number, group: string) => String(amount).replace(/\B(?=(\d{3})+$)/g, group)
/** Notations of rupiah. A file uses one of them in every row. */
const amountStyles: ((amount: number) => string)[] = [
  (amount) => String(amount),
  (amount) => `${amount}.00`,
  (amount) => `${amount},00`,
  (amount) => `${point(amount, '.')},00`,
  (amount) => `${point(amount, ',')}.00`,
  (amount) => `Rp ${point(amount, '.')},-`,
  (amount) => `Rp${point(amount, '.')},00`,
]

test('statements are read equally, however a bank writes days, amounts and states', async () => {
  const loan = fc.record({
    amount: fc.constantFrom(8_000_000, 500_000, 12_345_678),
    day: fc.constantFrom('2021-11-20', '2021-11-02', '2021-11-27'),
    state: fc.constantFrom('approved', 'Disetujui', 'SETUJU'),
  })
  const statement = fc.record({
    layout: layouts,
    loans: fc.array(loan, { minLength: 1, maxLength: 6 }),
    amountStyle: fc.constantFrom(...amountStyles),
    dayStyle: fc.constantFrom(...dayStyles),
    heading: fc.constantFrom<string[]>(
      ['number', 'state', 'approvedOn', 'approvedAmount'],
      ['No. Pinjaman', 'Status', 'Tgl\nDisetujui', 'PLAFON'],
    ),
  })
  await fc.assert(
    fc.asyncProperty(statement, async ({ layout, loans, amountStyle, dayStyle, heading }) => {
      const rows = loans.map(({ amount, day, state }, i) => [`F-${i}`, state, dayStyle(day), amountStyle(amount)])
      const writtenTable = writeTable(heading, rows, layout)
      const { lines, passedOver } = await readStatement(writtenTable.file, '2021-11', {})
      expect(lines.map(({ line: _, ...lineFields }) => lineFields)).toEqual(
        loans.map(({ amount, day }, i) => ({
          number: `F-${i}`,
          state: 'approved',
          approvedOn: day,
          approvedAmount: `${amount}.00`,
        })),
      )
      expect((passedOver ?? 0) + lines.length + 1).toBe(writtenTable.rows)
    }),
    runs(40, 4000),
  )
})
