import type { Programme } from '../domain/programme/programme.ts'
import { agencies } from './agencies.ts'
import { areas, areasNotice } from './areas.ts'
import { financing } from './financing.ts'
import { headlines, indicators } from './indicators.ts'
import { orderPolicies } from './order-policies.ts'
import { publication } from './publication.ts'
import { publishedTargets } from './published-targets.ts'
import { referralTerms } from './referral-terms.ts'
import { stages } from './stages.ts'

/**
 * Jakarta's entrepreneurship programme: by law PKT (Pergub 2/2020, before it Pergub 102/2018 and Ingub 152/2017),
 * by brand OK OCE until February 2020 and Jakpreneur since.
 */
export const jakpreneur: Programme = {
  code: 'jakpreneur',
  name: {
    id: 'Jakpreneur (Pengembangan Kewirausahaan Terpadu)',
    en: 'Jakpreneur (integrated entrepreneurship development)',
  },
  zone: 'Asia/Jakarta',
  // The first published figure (4,230 on 22 January 2018) is a running total, so people registered in 2017. No entry
  // can be older than the term of office that the programme served, which began on 16 October 2017.
  firstMonth: '2017-10',
  stages,
  orderPolicies,
  financing,
  indicators,
  headlines,
  agencies,
  // People who want to start a business, and people who already ran one when they joined.
  categories: [
    { code: 'pemula', key: 'p', name: { id: 'Pemula', en: 'Beginner' } },
    { code: 'naik_kelas', key: 'n', name: { id: 'Naik kelas', en: 'Growing business' } },
  ],
  reasons: [
    { code: 'duplicate_registration', name: { id: 'Terdaftar ganda', en: 'Registered twice' } },
    { code: 'wrong_person', name: { id: 'Salah orang', en: 'Wrong person' } },
    { code: 'wrong_date', name: { id: 'Salah tanggal', en: 'Wrong date' } },
    {
      code: 'not_entitled',
      name: { id: 'Tidak berhak atau bukti tidak sah', en: 'Not entitled, or evidence invalid' },
    },
    { code: 'loan_withdrawn', name: { id: 'Pinjaman batal', en: 'Loan withdrawn' } },
    { code: 'data_entry_mistake', name: { id: 'Salah entri data', en: 'Data-entry mistake' } },
    { code: 'other', name: { id: 'Lainnya', en: 'Other' } },
  ],
  // Figures are reported against targets, so nobody counts before being seen by an officer.
  selfRegistration: {
    counts: 'when_verified',
    agency: 'PPKUKM',
    ask: { id: 'petugas kecamatan atau Dinas PPKUKM', en: 'the office of the kecamatan or Dinas PPKUKM' },
  },
  publication,
  referral: referralTerms,
  areas,
  areasNotice,
  targets: publishedTargets,
}
