import { expect, test } from 'vitest'
import type { ActContext } from '../../../shared/domain/acts/act-context.ts'
import { decideKnownRow, decideNewRow } from '../../../shared/domain/import/decide-row.ts'
import { makeRowText, readRow } from '../../../shared/domain/import/row.ts'
import { makeSheetPlaces } from '../../../shared/domain/import/sheet-place.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import type { Member } from '../../../shared/domain/member/member.ts'
import { plainJakarta } from '../../support/plain-jakarta.ts'

const frame = makeFrame(plainJakarta)
const places = makeSheetPlaces(frame)
const readCells = (cells: Record<string, string>) => readRow(frame, places, new Map(Object.entries(cells)))
const nameProblems = (problems: { code: string; path?: (string | number)[] }[]) =>
  problems.map(({ code, path }) => `${path?.join('/') ?? ''} ${code}`).toSorted()

let entries = 0
const context: ActContext = {
  ...frame,
  openFrom: '2017-10',
  firstMonth: '2017-10',
  now: new Date('2021-11-30T05:00:00.000Z'),
  actor: 'tester',
  source: 'imp_test',
  newEntryId: () => `ent_${++entries}`,
}
const wholeCells = {
  name: 'Sri Wahyuni',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
  P1: '2021-10-20',
}

test('areas and agencies are found by name, in different spellings', () => {
  const { row, problems } = readCells({
    ...{ name: 'Ani', category: 'Naik kelas', agency: 'Dinas  PPKUKM', P1: '2021-10-20' },
    ...{ kelurahan: 'Kel. Kota Bambu Utara', kecamatan: 'Kec. Palmerah', P2: '2021-10-21', 'P2.agency': 'ppapp' },
  })
  expect(problems).toEqual([])
  expect(row).toMatchObject({ area: '31.73.07.1003', agency: 'PPKUKM', category: 'naik_kelas' })
  expect(row.stages[1]).toMatchObject({ stage: 'P2', agency: 'PPAPP' })
})

test('a kecamatan alone is enough, and an unknown name is refused as it was written', () => {
  const { area: _, ...placeless } = wholeCells
  expect(readCells({ ...placeless, kecamatan: 'Kramat Jati' }).row.area).toBe('31.75.04')
  const { row } = readCells({ ...placeless, kelurahan: 'Entah' })
  expect(decideNewRow(context, 'M', row)).toMatchObject({
    kind: 'refused',
    problems: [{ code: 'area_unknown', path: ['area'], params: { area: 'Entah' } }],
  })
})

test('a row names all of its problems at once, by the columns of the file', () => {
  const { row, problems } = readCells({
    ...{ nik: '3.17E+15', phone: '123', birthDate: '44496', gender: 'x', category: 'pemula' },
    ...{ area: '31.71.99', agency: 'Entah', P1: '2022-01-01', P2: '31/02/2021', P4: '2021-11-01', 'P5.number': '7' },
  })
  expect(nameProblems(problems)).toEqual([
    'P2 date_shape',
    'P5 field_missing',
    'P5.evidence field_missing',
    'birthDate date_excel_serial',
    'gender gender_unknown',
    'name field_missing',
    'nik number_scientific',
    'phone phone_shape',
  ])
  const decision = decideNewRow(context, 'M', row)
  expect(decision.kind === 'refused' && nameProblems(decision.problems)).toEqual([
    'P1 date_future',
    'P4.evidence evidence_missing',
    'agency agency_unknown',
    'area area_unknown',
  ])
})

test('a new member attains the stages of the row, by the order policy of each date', () => {
  const strict = { ...wholeCells, P1: '2018-03-01', P2: '2018-03-05' }
  const { row } = readCells({ ...strict, P3: '2018-03-04' })
  const refusedDecision = decideNewRow(context, 'M', row)
  expect(refusedDecision.kind === 'refused' && nameProblems(refusedDecision.problems)).toEqual([
    'P3 stage_prerequisite_later',
  ])
  const addedDecision = decideNewRow(
    context,
    'M',
    readCells({ ...strict, P3: '2018-03-05', P7: '2020-03-01', 'P7.evidence': 'pinjaman' }).row,
  )
  expect(addedDecision).toMatchObject({ kind: 'added', member: { id: 'M' } })
  expect(
    addedDecision.kind === 'added' && addedDecision.entries.map(({ stage, postedIn }) => [stage, postedIn]),
  ).toEqual([
    ['P1', '2018-03'],
    ['P2', '2018-03'],
    ['P3', '2018-03'],
    ['P7', '2020-03'],
  ])
})

test('a stage that is missing because it was refused itself is not named again', () => {
  const { row } = readCells({ ...wholeCells, P1: '2018-03-01', P2: '2017-01-01', P3: '2018-03-04' })
  const decision = decideNewRow(context, 'M', row)
  expect(decision.kind === 'refused' && nameProblems(decision.problems)).toEqual([
    'P2 date_before_programme',
    'P2 stage_prerequisite_later',
  ])
})

function makeMember(cells: Record<string, string>): Member {
  const decision = decideNewRow(context, '7K3M9QXF', readCells(cells).row)
  if (decision.kind !== 'added') throw new Error('The row is in order')
  return decision.member
}

test('a member attains only the stages that the row adds', () => {
  const member = makeMember({ ...wholeCells, nik: '3171015503900001', P2: '2021-10-25' })
  const more = readCells({ ...wholeCells, nik: '3171015503900001', P2: '2021-10-25', P5: '2021-11-05' }).row
  const decision = decideKnownRow(context, member, more)
  expect(decision).toMatchObject({ kind: 'changed' })
  expect(decision.kind === 'changed' && decision.entries.map(({ stage }) => stage)).toEqual(['P5'])
  expect(decideKnownRow(context, member, readCells({ ...wholeCells, nik: '3171015503900001' }).row)).toEqual({
    kind: 'unchanged',
  })
})

test('another date for a held stage is a conflict that names the first date', () => {
  const member = makeMember({ ...wholeCells, P2: '2021-10-25' })
  const decision = decideKnownRow(context, member, readCells({ ...wholeCells, P2: '2021-10-26' }).row)
  expect(decision).toMatchObject({
    kind: 'refused',
    problems: [{ code: 'stage_held', path: ['P2'], params: { happenedOn: '2021-10-25' } }],
  })
})

test('another person under the same NIK does not get the stages', () => {
  const member = makeMember({ ...wholeCells, nik: '3171015503900001', birthDate: '1990-03-15' })
  const other = readCells({ ...wholeCells, name: 'Budi', nik: '3171015503900001', P2: '2021-11-01' }).row
  expect(decideKnownRow(context, member, other)).toMatchObject({
    kind: 'refused',
    problems: [{ code: 'nik_other_name' }],
  })
  const misspelt = readCells({ ...wholeCells, name: 'Sri Wahyuny', birthDate: '15/03/1990', P2: '2021-11-01' }).row
  expect(decideKnownRow(context, member, misspelt).kind).toBe('changed')
  expect(
    decideKnownRow(context, member, readCells({ ...wholeCells, name: 'SRI  WAHYUNI', P2: '2021-11-01' }).row).kind,
  ).toBe('changed')
})

test('rows with the same content are the same row, however they are written', () => {
  const plain = readCells({ ...wholeCells, phone: '081234567890', gender: 'P' }).row
  const other = readCells({
    ...wholeCells,
    P1: '20/10/2021',
    gender: 'Perempuan',
    phone: '+62 812-3456-7890',
    agency: 'Dinas PPKUKM',
  })
  expect(makeRowText(other.row)).toBe(makeRowText(plain))
  expect(makeRowText(readCells({ ...wholeCells, P1: '2021-10-21' }).row)).not.toBe(makeRowText(plain))
})
