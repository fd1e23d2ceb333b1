import { expect, test } from 'vitest'
import { entriesView } from '../../../functions/desk/figures/entries-view.ts'
import { newForm } from '../../../functions/desk/form/form-state.ts'
import { columnsView } from '../../../functions/desk/imports/columns-view.ts'
import { listMissingFields } from '../../../functions/desk/imports/guess-fields.ts'
import { deskWording } from '../../../functions/desk/layout/wording.ts'
import { parkedView } from '../../../functions/desk/loans/loans-view.ts'
import { makeFieldHeadings } from '../../../shared/domain/import/field-headings.ts'
import { ImportMapping } from '../../../shared/domain/import/mapping.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { readPage } from '../../support/test-desk.ts'

const id = deskWording('id')
const frame = makeFrame(fewAreas)

test('a parked loan is shown with the name of its partner', () => {
  const why = { reason: 'member_unknown', since: '2021-11-20T00:00:00.000Z' } as const
  const loan = { id: 'lon_1', partner: 'bank-contoh', number: 'L-1', member: '31************12', days: 0, ...why }
  const namePartner = (code: string) => (code === 'bank-contoh' ? 'Bank Contoh' : code)
  const { content } = parkedView(id, frame, { items: [loan], next: undefined, namePartner })
  expect(readPage(content.markup)).toContain('L-1 Bank Contoh')
})

test('the page that matches columns names the required fields without a column', () => {
  const headings = ['Nama Lengkap', 'NIK', 'Kelurahan']
  const missing = listMissingFields(makeFieldHeadings(jakpreneur), ImportMapping.parse({}), headings)
  expect(missing).toEqual([['category'], ['agency']])
  const noPlace = listMissingFields(makeFieldHeadings(jakpreneur), ImportMapping.parse({}), [
    'Nama',
    'Kategori',
    'Dinas',
  ])
  expect(noPlace).toContainEqual(['area', 'kelurahan', 'kecamatan'])
})

test.each([
  ['next', 'Jumlah sampai di sini: 7.'],
  [undefined, 'Jumlah seluruhnya: 7.'],
])('an empty page of entries keeps its table and the sum of the pages before it', (next, sum) => {
  const query = { month: '2021-11', span: 'cumulative', part: 'counted', area: '31', stage: 'P7' } as const
  const { content } = entriesView(id, frame, { items: [], isFirst: false, sum: 7, query, next })
  expect(content.markup).toContain('<tbody></tbody>')
  expect(readPage(content.markup)).toContain(sum)
})

test.each(['3171015505901234', '３１７１０１５５０５９０１２３４'])(
  'an example such as %s is shown without most of its digits',
  (nik) => {
    const uploaded = { fields: ['nik'], headings: ['NIK'], examples: [[nik]], missing: [] }
    const { content } = columnsView(id, frame, 'imp_1', uploaded, newForm())
    expect(content.markup).toContain(`${nik.slice(0, 4)}…`)
    expect(content.markup).not.toContain(nik.slice(0, 6))
  },
)
