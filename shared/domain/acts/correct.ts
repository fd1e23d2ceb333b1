import type { Member, MemberChange } from '../member/member.ts'
import { listPersonProblems, Person } from '../member/person.ts'
import { invalid, refuseAll } from '../problems/app-error.ts'
import { type ActContext, todayIn } from './act-context.ts'
import { listPlaceProblems } from './register.ts'

/**
 * Corrects a member's data, or moves the member: a new area or agency changes only what comes later.
 * Throws `invalid` with every problem, or when nothing would change.
 */
export function correct(context: ActContext, member: Member, change: MemberChange): Member {
  const { person: personChange, business, reason: _, ...place } = change
  const person = member.person && Person.parse(withoutNulls({ ...member.person, ...personChange }))
  refuseAll([
    ...(person ? listPersonProblems(person, todayIn(context), stageDays(member)) : []),
    ...listPlaceProblems(context, place),
    ...(member.status === 'active' || member.status === 'withdrawn'
      ? []
      : [{ code: 'member_inactive' as const, params: { status: member.status } }]),
    ...(member.identity?.status === 'rejected'
      ? [{ code: 'identity_unsettled' as const, params: { identity: 'rejected' } }]
      : []),
  ])
  const { business: before, ...rest } = member
  const businessAfter = business === undefined ? before : business
  const correctedMember: Member = {
    ...rest,
    area: place.area ?? member.area,
    agency: place.agency ?? member.agency,
    ...(person && { person }),
    ...(businessAfter && { business: businessAfter }),
  }
  if (JSON.stringify(comparableParts(correctedMember)) === JSON.stringify(comparableParts(member)))
    throw invalid('nothing_to_change')
  return correctedMember
}

const stageDays = ({ standings }: Member) => Object.values(standings).map(({ happenedOn }) => happenedOn)

const withoutNulls = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))

const comparableParts = ({ area, agency, person, business }: Member) => [
  area,
  agency,
  person && Object.entries(person).toSorted(),
  business,
]
