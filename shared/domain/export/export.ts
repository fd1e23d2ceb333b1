import * as z from 'zod'
import { dailyAllowance } from '../access/allowance.ts'
import { Instant } from '../calendar.ts'
import { MemberFilter } from '../member/member-list.ts'
import { rule } from '../problems/field-rule.ts'
import { ProblemView } from '../problems/problem-view.ts'
import { hasSubstance } from '../rights/reason.ts'
import { plainText } from '../values/text.ts'

export const ExportFormat = z.enum(['csv', 'xlsx']).meta({ id: 'ExportFormat' })
export type ExportFormat = z.infer<typeof ExportFormat>

const ExportStatus = z.enum(['waiting', 'running', 'ready', 'refused', 'expired', 'discarded']).meta({
  id: 'ExportStatus',
  description: 'refused: the requester may not have it, or there are too many rows. discarded: its file was removed',
})

const code = z.string().min(1).max(32)
/** The members of an export. It cannot filter by name, because the request is kept for good. */
export const ExportFilter = MemberFilter.omit({ namePrefix: true, order: true }).meta({ id: 'ExportFilter' })
export type ExportFilter = z.infer<typeof ExportFilter>

export const NewExport = z
  .strictObject({
    filter: ExportFilter,
    format: ExportFormat,
    columns: z.array(code).min(1).max(60).optional().describe('Default: every column'),
    revealed: z
      .boolean()
      .default(false)
      .describe("Numbers and addresses in full: each member counts as a reveal and is recorded in the member's trail"),
    reason: plainText(500),
  })
  .refine(({ revealed, reason }) => !revealed || hasSubstance(reason), { path: ['reason'], ...rule('reason_thin') })
  .meta({ id: 'NewExport' })
export type NewExport = z.infer<typeof NewExport>

/**
 * A request for a file of members: who asked, when and why. The request is kept for good, because it shows who took
 * data out. It has no personal data; the file has, and is deleted after a day.
 */
export const Export = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    status: ExportStatus,
    filter: ExportFilter,
    format: ExportFormat,
    columns: z.array(z.string()),
    revealed: z.boolean(),
    reason: z.string(),
    createdBy: z.string(),
    createdAt: Instant,
    asOf: Instant.optional().describe('When reading the members began'),
    places: z
      .array(z.object({ area: z.string(), agency: z.string().optional() }))
      .optional()
      .describe('The parts of the scope in which the requester could see members'),
    file: z.string().optional().describe('Where its file is, or is being written'),
    revealedMembers: z.int().optional().describe("How many members count against the requester's daily allowance"),
    rows: z.int().optional(),
    bytes: z.int().optional(),
    readyAt: Instant.optional(),
    expiresAt: Instant.optional(),
    problems: z.array(ProblemView).describe('Why it is refused or discarded'),
  })
  .meta({ id: 'Export' })
export type Export = z.infer<typeof Export>

/** How many hours the file can be downloaded. */
export const exportHours = 24

/** The most members in an export with full numbers: as many as one person may see in full in a day. */
export const mostRevealed: number = dailyAllowance.reveal

/** Marks an export as expired if its file has expired by now. */
export const expireExport = (storedExport: Export, now: Date): Export =>
  storedExport.status === 'ready' && storedExport.expiresAt !== undefined && storedExport.expiresAt <= now.toISOString()
    ? { ...storedExport, status: 'expired' }
    : storedExport

/** The file store deletes expired files itself, within this many days after the request. */
export const exportFileDays = 3

/** The job that makes an export's file. */
export const ExportJob = z.object({ exportId: z.string(), task: z.literal('export') })
export type ExportJob = z.infer<typeof ExportJob>
