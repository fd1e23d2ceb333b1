import type { FirstTarget } from '../domain/programme/programme.ts'
import { jakarta } from './areas.ts'

const registeredMembers = { indicator: 'P1', area: jakarta }
const wholeTerm = { from: '2017-10', to: '2022-12' }
const year = (n: number) => ({ from: `${n}-01`, to: `${n}-12` })

/**
 * The published targets. Variants are kept side by side, as quoted. Periods given in years are whole calendar years,
 * except that the first begins with the programme's first month. The agencies' targets do not add up to the
 * programme's.
 */
export const publishedTargets: FirstTarget[] = [
  {
    ...registeredMembers,
    ...wholeTerm,
    value: 200_000,
    basis: 'Janji kampanye dan RPJMD 2017–2022 (Perda 1/2018) sebelum perubahan; metro.tempo.co/read/1645272',
    primary: false,
  },
  {
    ...registeredMembers,
    ...wholeTerm,
    value: 278_971,
    basis:
      'RPJMD 2017–2022 setelah perubahan; menurut pengkritik turun dari 361.518; megapolitan.kompas.com/read/2021/11/12/16541211',
    primary: false,
  },
  {
    ...registeredMembers,
    ...wholeTerm,
    value: 280_000,
    basis: 'Sebagaimana dimuat pers, 15 November 2021; megapolitan.kompas.com/read/2021/11/15/13311781',
    primary: true,
  },
  ...[2018, 2019, 2020, 2021, 2022].map((n) => ({
    ...registeredMembers,
    ...year(n),
    value: 40_000,
    basis: '200.000 dibagi lima tahun; megapolitan.kompas.com/read/2018/09/10/08430881',
    primary: false,
  })),
  {
    ...registeredMembers,
    ...wholeTerm,
    agency: 'PPAPP',
    value: 12_120,
    basis: 'Target Dinas PPAPP sampai 2022; m.beritajakarta.id/read/85332 (7 Desember 2020)',
    primary: true,
  },
  {
    ...registeredMembers,
    ...year(2021),
    agency: 'PPAPP',
    value: 7_480,
    basis: 'Target Dinas PPAPP 2021; desain.beritajakarta.id/read/94892',
    primary: false,
  },
  {
    ...registeredMembers,
    ...year(2022),
    agency: 'PPAPP',
    // As printed, although the 44 mentors' quotas of 60 add up to 2,640.
    value: 2_460,
    basis: 'Target Dinas PPAPP 2022; desain.beritajakarta.id/read/94892',
    primary: false,
  },
  {
    ...registeredMembers,
    ...year(2020),
    agency: 'PPKUKM',
    value: 54_260,
    basis: 'Target Dinas PPKUKM 2020; beritajakarta.id/en/read/37094 (26 Oktober 2020)',
    primary: true,
  },
  {
    ...registeredMembers,
    ...year(2020),
    agency: 'Parekraf',
    value: 1_540,
    basis: 'Target Dinas Parekraf 2020; desain.beritajakarta.id/read/81507 (23 Juli 2020)',
    primary: true,
  },
  {
    ...registeredMembers,
    ...year(2019),
    agency: 'Nakertransgi',
    value: 3_500,
    basis: 'Target Dinas Nakertrans 2019; posberitakota.com (4 April 2019)',
    primary: true,
  },
]
