import { randomBytes } from 'node:crypto'
import type { ActContext, Outcome } from '../../../shared/domain/acts/act-context.ts'
import { attain } from '../../../shared/domain/acts/attain.ts'
import { type Reclassification, reclassify } from '../../../shared/domain/acts/reclassify.ts'
import { register } from '../../../shared/domain/acts/register.ts'
import { reverse } from '../../../shared/domain/acts/reverse.ts'
import { type Day, dayOf } from '../../../shared/domain/calendar.ts'
import type { Evidence, Member, NewMember } from '../../../shared/domain/member/member.ts'
import { idRandomBytes, makeSortableId } from '../../../shared/domain/values/id.ts'

/** An act that somebody records about a member at an instant. */
export type DemoAct = { at: Date; actor: string } & (
  | { kind: 'register'; input: NewMember }
  | { kind: 'attain'; stage: string; happenedOn: Day; agency: string; evidence?: Evidence | undefined }
  | { kind: 'reverse'; stage: string; reason: string }
  | { kind: 'reclassify'; change: Reclassification }
)

/** A member of the demo, with the acts that are recorded about them, oldest first. The first act registers them. */
export type DemoMember = { number: string; area: string; acts: DemoAct[] }

/** Decides the acts of a member in order, each at its own instant and by its own actor. */
export function decideActs(context: ActContext, number: string, before: Member | undefined, acts: DemoAct[]): Outcome {
  let member = before
  const entries = acts.flatMap((act) => {
    const outcome = decide(makeActContext(context, act), number, member, act)
    member = outcome.member
    return outcome.entries
  })
  if (!member) throw new Error('Nothing was recorded about the member')
  return { member, entries }
}

function decide(context: ActContext, number: string, member: Member | undefined, act: DemoAct): Outcome {
  if (act.kind === 'register') return register(context, number, act.input)
  if (!member) throw new Error('The member has an act before the registration')
  switch (act.kind) {
    case 'attain':
      return attain(context, member, { ...act, area: context.areas.leafOf(member.area) ?? member.area })
    case 'reverse': {
      const decidedOn = dayOf(act.at, context.programme.zone)
      return reverse(context, member, { stage: act.stage, reason: act.reason, decidedOn, cascade: true })
    }
    case 'reclassify':
      return reclassify(context, member, act.change)
  }
}

// The ids of entries sort by the time of recording, as they do outside the demo.
const makeActContext = (context: ActContext, { at: now, actor }: DemoAct): ActContext => ({
  ...context,
  now,
  actor,
  newEntryId: () => makeSortableId('ent', now, randomBytes(idRandomBytes)),
})
