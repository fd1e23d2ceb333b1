import * as z from 'zod'
import { ProblemView, viewProblem } from '../problems/problem-view.ts'
import { formatMemberNumber } from '../values/member-number.ts'
import { Member, Standing } from './member.ts'
import { MaskedPerson, maskPerson } from './person.ts'
import { listMemberWarnings } from './warnings.ts'

export const HeldStage = Standing.pick({ entryId: true, happenedOn: true, postedIn: true, area: true, agency: true })

/**
 * A member as officers see one: masked identifiers and the held stages. It does not reveal whether the NIK is disputed.
 * Only an officer who may see both records can look the dispute up.
 */
export const MemberView = Member.omit({
  person: true,
  standings: true,
  loans: true,
  ready: true,
  notes: true,
  remarks: true,
  dispute: true,
})
  .extend({
    number: z.string().describe('The member number as it is printed'),
    person: MaskedPerson.optional(),
    stages: z.record(z.string(), HeldStage),
    warnings: z.array(ProblemView),
  })
  .meta({ id: 'Member' })
export type MemberView = z.infer<typeof MemberView>

export const makeMemberView = (member: Member): MemberView =>
  MemberView.parse({
    ...member,
    number: formatMemberNumber(member.id),
    person: member.person && maskPerson(member.person),
    stages: member.standings,
    warnings: listMemberWarnings(member).map(viewProblem),
  })
