import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { Email } from '../values/email.ts'
import { NewGrant } from './grant.ts'

/** A person to invite by mail address, and the grant to give. */
export const Invitation = NewGrant.omit({ subject: true }).extend({ email: Email }).meta({ id: 'Invitation' })
export type Invitation = z.infer<typeof Invitation>

/** What we keep of somebody whom an administrator invited. The password and second factor are with the sign-in service. */
export const InvitedPerson = z.object({
  subject: z.string(),
  email: z.string(),
  invitedAt: Instant,
  invitedBy: z.string(),
  blockedAt: Instant.optional(),
  blockedBy: z.string().optional(),
})
export type InvitedPerson = z.infer<typeof InvitedPerson>

/** An account at the sign-in service. `invited`: nobody has signed in with it yet. */
export type Account = { subject: string; email: string; state: 'invited' | 'active' | 'blocked' }
