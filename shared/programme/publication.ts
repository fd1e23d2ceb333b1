import type { Publication } from '../domain/programme/programme.ts'
import { tiles } from './tiles.ts'

/**
 * The metadata of the published data. Perpres 39/2019 (Satu Data Indonesia) asks for producer, custodian, concept and
 * codes. The head of Dinas PPKUKM speaks for the programme (megapolitan.kompas.com/read/2021/11/15/12031841), and
 * Diskominfotik runs the city's open data portal (desain.beritajakarta.id/read/42878). We found no source that names
 * these two as producer and custodian of this data, or its licence. The operator sets them here before the first issue,
 * which keeps them.
 */
export const publication: Publication = {
  title: {
    id: 'Capaian bulanan Jakpreneur menurut tahap',
    en: 'Monthly attainment of Jakpreneur by stage',
  },
  concept: {
    id: 'Anggota program kewirausahaan terpadu (PKT) yang telah mencapai tahap P1 sampai P7 pada akhir bulan.',
    en: 'Members of the integrated entrepreneurship programme (PKT) who have attained stages P1 to P7 by the end of the month.',
  },
  producer: {
    id: 'Dinas PPKUKM Provinsi DKI Jakarta',
    en: 'Dinas PPKUKM, Province of DKI Jakarta',
  },
  custodian: {
    id: 'Dinas Komunikasi, Informatika dan Statistik Provinsi DKI Jakarta',
    en: 'Dinas Komunikasi, Informatika dan Statistik, Province of DKI Jakarta',
  },
  frequency: { id: 'Bulanan', en: 'Monthly' },
  codes: { id: 'Kode wilayah Kemendagri', en: 'Area codes of the Ministry of Home Affairs (Kemendagri)' },
  licence: { id: 'belum ditetapkan penyelenggara', en: 'not yet set by the operator' },
  areaLevels: [
    { id: 'Kota/kabupaten', en: 'City or regency' },
    { id: 'Kecamatan', en: 'District (kecamatan)' },
    { id: 'Kelurahan', en: 'Ward (kelurahan)' },
  ],
  tiles,
}
