import * as z from 'zod'
import { Day, Instant } from '../calendar.ts'
import { type Partner, PartnerCode, PartnerType } from '../partner/partner.ts'

/** The recipients of a consent: one lender, or every lender of a kind. */
export const ConsentTo = z
  .union([z.strictObject({ partner: PartnerCode }), z.strictObject({ kind: PartnerType })])
  .meta({ id: 'ConsentTo' })
export type ConsentTo = z.infer<typeof ConsentTo>

/** How a consent was given: on a signed form, by word of mouth to an officer, or by the person online. */
const ConsentMeans = z.enum(['signed_form', 'spoken', 'online']).meta({ id: 'ConsentMeans' })

/** Why a consent ended before its last day. */
const ConsentEnd = z.enum(['withdrawn', 'replaced', 'erased']).meta({ id: 'ConsentEnd' })

/**
 * A person's consent to be referred to lenders, with the fields of a consent record of ISO/IEC TS 27560: its id, the
 * person, the purpose, the recipients, the term, the version of the notice that was read, who asked, how it was given,
 * and the instants of giving and withdrawing. The record has no personal data.
 */
export const Consent = z
  .object({
    id: z.string(),
    memberId: z.string(),
    purpose: z.literal('referral'),
    to: ConsentTo,
    until: Day.describe('The last day on which it holds'),
    notice: z.string().describe('The version of the notice that the person read or was read to'),
    means: ConsentMeans,
    askedBy: z.string().describe('Who asked and recorded it; `self`: the person, online'),
    givenAt: Instant,
    endedAt: Instant.optional(),
    endedBy: z.string().optional(),
    end: ConsentEnd.optional(),
  })
  .meta({ id: 'Consent' })
export type Consent = z.infer<typeof Consent>

/** The part of a consent in force that is stored with the member. */
export const StandingConsent = Consent.pick({ id: true, to: true, until: true }).meta({ id: 'StandingConsent' })
export type StandingConsent = z.infer<typeof StandingConsent>

/** A consent that an officer records. */
export const NewConsent = z
  .strictObject({
    to: ConsentTo,
    until: Day,
    notice: z.string().min(1).max(32).describe('The version of the notice that the person read'),
    means: ConsentMeans.exclude(['online']),
  })
  .meta({ id: 'NewConsent' })
export type NewConsent = z.infer<typeof NewConsent>

/** A consent that a person gives online. */
export const OwnConsent = NewConsent.omit({ means: true }).meta({ id: 'OwnConsent' })

/** Whether the member may be referred to a lender on a day under a consent. */
export const allowsReferralTo = (
  { to, until }: StandingConsent,
  { code, type }: Pick<Partner, 'code' | 'type'>,
  today: Day,
): boolean => until >= today && ('partner' in to ? to.partner === code : to.kind === type)

/** Whether two consents name the same recipients. Then the later one replaces the earlier. */
export const haveSameRecipients = (a: ConsentTo, b: ConsentTo): boolean =>
  'partner' in a ? 'partner' in b && a.partner === b.partner : 'kind' in b && a.kind === b.kind

/** The most consents that a member may have at a time: enough for each kind of lender and some single lenders. */
export const mostConsents = 8
