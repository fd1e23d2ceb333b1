import * as z from 'zod'
import { earlierOf, hourMs, Instant } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { conflict, invalid } from '../problems/app-error.ts'
import { plainText } from '../values/text.ts'
import type { ActContext } from './act-context.ts'

/**
 * What a person may request for personal data (UU 27/2022, chapter IV): a copy, a correction, a restriction of processing,
 * the end of a restriction, no more contact, or erasure.
 */
export const CaseKind = z
  .enum(['access', 'correction', 'restriction', 'restriction_end', 'contact_withdrawal', 'erasure'])
  .meta({ id: 'CaseKind' })
export type CaseKind = z.infer<typeof CaseKind>

/** Why a request may be refused; the first three are those of UU 27/2022 art. 33. */
const RefusalGround = z
  .enum(['harms_safety', 'exposes_others', 'national_security', 'identity_not_shown', 'no_basis'])
  .meta({ id: 'RefusalGround' })

/** A person's request about personal data, with its deadline. `request` and `remark` are free text, stored sealed. */
export const RightsCase = z
  .object({
    id: z.string(),
    memberId: z.string(),
    version: z.int().min(1),
    kind: CaseKind,
    state: z.enum(['open', 'done', 'refused']),
    request: z.string().optional(),
    openedAt: Instant,
    openedBy: z.string(),
    dueAt: Instant.describe('The deadline of the decision'),
    decidedAt: Instant.optional(),
    decidedBy: z.string().optional(),
    ground: RefusalGround.optional(),
    remark: z.string().optional(),
  })
  .meta({ id: 'RightsCase' })
export type RightsCase = z.infer<typeof RightsCase>

export const NewRightsCase = z
  .strictObject({ kind: CaseKind, request: plainText(1000).optional().describe("The person's own words") })
  .meta({ id: 'NewRightsCase' })
export type NewRightsCase = z.infer<typeof NewRightsCase>

export const CaseDecision = z
  .strictObject({
    outcome: z.enum(['done', 'refused']),
    ground: RefusalGround.optional().describe('Required to refuse'),
    remark: plainText(500).optional(),
  })
  .meta({ id: 'CaseDecision' })
export type CaseDecision = z.infer<typeof CaseDecision>

/**
 * The time to decide a request: 3 × 24 hours, not working days (UU 27/2022 art. 32 on access; the other kinds get the same).
 */
const allowedMs = 72 * hourMs

/** How long before the deadline the first warning comes. */
const warningMs = 24 * hourMs

export const openCase = (
  { now, actor }: Pick<ActContext, 'now' | 'actor'>,
  id: string,
  memberId: string,
  { kind, request }: NewRightsCase,
): RightsCase => ({
  ...{ id, memberId, version: 1, kind, state: 'open' },
  ...(request !== undefined && { request }),
  openedAt: now.toISOString(),
  openedBy: actor,
  dueAt: new Date(now.getTime() + allowedMs).toISOString(),
})

export const findWarningTime = ({ dueAt }: RightsCase): Instant => new Date(Date.parse(dueAt) - warningMs).toISOString()

/** Decides an open case. Throws `conflict` when it is decided already, and `invalid` for a refusal without a ground. */
export function decideCase(
  { now, actor }: Pick<ActContext, 'now' | 'actor'>,
  undecidedCase: RightsCase,
  { outcome, ground, remark }: CaseDecision,
): RightsCase {
  if (undecidedCase.state !== 'open') throw conflict('case_decided', { state: undecidedCase.state })
  if (outcome === 'refused' && ground === undefined) throw invalid('case_ground_missing', {}, ['ground'])
  return {
    ...undecidedCase,
    version: undecidedCase.version + 1,
    state: outcome,
    decidedAt: now.toISOString(),
    decidedBy: actor,
    ...(outcome === 'refused' && ground && { ground }),
    ...(remark !== undefined && { remark }),
  }
}

/**
 * Applies a granted request to the member. A copy, a correction and an erasure are separate acts and change nothing
 * here. An erased member stays as it is: otherwise a restriction would block a new registration.
 */
export function grantRequest(member: Member, kind: CaseKind, at: Instant): Member {
  if (member.status === 'erased') return member
  switch (kind) {
    case 'restriction':
      return { ...member, restrictedAt: member.restrictedAt ?? at }
    case 'restriction_end': {
      const { restrictedAt: _, ...rest } = member
      return rest
    }
    case 'contact_withdrawal':
      return { ...member, contactRefusedAt: member.contactRefusedAt ?? at }
    default:
      return member
  }
}

/**
 * Copies the earlier of two refusals of contact to the kept record of a merge. If the merge is undone, both keep the
 * refusal: better to contact neither person than the one who refused. Restricted records are never merged.
 */
export function keepContactRefusal(keptMember: Member, { contactRefusedAt: refusedAt }: Member): Member {
  if (refusedAt === undefined) return keptMember
  return { ...keptMember, contactRefusedAt: earlierOf(refusedAt, keptMember.contactRefusedAt ?? refusedAt) }
}
