import { parkObligation } from '../../shared/domain/jobs/obligation.ts'
import { giveOwnConsent, recordConsent } from '../../shared/usecases/consent/consents.ts'
import { recordStage } from '../../shared/usecases/members/stages.ts'
import { registerPartner } from '../../shared/usecases/partners/partners.ts'
import { referMembers } from '../../shared/usecases/referral/refer.ts'
import { makeReferralFile } from '../../shared/usecases/referral/send-by-file.ts'
import { byFile, byPush } from './referrals.ts'
import { callerAs, request } from './test-deps.ts'
import type { World } from './world.ts'

const arranger = callerAs('admin', { subject: 'arranger' })
const admin = callerAs('admin', { subject: 'admin' })
const signing = { scheme: 'standard_webhooks', skewSeconds: 300 } as const
/** A consent for another kind of lender, so that the consents of a test do not replace it. */
const own = { to: { kind: 'sharia_bank' }, until: '2022-03-31', notice: '1' } as const
export const given = { to: { kind: 'bank' }, until: '2022-03-31', notice: '1' } as const

let lenders = 0

/** A lender that takes referrals. Returns its code. */
export async function lender({ deps }: World, by: 'push' | 'file'): Promise<string> {
  const code = `bank-rujukan-${++lenders}`
  const asked = { code, name: 'Bank', type: 'bank' as const, isSandbox: false, signing, allowedFrom: [] }
  await registerPartner(deps, arranger, request(), { ...asked, referral: by === 'push' ? byPush : byFile })
  return code
}

/** Makes a member with a consent for banks. Returns the ids of both. */
export async function consent({ deps, member }: World): Promise<{ id: string; memberId: string }> {
  const memberId = await member()
  const { answer } = await recordConsent(deps, arranger, request(), memberId, { ...given, means: 'spoken' })
  return { id: answer.id, memberId }
}

/** A member who can be referred. */
export async function eligible(world: World): Promise<string> {
  const { memberId } = await consent(world)
  const evidence = { kind: 'laporan_keuangan' }
  await recordStage(world.deps, arranger, request(), memberId, { stage: 'P6', happenedOn: '2021-11-20', evidence })
  return memberId
}

/** Makes a referred member. Returns the ids of referral and member, and the lender's code. */
export async function referral(world: World, by: 'push' | 'file') {
  const partner = await lender(world, by)
  const memberId = await eligible(world)
  const { answer } = await referMembers(world.deps, arranger, request(), { partner, memberIds: [memberId] })
  return { partner, memberId, id: answer.members[0]?.referral ?? '' }
}

/** A referral that could not be sent. */
export async function stuck(world: World) {
  const made = await referral(world, 'push')
  const { referrals, obligations, commit, now } = world.deps
  const stored = await referrals.get(made)
  if (stored?.obligation?.state !== 'due') throw new Error('The referral is not due')
  const held = { key: referrals.keyOf(made), obligation: stored.obligation }
  await commit(obligations.move(held, parkObligation(held.obligation, 'referral_not_sent', now())))
  return made
}

/** Gives a consent as the verified person of an account. */
export async function ownConsent(world: World, as: string): Promise<string> {
  await world.registerVerified(as)
  return (await giveOwnConsent(world.deps, { subject: as }, request(), own)).answer.id
}

/** A file that the administrator made. Returns its id. */
export async function referralFile(world: World): Promise<string> {
  const { partner } = await referral(world, 'file')
  return (await makeReferralFile(world.deps, admin, request(), { partner })).answer.id
}

/** A referral that was sent in a file. */
export async function sentReferral(world: World) {
  const made = await referral(world, 'file')
  await makeReferralFile(world.deps, arranger, request(), { partner: made.partner })
  return made
}
