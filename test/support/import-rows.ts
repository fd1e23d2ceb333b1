import { computeFigures } from '../../shared/usecases/figures/figures.ts'
import type { TestDeps } from './test-deps.ts'

export const heading = 'name,nik,phone,birthDate,gender,category,area,agency,P1,P2,P4,P4.evidence'
export const sri =
  'Sri Wahyuni,3171015503900001,081200000001,1990-03-15,P,pemula,31.71.01.1001,PPKUKM,2021-10-20,2021-11-02,,'
export const budi =
  '"Budi, S.",3171011503900002,,15/03/1990,L,naik_kelas,31.72.01.1001,PPAPP,2021-11-01,,2021-11-05,nib'
export const tono = 'Tono,,,,,pemula,31.72.01,PPKUKM,1 November 2021,2021-11-20,,'
/** A row with a NIK and a day that a spreadsheet has damaged, in an unknown area. */
export const broken = 'Ani,3.17101E+15,081200000001,44496,P,pemula,31.71.99,PPKUKM,2021-11-20,,,'
/** A file with these rows. */
export const file = (...rows: string[]) => [heading, ...rows].join('\n')

/** How many members hold each stage in November 2021. */
export const cumulative = async (deps: TestDeps) =>
  (await computeFigures(deps, { month: '2021-11', area: '31', reading: 'as_posted' })).stages
    .filter(({ cumulative: n }) => n > 0)
    .map(({ stage, cumulative: n }) => `${stage} ${n}`)
    .join(' ')
