import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import { rule } from '../problems/field-rule.ts'
import { Email } from '../values/email.ts'
import { Language } from '../values/language.ts'
import { plainText } from '../values/text.ts'
import { ascending } from '../values/text-order.ts'

export const ReportFormat = z.enum(['pdf', 'xlsx', 'csv']).meta({ id: 'ReportFormat' })
export type ReportFormat = z.infer<typeof ReportFormat>

/** A person who holds an office for a time. Without a holder, mail goes to the office's own address. */
const Holder = z
  .strictObject({
    name: plainText(200),
    email: Email.optional().describe('Default: the address of the office'),
    from: Day,
    until: Day.optional().describe('The last day'),
  })
  .meta({ id: 'OfficeHolder' })

const PauseReason = z.enum(['by_hand', 'bounced', 'suppressed', 'complained', 'unsubscribed'])
export type PauseReason = z.infer<typeof PauseReason>

const RecipientReport = z
  .enum(['internal', 'public'])
  .describe('internal: the report of the scope, with small groups. public: the public report of the whole programme')

const code = z.string().min(1).max(32)
const holders = z.array(Holder).max(20)
const formats = z
  .array(ReportFormat)
  .max(3)
  .refine((list) => new Set(list).size === list.length, rule('formats_twice'))

export const NewRecipient = z
  .strictObject({
    office: plainText(200).describe('Such as Wali Kota Jakarta Pusat; not the name of a person'),
    email: Email.describe('The address of the office'),
    holders: holders.default([]),
    area: code.describe('The report of this area and everything below it'),
    agency: code.optional().describe('Only members registered or served by this agency'),
    report: RecipientReport.default('internal'),
    language: Language.default('id'),
    formats: formats.default(['pdf', 'xlsx']).describe('What is attached'),
    from: Day.describe('Reports that are mailed from this day on'),
    until: Day.optional().describe('The last day on which one is mailed'),
  })
  .meta({ id: 'NewRecipient' })
export type NewRecipient = z.infer<typeof NewRecipient>

export const RecipientChange = z
  .strictObject({
    office: plainText(200).optional(),
    email: Email.optional(),
    holders: holders.optional(),
    area: code.optional(),
    agency: code.nullable().optional().describe('null: all agencies'),
    report: RecipientReport.optional(),
    language: Language.optional(),
    formats: formats.optional(),
    from: Day.optional(),
    until: Day.nullable().optional().describe('null: until further notice'),
    paused: z
      .boolean()
      .optional()
      .describe('true: gets nothing from now on. false: gets mail again, and the last issue if it was passed over'),
  })
  .meta({ id: 'RecipientChange' })
export type RecipientChange = z.infer<typeof RecipientChange>

/** An office that gets the reports of its scope, no matter who holds the office. */
export const Recipient = z
  .object({
    id: z.string(),
    ...NewRecipient.shape,
    holders,
    report: RecipientReport.default('internal'),
    language: Language,
    formats: z.array(ReportFormat),
    pausedAt: Instant.optional(),
    pauseReason: PauseReason.optional(),
    savedBy: z.string(),
    savedAt: Instant,
    version: z.int().min(1),
  })
  .meta({ id: 'Recipient' })
export type Recipient = z.infer<typeof Recipient>

/** The address for an office's mail on a day: that of the office's holder, or that of the office itself. */
export function addressOn({ email, holders: all }: Pick<Recipient, 'email' | 'holders'>, day: Day): Email {
  const inOffice = all.filter(({ from, until }) => from <= day && (until === undefined || day <= until))
  const latest = inOffice.toSorted((a, b) => ascending(a.from, b.from)).at(-1)
  return latest?.email ?? email
}

/** Why an office gets no mail on a day. Undefined when it gets mail. */
export const Exclusion = z.enum(['not_yet', 'ended', 'paused']).meta({ id: 'MailExclusion' })
export type Exclusion = z.infer<typeof Exclusion>

export function findExclusion(
  recipient: Pick<Recipient, 'from' | 'until' | 'pausedAt'>,
  day: Day,
): Exclusion | undefined {
  if (day < recipient.from) return 'not_yet'
  if (recipient.until !== undefined && day > recipient.until) return 'ended'
  return recipient.pausedAt === undefined ? undefined : 'paused'
}

export const pauseRecipient = (recipient: Recipient, pauseReason: PauseReason, now: Date): Recipient => ({
  ...recipient,
  pausedAt: now.toISOString(),
  pauseReason,
  version: recipient.version + 1,
})

/** Whether a person must look at the pause, because it was not an administrator who paused. */
export const needsAttention = ({ pauseReason }: Recipient): boolean =>
  pauseReason !== undefined && pauseReason !== 'by_hand'

/** Applies an administrator's change. A pause ends only when the change says so; a new address does not end it. */
export function changeRecipient(recipient: Recipient, change: RecipientChange, savedBy: string, now: Date): Recipient {
  const { agency, until, paused, ...rest } = change
  const { agency: oldAgency, until: oldUntil, pausedAt, pauseReason, ...kept } = recipient
  const next: Recipient = {
    ...kept,
    ...withoutUndefined(rest),
    ...changeOptional('agency', agency, oldAgency),
    ...changeOptional('until', until, oldUntil),
    ...(paused === undefined && pausedAt !== undefined && { pausedAt, pauseReason }),
    savedBy,
    savedAt: now.toISOString(),
    version: recipient.version + 1,
  }
  return paused === true ? { ...next, pausedAt: now.toISOString(), pauseReason: 'by_hand' } : next
}

/** Applies a change to an optional value: `null` removes it, `undefined` keeps it. */
function changeOptional<K extends string>(name: K, value: string | null | undefined, before: string | undefined) {
  const after = value === undefined ? before : (value ?? undefined)
  return after === undefined ? {} : { [name]: after }
}

const withoutUndefined = (change: Omit<RecipientChange, 'agency' | 'until' | 'paused'>) =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
