import { beforeAll, describe, expect, test } from 'vitest'
import { runImport } from '../../../infra/local/job-machine.ts'
import { countRows } from '../../../shared/domain/import/import.ts'
import type { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { answerImport, readImportProgress } from '../../../shared/usecases/import/imports.ts'
import { readImportFindings, readImportResults } from '../../../shared/usecases/import/results.ts'
import { applyImport, importDeps, importer, validateFile } from '../../support/import-file.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'
import { writeWorkbook } from '../../support/write-workbook.ts'

// Each test imports a file with one oddity that files of a Dinas have. All share one table, and each has its own people.
let deps: TestDeps
beforeAll(async () => {
  deps = await importDeps()
})

let people = 0
/** A NIK of a man born on 13 June 1990. */
const nextNik = () => `997101130690${String(++people).padStart(4, '0')}`
const heading = 'name,nik,gender,category,area,agency,P1'
const otherCells = 'L,pemula,31.71.01.1001,PPKUKM'
const person = (name: string, day: string, nik = nextNik()) => `${name},${nik},${otherCells},${day}`

async function read(file: string | Uint8Array, columns?: ImportMapping['columns']) {
  const made = await validateFile(deps, file, columns && { mapping: { columns, defaults: {} } })
  const { items } = await readImportFindings(deps, importer, made.id, 0)
  const findings = items.map(({ row, line, outcome, problems, warnings, notes = [] }) =>
    [row, line, outcome, ...[...problems, ...warnings, ...notes].map(({ path = '', code }) => `${path} ${code}`)].join(
      ' ',
    ),
  )
  return { made, findings, expected: made.report?.expected, passedOver: made.report?.passedOver }
}

/** Applies an import, and returns each member's registration day by name. */
async function applyAndReadDays(made: { id: string }): Promise<Record<string, string | undefined>> {
  await applyImport(deps, made)
  const { items } = await readImportResults(deps, importer, made.id, { direction: 'APPLY' })
  const members = await Promise.all(items.map(({ memberId = '' }) => deps.members.get(memberId)))
  return Object.fromEntries(members.map((member) => [member?.person?.name, member?.standings.P1?.happenedOn]))
}

test('rows of only separators and blanks are ignored, and mentioned once', async () => {
  const { expected, passedOver, findings, made } = await read(
    [heading, person('Ani', '2021-11-02'), ',,,,,,', ' , , ,,,,', ''].join('\r\n'),
  )
  expect(made.report?.rows).toBe(1)
  expect(expected).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 0 })
  expect(passedOver).toEqual([{ code: 'row_blank', rows: 2 }])
  expect(findings).toEqual(['3 3 passed_over  row_blank'])
})

test('a birth date after the registration is refused, and an unlikely age gets a warning', async () => {
  const { findings, expected } = await read(
    [
      'birthDate,name,nik,gender,category,area,agency,P1',
      `2021-11-15,${person('Lahir Setelah', '2021-11-02')}`,
      `2021-11-01,${person('Bayi', '2021-11-02')}`,
      `1901-11-01,${person('Tua', '2021-11-02')}`,
    ].join('\n'),
  )
  expect(expected).toMatchObject({ added: 2, refused: 1 })
  expect(findings).toEqual([
    '2 2 refused /birthDate birth_date_after_stage',
    '3 3 warned /birthDate nik_differs_birth_date /birthDate age_low',
    '4 4 warned /birthDate nik_differs_birth_date /birthDate age_high',
  ])
})

test('a dash counts as empty, with a warning; a landline is kept as a landline', async () => {
  const { findings, expected } = await read(
    [
      `phone,email,${heading}`,
      `-,–,${person('Strip', '2021-11-02')}`,
      `021-3456789,,${person('Rumah', '2021-11-02')}`,
    ].join('\n'),
  )
  expect(expected).toMatchObject({ added: 2, refused: 0 })
  expect(findings).toEqual(['2 2 warned /phone cell_nothing', '3 3 warned /phone phone_landline'])
})

test('a day with the time of midnight is that day, in every spelling', async () => {
  const { made } = await read(
    [
      heading,
      person('A', '02/11/2021 0:00'),
      person('B', '02/11/2021 00.00'),
      person('C', '2021-11-02T00:00:00+07:00'),
      person('D', '2021-11-01T17:00:00.000Z'),
    ].join('\n'),
  )
  expect(new Set(Object.values(await applyAndReadDays(made)))).toEqual(new Set(['2021-11-02']))
})

test('missing cells at the end of a row are empty', async () => {
  const { expected } = await read(
    [`${heading},P2,P3`, person('Pendek', '2021-11-02'), `${person('Lengkap', '2021-11-02')},2021-11-03,`].join('\r\n'),
  )
  expect(expected).toMatchObject({ added: 2, refused: 0 })
})

test('a line break in a heading counts as a blank, both when the separator is guessed and when the mapping is applied', async () => {
  const columns = { 'Nama\n Lengkap': 'name', 'No. KTP': 'nik' }
  const { expected } = await read(
    `"Nama\nLengkap";"No.\nKTP";"L/P";Kategori;Kel.;Kec.;Dinas;"Tgl  Daftar"\r\nJudul;${nextNik()};L;pemula;Gambir;Gambir;PPKUKM;02/11/2021\r\n`,
    columns,
  )
  expect(expected).toMatchObject({ added: 1, refused: 0 })
})

test('a finding names the row in the sheet, and the line on which it begins', async () => {
  const rowWithAddress = (name: string, address: string, nik?: string) =>
    `"${address}",${person(name, '2021-11-02', nik)}`
  const { findings } = await read(
    [
      `Alamat,${heading}`,
      rowWithAddress('Satu', 'Jl. A\nRT 1\nRW 2'),
      rowWithAddress('Dua', 'Jl. B\nRT 1', '123'),
    ].join('\n'),
  )
  expect(findings).toEqual(['3 5 refused /nik nik_digits'])
})

test('invisible marks are removed before anything is checked', async () => {
  const { expected, findings } = await read(
    [
      `phone,${heading}`,
      `\u202a+62 812-3456-7801\u202c,${person('Tem\u00adpel', '2021-11-02', `\u200b${nextNik()}`)}`,
    ].join('\n'),
  )
  expect(expected).toMatchObject({ added: 1 })
  expect(findings).toEqual([])
})

test('a number that Excel has shortened is refused in every column of numbers', async () => {
  const { findings } = await read(
    [
      `${heading},P4,P4.evidence,P4.number`,
      `${person('Singkat', '2021-10-02')},2021-11-05,nib,"9,12010E+12"`,
      `${person('Nol', '2021-10-02')},2021-11-05,nib,912010123456`,
    ].join('\n'),
  )
  expect(findings).toEqual(['2 2 refused /P4.number number_scientific', '3 3 refused /P4.number nib_digits'])
})

describe('same-nik-other-spelling', () => {
  const stages = 'name,nik,gender,category,area,agency,P1,P2'
  const readNamed = async (rows: [string, string][], day = '') => {
    const lines = rows.map(([name, nik]) => `"${name}",${nik},${otherCells},2021-11-02,${day}`)
    return read([stages, ...lines].join('\n'))
  }

  test('the NIK decides who it is: another spelling gets a warning with both names, and the stage is added', async () => {
    const niks = [nextNik(), nextNik(), nextNik(), nextNik()]
    const giveNiks = (names: string[]) => names.map((name, i): [string, string] => [name, niks[i] ?? ''])
    const first = await readNamed(giveNiks(['Ratna Contoh', 'Hj. Siti Contoh, S.E.', 'Mochamad Contoh', 'Budi Contoh']))
    await applyImport(deps, first.made)
    const next = giveNiks(['Hj. Ratna Contoh, S.E.', 'Siti Contoh', 'Muhammad Contoh', 'Budi'])
    const { made, findings, expected } = await readNamed(next, '2021-11-20')
    expect(expected).toMatchObject({ changed: 4, refused: 0 })
    expect(findings).toEqual([2, 3, 4, 5].map((row) => `${row} ${row} warned /name name_differs`))
    const { items } = await readImportFindings(deps, importer, made.id, 0)
    expect(items[3]?.names).toEqual({ file: 'Budi', member: 'Budi Contoh' })
    expect((await applyImport(deps, made)).outcome).toMatchObject({ changed: 4 })
  })

  test('an entirely different name is refused, with both names', async () => {
    const nik = nextNik()
    await applyImport(deps, (await readNamed([['Ratna Contoh', nik]])).made)
    const { made, findings } = await readNamed([['Joko Susilo', nik]], '2021-11-20')
    expect(findings).toEqual(['2 2 refused /nik nik_other_name'])
    const { items } = await readImportFindings(deps, importer, made.id, 0)
    expect(items[0]?.names).toEqual({ file: 'Joko Susilo', member: 'Ratna Contoh' })
  })
})

test('equal people without a NIK cause a question, within a file and with a member', async () => {
  const twin = (name: string) => `${name},,P,pemula,31.71.01.1001,PPKUKM,2021-11-02`
  const { findings, made } = await read([heading, twin('Siti Kembar'), twin('Siti Kembar')].join('\n'))
  expect(findings).toEqual(['2 2 warned /nik member_provisional', '3 3 refused /name row_namesake'])
  await applyImport(deps, made)
  const other = await read([heading, twin('SITI KEMBAR')].join('\n'))
  expect(other.findings).toEqual(['2 2 refused /name row_like_member'])
})

describe('us-dates', () => {
  test('a column whose days prove that the month comes first is read so throughout, with a note', async () => {
    const days = ['11/02/2021', '10/27/2021', '10/05/2021']
    const { made } = await read([heading, ...days.map((day, i) => person(`Amerika ${'ABC'[i]}`, day))].join('\n'))
    expect(made.report?.columns?.at(-1)).toEqual({ column: 'P1', field: 'P1', dayOrder: 'month_first' })
    expect(await applyAndReadDays(made)).toEqual({
      'Amerika A': '2021-11-02',
      'Amerika B': '2021-10-27',
      'Amerika C': '2021-10-05',
    })
  })

  test('a column that contradicts itself is refused', async () => {
    const { made } = await read([heading, person('A', '27/10/2021'), person('B', '10/27/2021')].join('\n'))
    expect(made).toMatchObject({ status: 'refused', problems: [{ code: 'import_date_mixed' }] })
  })

  test('an order of day and month that no day proves causes one question, and the answer is kept with the source', async () => {
    const source = { code: 'dinas-uji', name: 'Dinas Uji', mapping: { columns: {}, defaults: {} } }
    await deps.commit(
      deps.importSources.save({ ...source, version: 1, savedBy: 'a', savedAt: deps.now().toISOString() }),
    )
    const file = [heading, person('A', '11/02/2021'), person('B', '10/05/2021')].join('\n')
    const askingImport = await validateFile(deps, file, { source: 'dinas-uji' })
    expect(askingImport.status).toBe('asking')
    expect(askingImport.questions).toMatchObject([
      {
        code: 'import_date_order',
        field: 'P1',
        examples: ['11/02/2021', '10/05/2021'],
        choices: ['day_first', 'month_first'],
      },
    ])
    await answerImport(deps, importer, request(), askingImport.id, { dayOrder: { P1: 'month_first' } })
    await runImport(deps, { importId: askingImport.id, task: 'validate' })
    expect(await applyAndReadDays(await readImportProgress(deps, importer, askingImport.id))).toEqual({
      A: '2021-11-02',
      B: '2021-10-05',
    })
    const next = [heading, person('C', '11/03/2021')].join('\n')
    expect(await validateFile(deps, next, { source: 'dinas-uji' })).toMatchObject({ status: 'validated' })
  })
})

describe('utc-times', () => {
  const days = ['2021-11-01 17:00:00', '2021-10-04T17:00:00.000', '2021-10-27 09:12:40']
  const makeFile = () => [heading, ...days.map((day, i) => person('ABC'[i] ?? '', day))].join('\n')

  test.each([
    ['local', { A: '2021-11-01', B: '2021-10-04', C: '2021-10-27' }],
    ['utc', { A: '2021-11-02', B: '2021-10-05', C: '2021-10-27' }],
  ] as const)(
    'a column with many times of 17:00 causes one question, and is then read as %s, also with the source',
    async (dayZone, expected) => {
      const source = { code: `dinas-${dayZone}`, name: 'Dinas Uji', mapping: { columns: {}, defaults: {} } }
      await deps.commit(
        deps.importSources.save({ ...source, version: 1, savedBy: 'a', savedAt: deps.now().toISOString() }),
      )
      const askingImport = await validateFile(deps, makeFile(), { source: source.code })
      expect(askingImport).toMatchObject({
        status: 'asking',
        questions: [
          {
            ...{ code: 'import_date_zone', answer: 'dayZone', field: 'P1', choices: ['local', 'utc'] },
            examples: days.slice(0, 2),
          },
        ],
      })
      await answerImport(deps, importer, request(), askingImport.id, { dayZone: { P1: dayZone } })
      await runImport(deps, { importId: askingImport.id, task: 'validate' })
      const made = await readImportProgress(deps, importer, askingImport.id)
      expect(made.report?.columns?.at(-1)).toEqual({ column: 'P1', field: 'P1', dayZone })
      expect(await applyAndReadDays(made)).toEqual(expected)
      expect(await validateFile(deps, makeFile(), { source: source.code })).toMatchObject({ status: 'validated' })
    },
  )

  test('the order and the zone of one column are asked together', async () => {
    const askingImport = await validateFile(deps, [heading, person('A', '11/02/2021 5:00 PM')].join('\n'))
    expect(askingImport.questions?.map(({ answer, field }) => [answer, field])).toEqual([
      ['dayOrder', 'P1'],
      ['dayZone', 'P1'],
    ])
    const answers = { dayOrder: { P1: 'month_first' }, dayZone: { P1: 'utc' } } as const
    await answerImport(deps, importer, request(), askingImport.id, answers)
    await runImport(deps, { importId: askingImport.id, task: 'validate' })
    expect(await applyAndReadDays(askingImport)).toEqual({ A: '2021-11-03' })
  })

  test('a column in which 17:00 is one time among others is read as written', async () => {
    const times = ['17:00:00', '08:30:00', '14:05:11']
    const { made } = await read(
      [heading, ...times.map((time, i) => person('ABC'[i] ?? '', `2021-11-02 ${time}`))].join('\n'),
    )
    expect(new Set(Object.values(await applyAndReadDays(made)))).toEqual(new Set(['2021-11-02']))
  })
})

test('a text in Windows-1252 causes a question with sample lines, and is read as such once confirmed', async () => {
  const file = Buffer.from([heading, person('Ren\u00e9', '2021-11-02')].join('\n'), 'latin1')
  const askingImport = await validateFile(deps, file)
  expect(askingImport.questions).toMatchObject([
    { code: 'import_encoding_asked', examples: [expect.stringMatching(/^René,…,L/)] },
  ])
  await answerImport(deps, importer, request(), askingImport.id, { encoding: 'windows-1252' })
  await runImport(deps, { importId: askingImport.id, task: 'validate' })
  expect(Object.keys(await applyAndReadDays(askingImport))).toEqual(['René'])
})

test('UTF-16 with a byte order mark is read; phones share tables like this', async () => {
  const file = Buffer.from(
    `\ufeff${[heading, person('Ponsel', '2021-11-02')].join('\r\n').replaceAll(',', '\t')}`,
    'utf16le',
  )
  expect((await read(file)).expected).toMatchObject({ added: 1 })
})

test('one broken row costs one row', async () => {
  const { findings, expected } = await read(
    [
      heading,
      `"${person('Buka', '2021-11-02')}`,
      person('"Toko "Maju" Jaya"', '2021-11-02'),
      person('Sah', '2021-11-02'),
    ].join('\n'),
  )
  expect(expected).toMatchObject({ added: 2, refused: 1 })
  expect(findings[0]).toMatch(/^2 2 refused .*row_quote/)
})

test('titles, totals, repeated headings and signatures are ignored, and the counts add up to the rows of the file', async () => {
  const rows = [
    'DAFTAR ANGGOTA,,,,,,',
    '',
    heading,
    '(1),(2),(3),(4),(5),(6),(7)',
    person('Ani', '2021-11-02'),
    'Budi,,,,,,',
    heading,
    person('Cici', '2021-11-02'),
    'JUMLAH,2,,,,,',
    ',,,,,"Jakarta, 30 November 2021",',
    ',,,,,Kepala Dinas,',
    ',,,,,,',
    ',,,,,(Nama Terang),',
  ]
  const { made, findings, passedOver = [] } = await read(rows.join('\n'))
  const { report } = made
  expect(findings.map((finding) => finding.replace(/^(\d+) \d+ /, '$1 '))).toEqual([
    '1 passed_over  row_above',
    '2 passed_over  row_blank',
    '4 passed_over  row_heading',
    expect.stringMatching(/^6 refused /),
    '7 passed_over  row_heading',
    '9 passed_over  row_total',
    '10 passed_over  row_below',
    '12 passed_over  row_blank',
    '13 passed_over  row_below',
  ])
  const countedRows = countRows(report?.expected ?? { added: 0, changed: 0, unchanged: 0, refused: 0 })
  expect(countedRows).toBe(report?.rows)
  expect(countedRows + passedOver.reduce((sum, each) => sum + each.rows, 0) + 1).toBe(rows.length)
})

describe('a workbook', () => {
  const cells = (text: string) => text.split(',').map((value) => ({ text: value }))

  test('is read like a CSV: days as days, and shortened numbers are refused', async () => {
    const nik = nextNik()
    const file = writeWorkbook([
      {
        name: 'Data',
        rows: [
          cells(heading),
          [...cells(`Lembar,${nik},${otherCells}`), { day: '2021-11-02' }],
          [{ text: 'Angka' }, { number: '3.17101130690001E15' }, ...cells(otherCells), { day: '2021-11-02' }],
        ],
      },
    ])
    const { findings, made } = await read(file)
    expect(findings).toEqual(['3 3 refused /nik number_scientific'])
    expect(await applyAndReadDays(made)).toEqual({ Lembar: '2021-11-02' })
  })

  test('asks which sheet is meant, and whether hidden rows count', async () => {
    const sheet = (name: string) => ({
      name,
      rows: [cells(heading), cells(person(name, '2021-11-02'))],
      hiddenRows: [2],
    })
    const askingImport = await validateFile(deps, writeWorkbook([sheet('Oktober'), sheet('November')]))
    expect(askingImport.questions).toMatchObject([{ answer: 'sheet', choices: ['Oktober', 'November'] }])
    await answerImport(deps, importer, request(), askingImport.id, { sheet: 'November' })
    await runImport(deps, { importId: askingImport.id, task: 'validate' })
    expect((await readImportProgress(deps, importer, askingImport.id)).questions).toMatchObject([
      { answer: 'hiddenRows' },
    ])
    await answerImport(deps, importer, request(), askingImport.id, { hiddenRows: 'read' })
    await runImport(deps, { importId: askingImport.id, task: 'validate' })
    expect(Object.keys(await applyAndReadDays(askingImport))).toEqual(['November'])
  })
})
