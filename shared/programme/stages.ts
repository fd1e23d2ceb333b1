import type { Stage } from '../domain/programme/programme.ts'
import list from './stages.data.json' with { type: 'json' }

/**
 * The seven stages ("7 PAS"), made the standard by Pergub 102/2018 and kept by Pergub 2/2020.
 *
 * Kinds of evidence follow what officials and reports name; no list of codes was published. For P4 these are IUMK and
 * SKU until PP 5/2021 and PP 7/2021, and since then NIB with a standard certificate or permit according to risk. PIRT,
 * halal and HAKI are also served under P4, but do not permit a business. For P7, a recommendation to a lender is not a
 * loan: Jakarta Barat reported recommendations as P7 in 2018.
 */
export const stages: Stage[] = list
