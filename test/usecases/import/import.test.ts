import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { rejectedCsv } from '../../../shared/render/rejected-csv.ts'
import { listDuplicates } from '../../../shared/usecases/duplicates/review.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { makeRejectedFile, readImportFindings, readImportResults } from '../../../shared/usecases/import/results.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { mergeMembers } from '../../../shared/usecases/members/merges.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { applyImport, importDeps, importer, importFile, validateFile } from '../../support/import-file.ts'
import { broken, budi, cumulative, file, heading, sri, tono } from '../../support/import-rows.ts'
import { recountAll } from '../../support/ledger-state.ts'
import { matchState } from '../../support/match-state.ts'
import { parseCsv } from '../../support/parse-csv.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { tableContents } from '../../support/table-contents.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

/** The items of the table, apart from those of imports and of requests for them. */
const ledgerOf = async (deps: TestDeps) =>
  (await tableContents(deps.tableName)).filter(({ pk }) => !/^(IMPORT|ONCE)/.test(String(pk)))

test('validating writes only the import, with problems by line and the figures that would follow', async () => {
  const deps = await importDeps()
  const before = await ledgerOf(deps)
  const importResult = await validateFile(deps, file(sri, budi, broken, tono))
  expect(await ledgerOf(deps)).toEqual(before)
  expect(importResult).toMatchObject({
    status: 'validated',
    report: { rows: 4, expected: { added: 3, changed: 0, unchanged: 0, refused: 1 } },
    parts: [
      { part: '31.71.01', rows: 1 },
      { part: '31.72.01', rows: 2 },
    ],
  })
  expect(importResult.report?.figures.slice(0, 2)).toEqual([
    { stage: 'P1', now: 0, after: 3 },
    { stage: 'P2', now: 0, after: 2 },
  ])
  expect(importResult.report?.months).toEqual([
    { month: '2021-10', stages: { P1: 1 }, late: {} },
    { month: '2021-11', stages: { P4: 1, P1: 2, P2: 2 }, late: {} },
  ])
  const { items } = await readImportFindings(deps, importer, importResult.id, 0)
  expect(
    items.map(({ line, problems, warnings }) => [
      line,
      ...[...problems, ...warnings].map(({ path, code }) => `${path} ${code}`),
    ]),
  ).toEqual([
    [4, '/nik number_scientific', '/birthDate date_excel_serial', '/area area_unknown'],
    [5, '/nik member_provisional'],
  ])
  expect(JSON.stringify(items)).not.toMatch(/Ani|0812/)
})

test('a row whose phone a member has is added as a probable duplicate, and so is one whose phone another row has', async () => {
  const deps = await importDeps()
  await importFile(deps, file(sri))
  const namesake = 'Tini,3171015503900003,081200000001,1991-03-15,P,pemula,31.71.01.1001,PPKUKM,2021-10-20,,,'
  const other = 'Wati,3171015503900004,081200000002,1992-03-15,P,pemula,31.71.01.1001,PPKUKM,2021-10-20,,,'
  const twin = 'Yuni,3171015503900005,081200000002,1993-03-15,P,pemula,31.71.01.1001,PPKUKM,2021-10-20,,,'
  expect(await importFile(deps, file(other, namesake, twin))).toMatchObject({ outcome: { added: 3, refused: 0 } })
  const { items } = await listDuplicates(deps, importer, { area: '31' }, { limit: 10 })
  expect(items.map(({ reasons }) => reasons)).toEqual([['same_phone'], ['same_phone']])
  expect(await recountAll(deps)).toEqual([])
})

test('marks name every member who has them, whether held by a member, a merged or an erased one, or another import', async () => {
  const deps = await importDeps()
  const person = (serial: number, phone: number) =>
    `Ibu ${'ABCDEFGHIJ'[serial]},31710155039010${String(serial).padStart(2, '0')},08120000001${phone},1990-03-15,P,pemula,31.71.01.1001,PPKUKM,2021-10-20,,,`
  const first = await importFile(deps, file(person(0, 0), person(1, 1), person(2, 2)))
  const { items } = await readImportResults(deps, importer, first.id, { direction: 'APPLY' })
  const [keptId = '', mergedId = '', erasedId = ''] = items.map(({ memberId }) => memberId)
  await mergeMembers(deps, importer, request(), { from: mergedId, into: keptId, reason: 'other' })
  await eraseMember(deps, importer, request(), erasedId)
  const importResult = await Promise.all([
    validateFile(deps, file(person(3, 0), person(4, 1), person(5, 5))),
    validateFile(deps, file(person(6, 2), person(7, 5), person(8, 8))),
  ])
  const appliedImports = await Promise.all(importResult.map((each) => applyImport(deps, each)))
  expect(appliedImports.map(({ outcome }) => outcome)).toMatchObject([
    { added: 3, refused: 0 },
    { added: 3, refused: 0 },
  ])
  const { stored, counted } = await matchState(deps)
  expect(stored).toEqual(counted)
  const pairs = await listDuplicates(deps, importer, { area: '31' }, { limit: 10 })
  expect(pairs.items.map(({ reasons }) => reasons)).toEqual([['same_phone'], ['same_phone'], ['same_phone']])
  expect(await recountAll(deps)).toEqual([])
})

test('applying posts each row with its true dates, and the result names member and entries', async () => {
  const deps = await importDeps()
  const importResult = await importFile(deps, file(sri, budi, broken, tono))
  expect(importResult).toMatchObject({ status: 'applied', outcome: { added: 3, refused: 0 }, done: { added: 3 } })
  expect(await cumulative(deps)).toBe('P1 3 P2 2 P4 1')
  expect(await recountAll(deps)).toEqual([])
  const results = []
  let page = await readImportResults(deps, importer, importResult.id, { direction: 'APPLY' })
  results.push(...page.items)
  while (page.next) {
    page = await readImportResults(deps, importer, importResult.id, { from: page.next, direction: 'APPLY' })
    results.push(...page.items)
  }
  expect(results.map(({ line, outcome, entryIds }) => [line, outcome, entryIds?.length]).toSorted()).toEqual([
    [2, 'added', 2],
    [3, 'added', 2],
    [5, 'added', 2],
  ])
  const member = await deps.members.get(results.find(({ line }) => line === 3)?.memberId ?? '')
  expect(member).toMatchObject({
    person: { name: 'Budi, S.', nik: '3171011503900002', birthDate: '1990-03-15' },
    area: '31.72.01.1001',
    evidence: { P4: { kind: 'nib' } },
  })
  const { items } = await deps.entries.ofMember(member?.id ?? '', { limit: 10 })
  expect(items.map(({ source, actor }) => [source, actor])).toEqual(Array(2).fill([importResult.id, importer.subject]))
})

test('the same file again, and the same row in another form, change nothing', async () => {
  const deps = await importDeps()
  const first = await importFile(deps, file(sri, budi, tono))
  const before = await ledgerOf(deps)
  const again = await importFile(deps, file(sri, budi, tono))
  expect(again).toMatchObject({ sameFileAs: first.id, report: { expected: { unchanged: 3, added: 0 } }, parts: [] })
  const other =
    'agency;P2;P1;area;category;gender;birthDate;phone;nik;name\nDinas PPKUKM;2/11/2021;20/10/2021;31.71.01.1001;Pemula;Perempuan;15-3-1990;+62 812 0000 0001;3171015503900001;Sri Wahyuni\n'
  expect((await importFile(deps, other)).report?.expected).toMatchObject({ unchanged: 1, added: 0, changed: 0 })
  expect(await ledgerOf(deps)).toEqual(before)
})

test('a repeated row counts once; a second, different row of one NIK is refused, and so is a row without a NIK', async () => {
  const deps = await importDeps()
  const importResult = await importFile(deps, file(sri, sri, sri.replace('2021-11-02', '2021-11-03'), tono, tono))
  expect(importResult.report?.expected).toEqual({ added: 2, changed: 0, unchanged: 1, refused: 2 })
  expect(importResult.report?.problems).toEqual([
    { code: 'row_namesake', rows: 1 },
    { code: 'row_nik_twice', rows: 1 },
  ])
  expect(await cumulative(deps)).toBe('P1 2 P2 2')
})

test('probable twins get a hint and are not refused', async () => {
  const deps = await importDeps()
  const twin =
    '"Hj. SRI WAHYUNI, S.E.",3171015503900009,0812 0000 0001,1990-03-15,P,pemula,31.71.02.1001,PPKUKM,2021-11-20,,,'
  const importResult = await importFile(deps, file(sri, twin))
  expect(importResult.outcome).toMatchObject({ added: 2, refused: 0 })
  expect(importResult.report?.warnings).toEqual([
    { code: 'row_twin_person', rows: 1 },
    { code: 'row_twin_phone', rows: 1 },
  ])
})

test('next month’s file of the same people adds what is new and keeps the rest', async () => {
  const deps = await importDeps()
  await importFile(deps, file(sri, budi))
  const importResult = await importFile(deps, file(sri.replace(',,', ',2021-11-25,iumk'), budi))
  expect(importResult.report?.expected).toEqual({ added: 0, changed: 1, unchanged: 1, refused: 0 })
  expect(importResult.outcome).toMatchObject({ changed: 1 })
  expect(await cumulative(deps)).toBe('P1 2 P2 1 P4 2')
  expect(await recountAll(deps)).toEqual([])
})

test('a member whom somebody else registered meanwhile is found when the row is applied', async () => {
  const deps = await importDeps()
  const importResult = await validateFile(deps, file(sri, budi))
  const person = { name: 'Sri Wahyuni', nik: '3171015503900001' }
  const place = { area: '31.71.01.1001', agency: 'PPKUKM' }
  const input = { person, gender: 'female', category: 'pemula', ...place, registeredOn: '2021-10-20' } as const
  const { answer } = await registerMember(deps, importer, request(), input)
  expect((await applyImport(deps, importResult)).done).toEqual({ added: 1, changed: 1, unchanged: 0, refused: 0 })
  const { items } = await readImportResults(deps, importer, importResult.id, { direction: 'APPLY' })
  expect(items).toMatchObject([{ line: 2, outcome: 'changed', memberId: answer.memberId }])
  expect(await cumulative(deps)).toBe('P1 2 P2 1 P4 1')
  expect(await recountAll(deps)).toEqual([])
})

test('rows of closed months are announced as late, and count in the open month', async () => {
  const deps = await importDeps()
  await closeMonths(deps, 'schedule')
  const importResult = await validateFile(deps, file(sri, tono))
  expect(importResult.report?.months).toEqual([{ month: '2021-11', stages: { P1: 2, P2: 2 }, late: { P1: 1 } }])
  await applyImport(deps, importResult)
  const { stages } = await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })
  expect(stages[0]?.inMonth).toMatchObject({ attained: 1, late: 1, net: 2 })
  expect(await recountAll(deps)).toEqual([])
})

test('refused rows can be downloaded as a file with their problems, corrected and imported', async () => {
  const deps = await importDeps()
  const importResult = await validateFile(
    deps,
    file(sri, broken.replace('Ani', '"Ani ""A"", S."'), '=SUM(A1),,"+62812,5",,,pemula,31.72.01,PPKUKM,2021-11-01,,,'),
  )
  const { url, rows } = await makeRejectedFile(deps, importer, importResult.id, rejectedCsv)
  expect(rows).toBe(2)
  const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(await (await fetch(url)).arrayBuffer())
  const [titles, ani, formula] = parseCsv(text)
  expect(titles).toEqual([...heading.split(','), 'line', 'masalah', 'problems'])
  expect(ani?.slice(0, 3)).toEqual(['Ani "A", S.', '3.17101E+15', '081200000001'])
  expect(ani?.[12]).toBe('3')
  expect(ani?.[14]).toContain('birthDate: This is a day number of Excel')
  expect(ani?.[13]).toContain('birthDate: Ini nomor hari Excel')
  expect(formula?.[0]).toBe("'=SUM(A1)")
  const mendedText = text
    .replace('3.17101E+15', '3171015503900003')
    .replace('44496', '1990-03-15')
    .replace('31.71.99', '31.71.01')
    .replace("'=SUM(A1)", 'Tini')
    .replace('"\'+62812,5"', "'+62812345678")
  expect((await importFile(deps, mendedText)).outcome).toMatchObject({ added: 2, refused: 0 })
})

test('problems name the headings of the file', async () => {
  const deps = await importDeps()
  const columns = { 'Tgl Lahir': 'birthDate', 'Tgl Daftar': 'P1' }
  const text = 'name,Tgl Lahir,Tgl Daftar,category,area,agency\nAni,44496,kemarin,pemula,31.71.01,PPKUKM'
  const importResult = await validateFile(deps, text, { mapping: { columns, defaults: {} } })
  const [, row] = parseCsv(
    await (await fetch((await makeRejectedFile(deps, importer, importResult.id, rejectedCsv)).url)).text(),
  )
  expect(row?.at(-1)).toMatch(/^Tgl Lahir: .*\nTgl Daftar: Not a date/)
})

test.each<[string, string | Uint8Array, string[]]>([
  ['nothing', '', ['import_empty']],
  ['only headings', heading, ['import_empty']],
  ['no headings', `${sri}\n${budi}`, ['import_column_unknown', 'import_field_missing']],
  ['gzip that ends half-way', gzipSync(file(sri)).subarray(0, 100), ['import_gzip_broken']],
  ['an image', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ['import_workbook_kind']],
])('a file of %s is refused as a whole, with a sentence', async (_, content, codes) => {
  const deps = await importDeps()
  const importResult = await validateFile(deps, content)
  expect(importResult.status).toBe('refused')
  expect([...new Set(importResult.problems.map(({ code }) => code))]).toEqual(codes)
  expect(importResult.problems.every(({ message }) => message.id !== '' && message.en !== '')).toBe(true)
  expect(await refusalOf(applyImport(deps, importResult))).toEqual(['import_status'])
})

test('a file whose NIKs all end in 0 is refused as rounded by a spreadsheet', async () => {
  const deps = await importDeps()
  const rows = Array.from({ length: 20 }, (_, i) =>
    sri.replace('3171015503900001', `31710155039${String(i + 1).padStart(4, '0')}0`),
  )
  expect((await validateFile(deps, file(...rows))).problems).toMatchObject([{ code: 'import_niks_rounded' }])
})

test.each([
  ['a byte order mark', `\ufeff${file(sri)}`],
  ['semicolons', file(sri).replaceAll(',', ';')],
  ['gzip around it', gzipSync(file(sri))],
  ['line breaks of Windows and empty lines', `${file(sri, '')}\n\n`.replaceAll('\n', '\r\n')],
])('a file with %s is read', async (_, content) => {
  const deps = await importDeps()
  expect((await importFile(deps, content)).outcome).toMatchObject({ added: 1 })
})

test('a row that is too long is refused, because its cells are under wrong headings', async () => {
  const deps = await importDeps()
  const importResult = await validateFile(deps, file(sri, sri.replace('Sri Wahyuni', 'Sri, Wahyuni')))
  expect(importResult.report?.problems).toContainEqual({ code: 'row_columns', rows: 1 })
})

test('erasing a person empties the person’s rows in kept files, and later files restore nothing', async () => {
  const deps = await importDeps()
  const misspelt = sri.replace('2021-10-20', '44496')
  const importResult = await importFile(deps, file(budi, sri))
  const refusedImport = await validateFile(deps, file(budi, misspelt))
  const waitingImport = await validateFile(deps, file(sri.replace('2021-11-02', ''), tono))
  const { items } = await readImportResults(deps, importer, importResult.id, { direction: 'APPLY' })
  await eraseMember(deps, importer, request(), items[0]?.memberId ?? '')
  for (const { id } of [importResult, refusedImport, waitingImport])
    for (const key of ['parts/31.71.01', 'parts/31.72.01', 'findings/0000']) {
      const text = (await deps.intake.lines(`imports/${id}/${key}.ndjson.gz`)).join('\n')
      expect(text, `${id} ${key}`).not.toMatch(/Sri Wahyuni|3171015503900001|81200000001/)
    }
  expect((await applyImport(deps, waitingImport)).done).toMatchObject({ added: 1, changed: 0, refused: 1 })
  const later = await validateFile(deps, file(sri.replace('2021-11-02', '')))
  expect(later.report?.expected).toMatchObject({ added: 1, refused: 0 })
  expect((await deps.intake.lines(`imports/${later.id}/parts/31.71.01.ndjson.gz`)).join()).not.toMatch(
    /Sri|3171015503900001/,
  )
  expect((await applyImport(deps, later)).outcome).toMatchObject({ added: 0, refused: 1 })
})
