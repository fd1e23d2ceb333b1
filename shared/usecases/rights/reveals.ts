import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { dayOf, Instant } from '../../domain/calendar.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import type { RevealAnswer, RevealRequest } from '../../domain/rights/reveal.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, isPastRepeating, once } from '../once.ts'

/** What is stored about a reveal: that it happened, never what was shown. */
const Fact = z.object({ at: Instant })

/**
 * Shows personal data of a member in full. Before it answers, it counts the reveal and puts it on the member's trail.
 * For some minutes, a repeat reads the values again. Throws `too_many` if the caller's daily limit is reached.
 */
export async function revealMember(
  deps: ReadMemberDeps & Pick<Deps, 'allowances' | 'claims'>,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  { fields, reason }: RevealRequest,
): Promise<{ answer: RevealAnswer; replayed: boolean }> {
  await readMember(deps, caller, 'member.reveal', id)
  const { answer: fact, replayed } = await once(deps, caller, request, Fact, async (keepAnswer) => {
    const { subject } = caller
    const now = deps.now()
    const made = { at: now.toISOString() }
    const day = dayOf(now, deps.frame.programme.zone)
    await deps.commit(
      keepAnswer(made),
      deps.allowances.use({ subject, what: 'reveal', day }),
      trace(deps, { ...byOfficer(caller), now }, { memberId: id, act: 'revealed', fields, reason }),
    )
    return made
  })
  if (isPastRepeating(fact.at, deps.now())) throw conflict('reveal_over')
  const { person } = await readMember(deps, caller, 'member.reveal', id)
  const values = Object.fromEntries(fields.map((field) => [field, person?.[field]]))
  return { answer: { memberId: id, values }, replayed }
}
