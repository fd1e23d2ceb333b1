import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Code } from '../programme/code.ts'

/** Values of a member that a file for lenders may hold. */
const LayoutSource = z.enum([
  'referral',
  'memberNumber',
  'nik',
  'name',
  'birthDate',
  'npwp',
  'phone',
  'email',
  'businessName',
  'nib',
  'area',
])
export type LayoutSource = z.infer<typeof LayoutSource>

const LayoutField = z.object({
  name: z.string().min(1).max(40),
  from: LayoutSource.optional().describe('Absent: the field stays empty'),
  date: z.enum(['ddmmyyyy', 'yyyy-mm-dd']).optional().describe('How a day is written; default: yyyy-mm-dd'),
  why: Bilingual.optional().describe('Why the field stays empty'),
})
export type LayoutField = z.infer<typeof LayoutField>

/** The layout of a file by which members are referred. It is data, so that no code is needed for another system. */
export const ReferralLayout = z
  .object({
    code: Code,
    name: Bilingual,
    separator: z.string().length(1),
    hasHeading: z.boolean(),
    fields: z.array(LayoutField).min(1),
  })
  .meta({ id: 'ReferralLayout' })
export type ReferralLayout = z.infer<typeof ReferralLayout>
