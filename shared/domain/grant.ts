import * as z from 'zod'
import { Instant } from './calendar.ts'

export const Role = z.enum(['admin', 'officer', 'viewer']).meta({ id: 'Role' })
export type Role = z.infer<typeof Role>

/** What somebody may do, where and until when. Data, so that ending it acts on the next request. */
export const Grant = z
  .object({
    id: z.string(),
    subject: z.string(),
    role: Role,
    area: z.string().describe('The grant holds for this area and everything below it'),
    agency: z.string().optional().describe('Only what this agency registered or served'),
    from: Instant,
    until: Instant.optional(),
    grantedBy: z.string(),
  })
  .meta({ id: 'Grant' })
export type Grant = z.infer<typeof Grant>

/** Who is asking, with the grants in force now. */
export type Caller = { subject: string; grants: Grant[] }
