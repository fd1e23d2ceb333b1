import * as z from 'zod'
import { Person } from '../member/person.ts'
import { Reason } from './reason.ts'

/** What can be revealed: every field of a person that is masked elsewhere. */
const Masked = Person.omit({ name: true })

/** A request to see personal data in full, with a reason. */
export const RevealRequest = z
  .strictObject({ fields: z.array(Masked.keyof()).min(1).max(5), reason: Reason })
  .meta({ id: 'RevealRequest' })
export type RevealRequest = z.infer<typeof RevealRequest>

/** The requested values, as far as they are known. */
export const RevealAnswer = z.object({ memberId: z.string(), values: Masked.partial() }).meta({ id: 'Revealed' })
export type RevealAnswer = z.infer<typeof RevealAnswer>
