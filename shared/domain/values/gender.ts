import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'

export const Gender = z.enum(['female', 'male', 'unknown']).meta({ id: 'Gender' })

export type Gender = z.infer<typeof Gender>

export const genderNames: Record<Gender, Bilingual> = {
  female: { id: 'Perempuan', en: 'Women' },
  male: { id: 'Laki-laki', en: 'Men' },
  unknown: { id: 'Tidak diketahui', en: 'Not known' },
}
