import * as z from 'zod'
import type { Signer } from '../../data/partners.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import type { Instant } from '../../domain/calendar.ts'
import { Partner } from '../../domain/partner/partner.ts'
import { invalid } from '../../domain/problems/app-error.ts'
import type { ReferralWay } from '../../domain/referral/referral-way.ts'

/** A lender that takes referrals, and how it takes them: by push or by file. */
export type Lender = Signer & { way: ReferralWay }

/** A sandbox partner gets no data of real people. */
const takesReferrals = ({ status, isSandbox, referral }: Pick<Partner, 'status' | 'isSandbox' | 'referral'>): boolean =>
  status === 'active' && !isSandbox && referral !== undefined

/** The lender with this code, if it takes referrals now. */
export async function findLender({ partners }: Pick<Deps, 'partners'>, code: string): Promise<Lender | undefined> {
  const signer = await partners.get(code)
  const way = signer?.partner.referral
  return signer && way && takesReferrals(signer.partner) ? { ...signer, way } : undefined
}

/** The lender with this code. Throws `invalid` if it takes no referrals. */
export async function requireLender(deps: Pick<Deps, 'partners'>, code: string): Promise<Lender> {
  const lender = await findLender(deps, code)
  if (!lender) throw invalid('referral_lender', {}, ['partner'])
  return lender
}

const fileWaitMs = 6 * 3_600_000

/**
 * When a prepared referral is due. A push is due at once. A referral by file waits for somebody to make the file. It is
 * due again after some hours, because by then the lender may take pushes.
 */
export const findSendTime = ({ by }: ReferralWay, now: Date): Instant =>
  new Date(now.getTime() + (by === 'push' ? 0 : fileWaitMs)).toISOString()

export const LenderView = Partner.pick({ code: true, name: true, type: true })
  .extend({ by: z.enum(['push', 'file']).describe('How members are referred to it') })
  .meta({ id: 'Lender' })
export type LenderView = z.infer<typeof LenderView>

/** Lists the lenders that take referrals, for callers who may refer members. */
export async function listLenders(deps: Pick<Deps, 'partners'>, caller: Caller): Promise<LenderView[]> {
  permit(caller, 'member.refer')
  return listLendersForAll(deps)
}

/** Lists the lenders that take referrals, for people who choose to which of them they may be referred. */
export async function listLendersForAll({ partners }: Pick<Deps, 'partners'>): Promise<LenderView[]> {
  return (await partners.all()).flatMap(({ code, name, type, ...partner }) =>
    partner.referral && takesReferrals(partner) ? [{ code, name, type, by: partner.referral.by }] : [],
  )
}
