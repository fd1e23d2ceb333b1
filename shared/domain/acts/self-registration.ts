import type * as z from 'zod'
import { type Member, NewMember } from '../member/member.ts'
import type { ActContext, Outcome } from './act-context.ts'
import { register } from './register.ts'

/** A registration by the person online. The day is today, and the programme sets the agency. */
export const SelfRegistration = NewMember.omit({ agency: true, registeredOn: true, evidence: true }).meta({
  id: 'SelfRegistration',
})
export type SelfRegistration = z.infer<typeof SelfRegistration>

/**
 * Registers a person who signs up online. The member is unverified. The member counts at once only if the programme
 * says so and nobody else holds the NIK. Throws `invalid` with every problem.
 */
export function registerSelf(context: ActContext, id: string, input: SelfRegistration, isDisputed: boolean): Outcome {
  const { counts, agency } = context.programme.selfRegistration
  const registration = register(context, id, { ...input, agency })
  const member: Member = { ...registration.member, identity: { status: 'unverified', at: context.now.toISOString() } }
  if (counts === 'at_once' && !isDisputed) return { member, entries: registration.entries }
  return { member: { ...member, standings: {} }, entries: [] }
}
