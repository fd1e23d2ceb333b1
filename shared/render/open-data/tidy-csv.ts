import type { Bilingual } from '../../domain/bilingual.ts'
import { dimensions } from '../../domain/ledger/breakdown-dimensions.ts'
import { listObservations, listUsedDimensions, readPartCode, total } from '../../domain/report/observation.ts'
import type { Report } from '../../domain/report/report.ts'
import { writeCsv } from '../csv.ts'

type TidyColumn = { name: string; type: 'string' | 'integer' | 'gYearMonth' } & Bilingual

const placeColumns: TidyColumn[] = [
  { name: 'period', type: 'gYearMonth', id: 'Bulan (ISO 8601)', en: 'Month (ISO 8601)' },
  { name: 'area', type: 'string', id: 'Kode wilayah (Kemendagri)', en: 'Area code (Kemendagri)' },
  { name: 'area_name', type: 'string', id: 'Nama wilayah', en: 'Name of the area' },
]

const countColumns: TidyColumn[] = [
  { name: 'stage', type: 'string', id: 'Tahap; ALL: semua tahap', en: 'Stage; ALL: every stage' },
  {
    name: 'members',
    type: 'integer',
    id: 'Anggota yang mencapai tahap ini sampai akhir bulan; kosong: disembunyikan',
    en: 'Members who attained the stage by the end of the month; empty: hidden',
  },
  {
    name: 'status',
    type: 'string',
    id: 'shown: angka bulan ini; earlier: masih angka bulan as_of; hidden: disembunyikan karena kelompok kecil, atau dapat membuka kelompok kecil',
    en: 'shown: of this month; earlier: still the number of the month as_of; hidden: a small group, or one that would give it away',
  },
  {
    name: 'as_of',
    type: 'gYearMonth',
    id: 'Bulan yang angkanya masih ditampilkan',
    en: 'The earlier month whose number is still shown',
  },
  { name: 'issue', type: 'integer', id: 'Nomor terbitan bulan itu', en: 'Number of the month’s issue' },
  {
    name: 'reading',
    type: 'string',
    id: 'as_posted: sebagaimana dibukukan; restated: disajikan kembali',
    en: 'as_posted: as the month was closed; restated: with what was posted later',
  },
]

/** The columns of the file of all months: what each holds, and its type in CSVW. */
export const tidyColumns = (reports: Report[]): TidyColumn[] => [
  ...placeColumns,
  ...listUsedDimensions(reports).map((dimension): TidyColumn => {
    const { id, en } = dimensions[dimension].name
    return { name: dimension, type: 'string', id: `${id}; ${total}: semua`, en: `${en}; ${total}: all` }
  }),
  ...countColumns,
]

/** Every published count of members in these months, one per row, from the latest issue of each month. */
export function tidyCsv(reports: Report[]): string {
  const used = listUsedDimensions(reports)
  return writeCsv([
    tidyColumns(reports).map(({ name }) => name),
    ...reports.flatMap((report) =>
      listObservations(report).map((each) => [
        each.month,
        each.area,
        each.areaName,
        ...used.map((dimension) => readPartCode(each, dimension)),
        each.stage,
        each.members,
        each.status,
        each.asOf ?? null,
        report.number,
        report.reading,
      ]),
    ),
  ])
}
