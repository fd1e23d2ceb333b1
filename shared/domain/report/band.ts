import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import type { Percentage } from '../values/percentage.ts'

export const Band = z
  .object({ code: z.enum(['very_good', 'good', 'fair', 'poor', 'very_poor']), name: Bilingual })
  .meta({ id: 'Band', description: 'How an attainment is usually called in Indonesian performance reports' })
export type Band = z.infer<typeof Band>

/**
 * The usual bands of Indonesian performance reports (LKjIP): from 91, 76, 66 and 51 percent. They are printed for whole
 * numbers; what lies between two of them counts as the lower.
 */
const bands: { from: number; band: Band }[] = [
  { from: 91, band: { code: 'very_good', name: { id: 'Sangat Baik', en: 'Very good' } } },
  { from: 76, band: { code: 'good', name: { id: 'Baik', en: 'Good' } } },
  { from: 66, band: { code: 'fair', name: { id: 'Cukup', en: 'Fair' } } },
  { from: 51, band: { code: 'poor', name: { id: 'Kurang', en: 'Poor' } } },
]
const lowest: Band = { code: 'very_poor', name: { id: 'Sangat Kurang', en: 'Very poor' } }

/** The band of an attainment; none where it is undefined. */
export const bandOf = (attainment: Percentage): Band | undefined =>
  attainment === 'undefined' ? undefined : (bands.find(({ from }) => Number(attainment) >= from)?.band ?? lowest)
