import type { Publication } from '../domain/programme.ts'

/**
 * What the published data say of themselves, as Perpres 39/2019 (Satu Data Indonesia) asks: who makes and who keeps them,
 * what is counted, with which codes. Dinas PPKUKM coordinates the programme; the city's walidata is Diskominfotik.
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
  licence: { id: 'Creative Commons Atribusi 4.0 (CC BY 4.0)', en: 'Creative Commons Attribution 4.0 (CC BY 4.0)' },
  areaLevels: [
    { id: 'Kota/kabupaten', en: 'City or regency' },
    { id: 'Kecamatan', en: 'District (kecamatan)' },
    { id: 'Kelurahan', en: 'Ward (kelurahan)' },
  ],
}
