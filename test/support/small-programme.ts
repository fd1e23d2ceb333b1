import type { Programme } from '../../shared/domain/programme/programme.ts'

/**
 * A programme of another city that has nothing in common with Jakarta's: three stages, other codes and keys, a zone
 * with summer time, an order that changes from free to strict, and areas two levels deep, some of whose codes begin
 * the same.
 */
export const smallProgramme: Programme = {
  code: 'open-shop',
  name: { id: 'Buka Toko', en: 'Open Shop' },
  zone: 'America/New_York',
  firstMonth: '2023-03',
  stages: [
    {
      code: 'apply',
      key: 'a',
      name: { id: 'Melamar', en: 'Application' },
      evidence: [{ code: 'letter', name: { id: 'Surat', en: 'Letter' }, attains: true }],
      evidenceRequired: false,
    },
    { code: 'learn', key: 'l', name: { id: 'Belajar', en: 'Course' }, evidence: [], evidenceRequired: false },
    {
      code: 'open',
      key: 'o',
      name: { id: 'Membuka toko', en: 'Opening' },
      evidence: [
        { code: 'lease', name: { id: 'Sewa', en: 'Lease' }, attains: true },
        { code: 'sign', name: { id: 'Papan nama', en: 'Shop sign' }, attains: false },
      ],
      evidenceRequired: true,
    },
  ],
  orderPolicies: [
    { from: '2023-03-01', order: 'free', basis: 'Pilot' },
    { from: '2024-07-01', order: 'strict', basis: 'Ordinance 12' },
  ],
  indicators: [
    {
      code: 'shops',
      counts: 'open',
      name: { id: 'Toko', en: 'Shops' },
      definition: { id: 'Peserta yang membuka toko.', en: 'Participants who opened a shop.' },
      unit: { id: 'toko', en: 'shops' },
      legalBasis: { id: 'Ordinansi 12', en: 'Ordinance 12' },
      official: true,
    },
    {
      code: 'graduates',
      counts: 'ALL',
      name: { id: 'Lulusan', en: 'Graduates' },
      definition: { id: 'Peserta dengan ketiga tahap.', en: 'Participants who hold all three stages.' },
      unit: { id: 'orang', en: 'people' },
      legalBasis: { id: 'Tidak ada', en: 'None' },
      official: false,
    },
  ],
  agencies: [
    { code: 'trade', key: 't', name: 'Department of Trade' },
    { code: 'library', key: 'l', name: 'Public Library' },
  ],
  categories: [
    { code: 'new', key: 'N', name: { id: 'Baru', en: 'New' } },
    { code: 'moved', key: 'M', name: { id: 'Pindahan', en: 'Moved' } },
    { code: 'heir', key: 'H', name: { id: 'Penerus', en: 'Heir' } },
  ],
  reasons: [
    { code: 'mistake', name: { id: 'Kekeliruan', en: 'Mistake' } },
    { code: 'fraud', name: { id: 'Penipuan', en: 'Fraud' } },
  ],
  selfRegistration: {
    counts: 'at_once',
    agency: 'library',
    ask: { id: 'perpustakaan', en: 'the library' },
  },
  publication: {
    title: { id: 'Buka Toko per bulan', en: 'Open Shop by month' },
    concept: { id: 'Peserta menurut tahap.', en: 'Participants by stage.' },
    producer: { id: 'Balai kota', en: 'City hall' },
    custodian: { id: 'Kantor statistik', en: 'Office of statistics' },
    frequency: { id: 'Bulanan', en: 'Monthly' },
    codes: { id: 'Kode kota', en: "The city's codes" },
    licence: { id: 'CC BY 4.0', en: 'CC BY 4.0' },
    areaLevels: [
      { id: 'Wilayah', en: 'Quarter' },
      { id: 'Jalan', en: 'Street' },
    ],
  },
  targets: [],
  areasNotice: 'Made up for tests.',
  areas: [
    ['HV', 'Harbourville'],
    ['HV.N', 'North End'],
    ['HV.N.1', 'Mill Yard'],
    ['HV.N.10', 'Quayside'],
    ['HV.N.2b', 'Lamp Row'],
    ['HV.NE', 'North-East End'],
    ['HV.NE.1', 'Rope Walk'],
  ],
}
