import * as z from 'zod'
import { Day, Instant, Month } from '../calendar.ts'
import { StandingConsent } from '../consent/consent.ts'
import { Classification, classificationShape } from '../ledger/breakdown-dimensions.ts'
import { Dimensions } from '../ledger/entry.ts'
import { ReadyPlace } from '../referral/ready-place.ts'
import { StandingReferral } from '../referral/referral.ts'
import { Email } from '../values/email.ts'
import { Language } from '../values/language.ts'
import { MemberNumber } from '../values/member-number.ts'
import { Nik } from '../values/nik.ts'
import { Phone } from '../values/phone.ts'
import { plainText } from '../values/text.ts'
import { Business, Npwp } from './business.ts'
import { Identity } from './identity.ts'
import { MailConsent } from './mail-consent.ts'
import { Person } from './person.ts'

/** A stage that the member holds: the entry that attained it and how it counts now (after any reclassification). */
export const Standing = Dimensions.extend({
  entryId: z.string(),
  happenedOn: Day,
  postedIn: Month,
  loan: z.string().optional().describe('The loan by which the stage is held; absent if a person recorded it'),
  origin: z
    .string()
    .optional()
    .describe('The original entry, if a merge took the stage away and its undoing gave it back'),
}).meta({ id: 'Standing' })
export type Standing = z.infer<typeof Standing>

/** What proves a stage. Its number stays in the member's record; the entry carries only its kind. */
export const Evidence = z
  .strictObject({
    kind: z.string().max(32),
    number: plainText(64).optional(),
    issuer: plainText(120).optional(),
    issuedOn: Day.optional(),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof Evidence>

/** An officer's note about a member, with its time and its author. */
export const Remark = z
  .object({ id: z.string(), at: Instant, by: z.string(), text: z.string() })
  .meta({ id: 'MemberNote' })
export type Remark = z.infer<typeof Remark>

const MemberStatus = z.enum(['active', 'withdrawn', 'merged', 'erased']).meta({ id: 'MemberStatus' })

/**
 * A registered person with the attained stages. Stages are a set, not a ladder. `person`, `business`, `evidence`,
 * `notes` and `remarks` are personal data: stored encrypted, emptied by erasure.
 */
export const Member = z.object({
  id: MemberNumber,
  version: z.int().min(1),
  status: MemberStatus,
  statusSince: Day.optional(),
  mergedInto: z.string().optional(),
  mergeId: z.string().optional().describe('The merge of the two records, by which it can be undone'),
  mergedFrom: z.array(z.string()).optional().describe('Records of the same person that were merged into this one'),
  area: z.string(),
  ...Classification.shape,
  registeredAt: Instant,
  restrictedAt: Instant.optional().describe('Since when processing is restricted: the data is only stored'),
  contactRefusedAt: Instant.optional().describe('Since when the person does not want to be contacted'),
  mailConsent: MailConsent.optional(),
  identity: Identity.optional(),
  dispute: z.string().optional().describe('The open dispute over the NIK that this record was made with'),
  standings: z.record(z.string(), Standing),
  loans: z.array(z.string()).optional().describe('Loans of the person that partners reported'),
  consents: z.array(StandingConsent).optional().describe('Consents to be referred to lenders that have not ended'),
  referrals: z.array(StandingReferral).optional().describe('Referrals to lenders that wait for an answer or a loan'),
  ready: ReadyPlace.optional().describe('The place among those who are ready and wait for a lender'),
  person: Person.optional(),
  business: Business.optional(),
  evidence: z.record(z.string(), Evidence),
  notes: z.record(z.string(), z.string()).describe('Notes on entries, by entry id'),
  remarks: z.array(Remark).optional().describe('Notes on the member, in order of time'),
})
export type Member = z.infer<typeof Member>

/** The parts of a member that are stored encrypted. */
export const SealedParts = Member.pick({ person: true, business: true, evidence: true, notes: true, remarks: true })
export type SealedParts = z.infer<typeof SealedParts>

const code = z.string().max(32)
const { agency, ...personFields } = classificationShape(code)

export const NewMember = z
  .strictObject({
    person: Person,
    ...personFields,
    area: code.describe('Kemendagri code of the kelurahan or, where only that is known, the kecamatan'),
    agency,
    registeredOn: Day.optional().describe('Default: today'),
    business: Business.optional(),
    evidence: Evidence.optional(),
    mailsIn: Language.optional().describe('The person agrees to mails about his or her own record, in this language'),
  })
  .meta({ id: 'NewMember' })
export type NewMember = z.infer<typeof NewMember>

/** A union, because the OpenAPI generator turns a nullable reference into both a value and null. */
const allowNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()])

/**
 * Corrections and moves. A new area or agency applies to later entries only. A change of gender, category and so on changes what was
 * counted, so it is made by reclassifying. `null` removes a value.
 */
export const MemberChange = z
  .strictObject({
    person: z
      .strictObject({
        name: Person.shape.name,
        nik: allowNull(Nik),
        npwp: allowNull(Npwp),
        phone: allowNull(Phone),
        email: allowNull(Email),
        birthDate: allowNull(Day),
      })
      .partial(),
    business: allowNull(Business),
    area: code,
    agency,
    reason: plainText(500).describe('Why; kept in the trail'),
  })
  .partial()
  .meta({ id: 'MemberChange' })
export type MemberChange = z.infer<typeof MemberChange>

/** Whether a record belongs to a person without a known NIK. A merged record belongs to nobody. */
export const lacksNik = ({ person, status }: Pick<Member, 'person' | 'status'>): boolean =>
  person !== undefined && person.nik === undefined && status !== 'merged'
