import { type Day, dayOf } from '../calendar.ts'
import type { Identity, SeenDocument } from '../member/identity.ts'
import type { Member } from '../member/member.ts'
import { refuseAll } from '../problems/app-error.ts'
import { firstStage } from '../programme/programme.ts'
import { type ActContext, type Outcome, todayIn } from './act-context.ts'
import { attain } from './attain.ts'
import { listReasonProblems, withoutStandings } from './reverse.ts'

/** The day on which a person registered online. */
export const findRegistrationDay = ({ programme }: Pick<ActContext, 'programme'>, { registeredAt }: Member): Day =>
  dayOf(new Date(registeredAt), programme.zone)

/** Confirms a member's identity. Attains the first stage with the day of registration, unless it is held. */
export function verify(
  context: ActContext,
  member: Member,
  { by, seen }: { by: NonNullable<Identity['by']>; seen?: SeenDocument | undefined },
): Outcome {
  const check = member.identity?.check
  const at = context.now.toISOString()
  const verifiedMember: Member = {
    ...member,
    identity: { status: 'verified', at, by, ...(seen && { seen }), ...(check && { check }) },
  }
  const stage = firstStage(context.programme).code
  if (verifiedMember.standings[stage]) return { member: verifiedMember, entries: [] }
  const area = context.areas.leafOf(member.area) ?? ''
  const happenedOn = findRegistrationDay(context, member)
  return attain(context, verifiedMember, { stage, happenedOn, area, agency: member.agency })
}

/** Rejects a member's identity, and reverses every stage. */
export function reject(
  context: ActContext,
  member: Member,
  { seen, reason }: { seen: SeenDocument; reason: string },
): Outcome {
  refuseAll(listReasonProblems(context.programme, reason))
  const stages = context.programme.stages.map(({ code }) => code)
  const withoutStages = withoutStandings(context, member, stages, { reason, decidedOn: todayIn(context) })
  const check = member.identity?.check
  const at = context.now.toISOString()
  const rejectedMember: Member = {
    ...withoutStages.member,
    identity: { status: 'rejected', at, by: 'officer', seen, reason, ...(check && { check }) },
  }
  return { member: rejectedMember, entries: withoutStages.entries }
}
