import type * as z from 'zod'
import { type Member, NewMember } from '../member/member.ts'
import type { ActContext, Outcome } from './act-context.ts'
import { register } from './register.ts'

/** What somebody says to register himself: the day is today, and the agency is the programme's choice. */
export const SelfRegistration = NewMember.omit({ agency: true, registeredOn: true, evidence: true }).meta({
  id: 'SelfRegistration',
})
export type SelfRegistration = z.infer<typeof SelfRegistration>

/**
 * Makes a member of a person who registers himself: unverified, and counted at once only where the programme says so and
 * nobody else holds the NIK. Throws `invalid` with every problem.
 */
export function registerSelf(context: ActContext, id: string, input: SelfRegistration, isDisputed: boolean): Outcome {
  const { counts, agency } = context.programme.selfRegistration
  const registered = register(context, id, { ...input, agency })
  const member: Member = { ...registered.member, identity: { status: 'unverified', at: context.now.toISOString() } }
  if (counts === 'at_once' && !isDisputed) return { member, entries: registered.entries }
  return { member: { ...member, standings: {} }, entries: [] }
}
