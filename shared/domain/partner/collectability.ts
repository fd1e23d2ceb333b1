import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import type { PartnerType } from './partner.ts'

/** How well a loan is being repaid, 1 (current) to 5 (lost). */
export type Collectability = 1 | 2 | 3 | 4 | 5

type Scale = {
  /** The most days in arrears for grades 1 to 4. More days are grade 5. */
  upTo: readonly [number, number, number, number]
  basis: string
}

const bankScale: Scale = { upTo: [0, 90, 120, 180], basis: 'POJK 40/POJK.03/2019' }
// POJK 40/2024 has replaced it. We found no source that says whether it changed these days.
const p2pScale: Scale = { upTo: [0, 30, 60, 90], basis: 'POJK 10/2022' }

/**
 * The scale of each type of partner. The same word can mean different things: "macet" is over 180 days at a bank and
 * over 90 at a P2P lender. So grades of different scales are never added up. We found no scale for government funds;
 * the banks' is assumed.
 */
export const scales: Record<PartnerType, Scale> = {
  bank: bankScale,
  sharia_bank: bankScale,
  p2p_lender: p2pScale,
  government: bankScale,
}

export const collectabilityNames: Record<Collectability, Bilingual> = {
  1: { id: 'Lancar', en: 'Current' },
  2: { id: 'Dalam perhatian khusus', en: 'Special mention' },
  3: { id: 'Kurang lancar', en: 'Substandard' },
  4: { id: 'Diragukan', en: 'Doubtful' },
  5: { id: 'Macet', en: 'Loss' },
}

/** The grade of a loan by its days in arrears, on the scale of the partner's type. */
export function gradeDaysLate(type: PartnerType, daysLate: number): Collectability {
  const [current, special, substandard, doubtful] = scales[type].upTo
  if (daysLate <= current) return 1
  if (daysLate <= special) return 2
  if (daysLate <= substandard) return 3
  return daysLate <= doubtful ? 4 : 5
}

/** Whether a grade counts as non-performing (NPL): 3 to 5. */
export const isNonPerforming = (grade: Collectability): boolean => grade >= 3

/** A grade with its name and the source of its scale: a number alone would mislead. */
export const Grading = z
  .object({
    grade: z.int().min(1).max(5),
    name: Bilingual,
    isNonPerforming: z.boolean(),
    basis: z.string().describe('The regulation whose scale this is'),
  })
  .meta({ id: 'Grading' })

export function makeGrading(type: PartnerType, daysLate: number): z.infer<typeof Grading> {
  const grade = gradeDaysLate(type, daysLate)
  const { basis } = scales[type]
  return { grade, name: collectabilityNames[grade], isNonPerforming: isNonPerforming(grade), basis }
}
