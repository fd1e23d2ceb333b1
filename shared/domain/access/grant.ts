import * as z from 'zod'
import { Instant } from '../calendar.ts'
import { like, rule } from '../problems/field-rule.ts'
import { Reason } from '../rights/reason.ts'
import { MemberNumber } from '../values/member-number.ts'
import { mayHoldNik } from '../values/nik.ts'
import { plainText } from '../values/text.ts'

export const Role = z.enum(['admin', 'officer', 'viewer']).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/**
 * What somebody may do, where and until when. Grants are data, so ending one acts on the next request. A grant of the
 * kind `break_glass` has no area: it lets an officer read the record of one member.
 */
export const Grant = z
  .object({
    id: z.string(),
    subject: z.string(),
    kind: z.literal('break_glass').optional(),
    role: Role,
    area: z.string().describe('The grant holds for this area and everything below it'),
    agency: z.string().optional().describe('Only members registered or served by this agency'),
    member: z.string().optional().describe('The one member whose record may be read'),
    from: Instant,
    until: Instant.optional(),
    grantedBy: z.string(),
    grantedAt: Instant.optional(),
    reason: z.string().optional(),
    endedAt: Instant.optional(),
    endedBy: z.string().optional(),
    endReason: z.string().optional(),
  })
  .meta({ id: 'Grant' })
export type Grant = z.infer<typeof Grant>

/** Who is asking, with the grants in force now. */
export type Caller = { subject: string; grants: Grant[] }

/** The actor and source that entries and trails record for an act of an API caller. */
export const byOfficer = ({ subject }: Caller) => ({ actor: subject, source: 'api' })

/** The id that the token issuer gives an account. It must not contain a NIK. */
export const Subject = z
  .string()
  .regex(/^[A-Za-z0-9_.:|-]{1,128}$/, like('c94e3468-8081-70a2-6d2e-6a1c5f0b9a77'))
  .refine((subject) => !mayHoldNik(subject), rule('subject_nik'))
  .meta({ id: 'Subject', example: 'c94e3468-8081-70a2-6d2e-6a1c5f0b9a77' })

export const NewGrant = z
  .strictObject({
    subject: Subject,
    role: Role,
    area: z.string().min(1).max(32),
    agency: z.string().min(1).max(32).optional(),
    from: Instant.optional().describe('Default: now'),
    until: Instant.optional().describe('Default: until it is ended'),
    reason: plainText(500),
  })
  .meta({ id: 'NewGrant' })
export type NewGrant = z.infer<typeof NewGrant>

/** A request to read one member's record outside the caller's scope, in an emergency. */
export const GlassBreaking = z
  .strictObject({ number: MemberNumber, hours: z.int().min(1).max(8), reason: Reason })
  .meta({ id: 'GlassBreaking' })
export type GlassBreaking = z.infer<typeof GlassBreaking>

/** A use of break glass on a member's record, as the member sees it. */
export const BrokenGlass = z
  .object({
    id: z.string().describe('The grant of this break glass'),
    subject: z.string(),
    member: z.string(),
    from: Instant,
    until: Instant,
    reason: z.string().optional().describe('As given; emptied when the person is erased'),
  })
  .meta({ id: 'BrokenGlass' })
export type BrokenGlass = z.infer<typeof BrokenGlass>
