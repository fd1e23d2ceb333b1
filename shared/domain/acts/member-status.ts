import type { Day } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { conflict, invalid, refuseAll } from '../problems/app-error.ts'
import { firstStage } from '../programme/programme.ts'
import { type ActContext, todayIn } from './act-context.ts'
import { listDateProblems } from './attain.ts'

/** Withdraws a member from the programme on a day, not before the registration. Attained stages remain. */
export function withdraw(context: ActContext, member: Member, on: Day): Member {
  if (member.status !== 'active') throw conflict('member_inactive', { status: member.status })
  refuseAll(listDateProblems(context, on, 'on'))
  const firstStanding = member.standings[firstStage(context.programme).code]
  if (firstStanding && on < firstStanding.happenedOn)
    throw invalid('withdrawal_early', { day: on, registeredOn: firstStanding.happenedOn }, ['on'])
  return { ...member, status: 'withdrawn', statusSince: on }
}

/** Brings a withdrawn member back. */
export function rejoin(member: Member): Member {
  if (member.status !== 'withdrawn') throw invalid('member_not_withdrawn')
  const { statusSince: _, ...active } = member
  return { ...active, status: 'active' }
}

/**
 * Removes a member's personal data. The entries remain, so no figure changes. The NIK's hash stays as a tombstone, so
 * a later registration of the same person does not count twice (UU 27/2022 on erasure; counts are kept).
 */
export function erase(context: ActContext, member: Member): Member {
  if (member.status === 'erased') throw conflict('member_inactive', { status: member.status })
  const { person: _, business: __, remarks: ___, ...rest } = withoutRequests(member)
  return { ...rest, status: 'erased', statusSince: todayIn(context), evidence: {}, notes: {} }
}

/**
 * Removes a restriction, a refusal of contact and consents, because the data that they are about is gone. If kept, a
 * restriction would block every act after a new registration, and a refusal of contact could never be taken back. The
 * trail keeps when they were requested.
 */
function withoutRequests(member: Member): Member {
  const { restrictedAt: _, contactRefusedAt: __, mailConsent: ___, consents: ____, referrals: _____, ...rest } = member
  return rest
}
