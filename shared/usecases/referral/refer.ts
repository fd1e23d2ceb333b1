import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import { type ActContext, todayIn } from '../../domain/acts/act-context.ts'
import { dayOf } from '../../domain/calendar.ts'
import { allowsReferralTo } from '../../domain/consent/consent.ts'
import { Dimensions } from '../../domain/ledger/entry.ts'
import type { Member } from '../../domain/member/member.ts'
import { PartnerCode } from '../../domain/partner/partner.ts'
import { AppError, invalid, type Problem, refuseAll } from '../../domain/problems/app-error.ts'
import { ProblemView, viewProblem } from '../../domain/problems/problem-view.ts'
import { findObstaclesTo } from '../../domain/referral/eligibility.ts'
import { type Referral, withStandingReferral } from '../../domain/referral/referral.ts'
import { makeReferralNews } from '../../domain/referral/referral-news.ts'
import { formatMemberNumber, MemberNumber } from '../../domain/values/member-number.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, type PostDeps, post } from '../ledger/post.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { readOwnRecords } from '../members/kept-record.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, isClaimFor, once } from '../once.ts'
import { findSendTime, type Lender, requireLender } from './lender.ts'

export type ReferDeps = PostDeps & ReadMemberDeps & Pick<Deps, 'referrals' | 'partners' | 'claims'>

const mostAtOnce = 100
const membersAtOnce = 8

/** The members to refer to a lender. */
export const NewReferrals = z
  .strictObject({ partner: PartnerCode, memberIds: z.array(MemberNumber).min(1).max(mostAtOnce) })
  .meta({ id: 'NewReferrals' })
export type NewReferrals = z.infer<typeof NewReferrals>

/** Who would be referred, and who would not, with every reason. Nothing is stored. */
export const ReferralPreview = z
  .object({
    partner: PartnerCode,
    eligible: z.int(),
    refused: z.int(),
    members: z.array(
      z.object({
        memberId: z.string(),
        number: z.string().describe('The member number as it is printed'),
        name: z.string().optional().describe('Absent for members whom the caller may not see'),
        problems: z.array(ProblemView),
      }),
    ),
  })
  .meta({ id: 'ReferralPreview' })
export type ReferralPreview = z.infer<typeof ReferralPreview>

export const ReferralsMade = z
  .object({
    partner: PartnerCode,
    prepared: z.int(),
    refused: z.int(),
    members: z.array(
      z.object({ memberId: z.string(), referral: z.string().optional(), problems: z.array(ProblemView) }),
    ),
  })
  .meta({ id: 'ReferralsMade' })
export type ReferralsMade = z.infer<typeof ReferralsMade>
type MadeOne = ReferralsMade['members'][number]

/** Shows who would be referred to a lender, and who would not. */
export async function previewReferrals(
  deps: ReferDeps,
  caller: Caller,
  { partner, memberIds }: NewReferrals,
): Promise<ReferralPreview> {
  permit(caller, 'member.refer')
  const lender = await requireLender(deps, partner)
  requireOnce(memberIds)
  const members = await mapAtOnce(memberIds, membersAtOnce, async (memberId) => {
    const number = formatMemberNumber(memberId)
    try {
      const member = await readMember(deps, caller, 'member.refer', memberId)
      const problems = await findProblems(deps, member, lender, dayOf(deps.now(), deps.frame.programme.zone))
      const name = member.person?.name
      return { memberId, number, ...(name !== undefined && { name }), problems: problems.map(viewProblem) }
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'busy') throw error
      return { memberId, number, problems: error.problems.map(viewProblem) }
    }
  })
  const refused = countRefused(members)
  return { partner, eligible: members.length - refused, refused, members }
}

/**
 * Refers members to a lender: each in its own transaction, with its own result. A repeat of an interrupted request
 * continues where it stopped. Members who cannot be referred are refused with their reasons, and the others are
 * referred.
 */
export async function referMembers(
  deps: ReferDeps,
  caller: Caller,
  request: IdempotentRequest,
  { partner, memberIds }: NewReferrals,
) {
  permit(caller, 'member.refer')
  return once(deps, caller, request, ReferralsMade, async (keepAnswer) => {
    const lender = await requireLender(deps, partner)
    requireOnce(memberIds)
    const members = await mapAtOnce(memberIds, membersAtOnce, (id) => referOne(deps, caller, request, lender, id))
    const refused = countRefused(members)
    const summary = { partner, prepared: members.length - refused, refused, members }
    await deps.commit(keepAnswer(summary))
    return summary
  })
}

function requireOnce(ids: string[]): void {
  const twice = ids.findIndex((id, i) => ids.indexOf(id) < i)
  if (twice >= 0) throw invalid('referral_twice', {}, ['memberIds', twice])
}

const countRefused = (members: { problems: unknown[] }[]): number =>
  members.filter(({ problems }) => problems.length > 0).length

const findProblems = async (
  deps: Pick<Deps, 'loans' | 'frame' | 'members'>,
  member: Member,
  { partner }: Lender,
  today: string,
): Promise<Problem[]> => {
  const loans = await deps.loans.getMany(member.loans ?? [])
  // A person whose merged record was referred also waits for that lender.
  const records = await readOwnRecords(deps, member)
  const referrals = records.flatMap((record) => record.referrals ?? [])
  return findObstaclesTo(deps.frame, { ...member, referrals }, loans, today, partner)
}

const MadePart = z.object({ memberId: z.string(), referral: z.string() })

async function referOne(
  deps: ReferDeps,
  caller: Caller,
  request: IdempotentRequest,
  lender: Lender,
  memberId: string,
): Promise<MadeOne> {
  const { key, fingerprint } = request
  const part = { caller: caller.subject, key, part: memberId }
  const first = async (): Promise<MadeOne | undefined> => {
    const known = await deps.claims.get(part)
    if (known && !isClaimFor(request, known)) throw invalid('idempotency_key_reused')
    return known && { ...MadePart.parse(known.answer), problems: [] }
  }
  const known = await first()
  if (known) return known
  try {
    const result = await post(deps, byOfficer(caller), async (context) => {
      const member = await readMember(deps, caller, 'member.refer', memberId)
      refuseAll(await findProblems(deps, member, lender, todayIn(context)))
      const act = await prepareReferral(deps, context, member, lender)
      const answer = { memberId, referral: act.answer.id }
      return { ...act, otherWrites: [deps.claims.add(part, { fingerprint, answer }), ...act.otherWrites], answer }
    })
    return { ...result, problems: [] }
  } catch (error) {
    // As in `once`, a twin may have referred the member meanwhile.
    const twin = await first()
    if (twin) return twin
    if (!(error instanceof AppError) || error.kind === 'busy') throw error
    return { memberId, problems: error.problems.map(viewProblem) }
  }
}

/**
 * The act that prepares a referral of an eligible member. It will be sent by push or by file, as the lender takes
 * referrals at that time.
 */
async function prepareReferral(
  deps: ReferDeps,
  context: ActContext,
  member: Member,
  { partner, way }: Lender,
): Promise<LedgerWrite<Referral> & { otherWrites: NonNullable<LedgerWrite<Referral>['otherWrites']> }> {
  const consent = member.consents?.find((each) => allowsReferralTo(each, partner, todayIn(context)))
  const at = context.now.toISOString()
  const referral: Referral = {
    id: deps.newId('rfr'),
    memberId: member.id,
    version: 1,
    partner: partner.code,
    consent: consent?.id ?? '',
    state: 'prepared',
    ...Dimensions.parse({ ...member, area: context.areas.leafOf(member.area) ?? member.area }),
    preparedAt: at,
    preparedBy: context.actor,
  }
  const { id, memberId } = referral
  const obligationKey = { kind: 'referral', owner: partner.code, id: `${memberId}.${id}` } as const
  const obligation = await deps.obligations.begin(obligationKey, findSendTime(way, context.now))
  return {
    members: [nextVersion({ ...member, referrals: withStandingReferral(member.referrals ?? [], referral) })],
    entries: [],
    otherWrites: [
      deps.referrals.add({ referral, obligation }),
      trace(deps, context, {
        memberId,
        act: 'referred',
        other: id,
        changes: { lender: { to: partner.code }, consent: { to: referral.consent } },
      }),
    ],
    events: [makeReferralNews(referral, at)],
    answer: referral,
  }
}
