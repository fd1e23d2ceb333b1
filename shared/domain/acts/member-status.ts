import type { Day } from '../calendar.ts'
import type { Member } from '../member/member.ts'
import { conflict, invalid, refuseAll } from '../problems/app-error.ts'
import { firstStage } from '../programme/programme.ts'
import { type ActContext, todayIn } from './act-context.ts'
import { dateProblems } from './attain.ts'

/** The member leaves the programme on a day, not before the registration. What was attained until then stands. */
export function withdraw(context: ActContext, member: Member, on: Day): Member {
  if (member.status !== 'active') throw conflict('member_inactive', { status: member.status })
  refuseAll(dateProblems(context, on, 'on'))
  const registered = member.standings[firstStage(context.programme).code]
  if (registered && on < registered.happenedOn)
    throw invalid('withdrawal_early', { day: on, registeredOn: registered.happenedOn }, ['on'])
  return { ...member, status: 'withdrawn', statusSince: on }
}

/** The member who had withdrawn comes back. */
export function rejoin(member: Member): Member {
  if (member.status !== 'withdrawn') throw invalid('member_not_withdrawn')
  const { statusSince: _, ...active } = member
  return { ...active, status: 'active' }
}

/**
 * Empties a member of personal data. The entries stand and the NIK's hash stays as a tombstone, so no figure moves
 * and a later registration of the same person does not count twice (UU 27/2022 on erasure; counts are kept).
 */
export function erase(context: ActContext, member: Member): Member {
  if (member.status === 'erased') throw conflict('member_inactive', { status: member.status })
  const { person: _, business: __, remarks: ___, ...rest } = withoutRequests(member)
  return { ...rest, status: 'erased', statusSince: todayIn(context), evidence: {}, notes: {} }
}

/**
 * What a person asked for his data ends with the data: nothing is left to restrict, and no phone or address to be
 * contacted at. Who registers again does so anew, and is asked anew; a restriction that outlived the data would refuse
 * every act on the new ones, and a refusal of contact cannot be taken back. When they were asked is kept in the trail.
 */
function withoutRequests({ restrictedAt: _, contactRefusedAt: __, ...member }: Member): Member {
  return member
}
