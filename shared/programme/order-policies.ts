import type { OrderPolicy } from '../domain/programme/programme.ts'

/**
 * How the stages follow each other. Under OK OCE a loan required P1–P6; since Jakpreneur (launched 22 February 2020)
 * only registration is compulsory and the other six are facilities to choose from.
 */
export const orderPolicies: OrderPolicy[] = [
  {
    from: '2017-10-01',
    order: 'strict',
    basis: 'Praktik OK OCE 2017–2019: berurutan (suara.com 23 April 2018; Kompas 9 September 2018)',
  },
  {
    from: '2020-02-22',
    order: 'free',
    basis: 'Pergub 2/2020; hanya pendaftaran yang wajib (Kepala Dinas PPKUKM, Kompas 15 November 2021)',
  },
]
