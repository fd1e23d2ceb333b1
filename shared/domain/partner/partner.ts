import * as z from 'zod'
import { like } from '../problems/field-rule.ts'
import { ReferralWay } from '../referral/referral-way.ts'
import { SigningProfile } from '../signing/signing-schemes.ts'
import { plainText } from '../values/text.ts'
import { Cidr } from './allow-list.ts'

/** The kind of lender. It sets the scale by which the lender's loans are graded. */
export const PartnerType = z.enum(['bank', 'sharia_bank', 'p2p_lender', 'government']).meta({ id: 'PartnerType' })
export type PartnerType = z.infer<typeof PartnerType>

/**
 * A partner's code. It never changes, because addresses, entries and counters contain it. The name may change (Bank DKI
 * → Bank Jakarta).
 */
export const PartnerCode = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,31}$/, like('bank-jakarta'))
  .meta({ id: 'PartnerCode', example: 'bank-jakarta' })

const allowedFrom = z.array(Cidr).max(50).describe('Ranges of addresses that calls may come from; empty: from anywhere')

/** A lender that reports its loans to us. Its keys are stored apart (`Credential`). */
export const Partner = z
  .object({
    code: PartnerCode,
    version: z.int().min(1),
    name: plainText(120),
    type: PartnerType,
    status: z.enum(['active', 'suspended']).describe('Calls of a suspended partner are refused'),
    isSandbox: z.boolean().describe('Its loans never reach figures'),
    signing: SigningProfile,
    allowedFrom,
    referral: ReferralWay.optional().describe('Absent: nobody is referred to this lender'),
  })
  .meta({ id: 'Partner' })
export type Partner = z.infer<typeof Partner>

/** Whether a partner is a sandbox never changes, because events from tests must never count. */
export const NewPartner = z
  .strictObject({
    code: PartnerCode,
    name: plainText(120),
    type: PartnerType,
    isSandbox: z.boolean().default(false),
    signing: SigningProfile,
    allowedFrom: allowedFrom.default([]),
    referral: ReferralWay.optional(),
  })
  .meta({ id: 'NewPartner' })
export type NewPartner = z.infer<typeof NewPartner>

export const PartnerChange = z
  .strictObject({
    ...Partner.pick({ name: true, status: true, signing: true, allowedFrom: true, referral: true }).shape,
  })
  .partial()
  .meta({ id: 'PartnerChange' })
export type PartnerChange = z.infer<typeof PartnerChange>
