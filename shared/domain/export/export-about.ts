import type { Frame } from '../ledger/frame.ts'
import type { Export } from './export.ts'
import type { About } from './sheet.ts'

type ExportFacts = Pick<Export, 'id' | 'filter' | 'revealed' | 'reason' | 'createdBy' | 'asOf' | 'places'> & {
  rows: number
}

/** What an export's file says about itself: how many rows, which members, as of when, for whom and why. */
export const describeExport = (frame: Frame, { places = [], ...facts }: ExportFacts): About => [
  ['Isi', `Anggota ${frame.programme.name.id}`],
  ['Saringan', filterText(frame, facts.filter)],
  ['Tidak termasuk', 'anggota yang pemrosesan datanya dibatasi'],
  ['Wewenang', places.map(({ area, agency = '' }) => `${area} ${agency}`.trim()).join('; ')],
  ['Jumlah baris', String(facts.rows)],
  ['Data per', facts.asOf === undefined ? '' : localTime(new Date(facts.asOf), frame.programme.zone)],
  ['Nomor pengenal', facts.revealed ? 'lengkap' : 'disamarkan'],
  ['Ekspor', facts.id],
  ['Diminta oleh', facts.createdBy],
  ['Alasan', facts.reason],
]

function filterText({ areas }: Frame, { area, agency, attained, lacking, category, status }: Export['filter']): string {
  const parts = [
    area !== undefined && `wilayah ${area} ${areas.find(area)?.name ?? ''}`.trim(),
    agency !== undefined && `perangkat daerah ${agency}`,
    attained !== undefined && attained.length > 0 && `memiliki ${attained.join(', ')}`,
    lacking !== undefined && lacking.length > 0 && `tanpa ${lacking.join(', ')}`,
    category !== undefined && `kategori ${category}`,
    status !== undefined && `status ${status}`,
  ].filter((part) => part !== false)
  return parts.length > 0 ? parts.join('; ') : 'semua'
}

/** `2021-11-30 12:00 (Asia/Jakarta)` */
const localTime = (at: Date, zone: string): string =>
  `${at.toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })} (${zone})`
