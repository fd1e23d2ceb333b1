import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { dayOf, Instant } from '../../domain/calendar.ts'
import { conflict } from '../../domain/problems/app-error.ts'
import {
  type PayloadReveal,
  type RevealedConflict,
  type RevealedReceipt,
  readNamedMember,
} from '../../domain/receipt/payload.ts'
import type { ReceivedWords } from '../../domain/receipt/receipt.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { type TraceDeps, trace } from '../members/trace.ts'
import { type IdempotentRequest, isPastRepeating, once } from '../once.ts'
import { findConflict } from './conflicts.ts'
import { permitPartners } from './partners.ts'
import { findReceipt } from './receipts.ts'

type RevealDeps = TraceDeps &
  Pick<Deps, 'frame' | 'receipts' | 'members' | 'allowances' | 'claims' | 'commit' | 'now' | 'log'>

type PartnerItem = { code: string; id: string }

/** What is stored about a reveal: when, and the id of what was shown. Never its content. */
const Fact = z.object({ at: Instant, shown: z.string() })

/** Shows what a partner sent, byte for byte. Before it answers, it counts the reveal and notes it on the member's trail. */
export async function revealReceipt(
  deps: RevealDeps,
  caller: Caller,
  request: IdempotentRequest,
  { code, id }: PartnerItem,
  { reason }: PayloadReveal,
): Promise<{ answer: RevealedReceipt; replayed: boolean }> {
  permitReveal(deps, caller)
  const { words } = await findReceipt(deps, code, id)
  const { replayed } = await recordReveal(deps, caller, request, { code, id, payloads: [words], reason })
  return { answer: { id, payload: words }, replayed }
}

/** Like `revealReceipt`, for both events of a conflict. */
export async function revealConflict(
  deps: RevealDeps,
  caller: Caller,
  request: IdempotentRequest,
  { code, id }: PartnerItem,
  { reason }: PayloadReveal,
): Promise<{ answer: RevealedConflict; replayed: boolean }> {
  permitReveal(deps, caller)
  const { stored, first } = await findConflict(deps, code, id)
  const payloads = [...(first ? [first] : []), stored.words]
  const { replayed } = await recordReveal(deps, caller, request, { code, id, payloads, reason })
  return { answer: { id, ...(first && { first }), refused: stored.words }, replayed }
}

/** A payload may be about anybody, so showing it needs the right to reveal in the whole programme. */
function permitReveal(deps: Pick<Deps, 'frame'>, caller: Caller): void {
  permitPartners(deps, caller, 'partners.read')
  permitPartners(deps, caller, 'member.reveal')
}

type RevealRecord = PartnerItem & { payloads: ReceivedWords[]; reason: string }

/**
 * Records a reveal. The same request within some minutes is the same reveal. A person who is not registered has no
 * trail, so only the claim shows who asked for the reveal. Throws `too_many` if the caller's daily limit is reached.
 */
async function recordReveal(
  deps: RevealDeps,
  caller: Caller,
  request: IdempotentRequest,
  { code, id, payloads, reason }: RevealRecord,
): Promise<{ replayed: boolean }> {
  const { answer: fact, replayed } = await once(deps, caller, request, Fact, async (keepAnswer) => {
    const bodies = payloads.flatMap(({ body }) => body ?? [])
    if (bodies.length === 0) throw conflict('payload_gone')
    const members = await findMembers(deps, bodies)
    const { subject } = caller
    const now = deps.now()
    const made = { at: now.toISOString(), shown: id }
    const day = dayOf(now, deps.frame.programme.zone)
    await deps.commit(
      keepAnswer(made),
      deps.allowances.use({ subject, what: 'reveal', day, times: Math.max(1, members.length) }),
      ...members.map((memberId) =>
        trace(deps, { ...byOfficer(caller), now }, { memberId, act: 'revealed', other: id, reason }),
      ),
    )
    deps.log('info', 'A payload was revealed', { partner: code, shown: id, members: members.length })
    return made
  })
  if (isPastRepeating(fact.at, deps.now())) throw conflict('reveal_over')
  return { replayed }
}

/** The ids of the members whom the payloads name, each once. People who are not registered are left out. */
async function findMembers(deps: Pick<Deps, 'members'>, bodies: string[]): Promise<string[]> {
  const found = await Promise.all(
    bodies.map(async (body) => {
      const person = readNamedMember(body)
      if (!person) return []
      const id = 'number' in person ? person.number : await deps.members.idByNik(person.nik)
      const kept = id === undefined ? undefined : await findKeptRecord(deps, id)
      return kept ? [kept.id] : []
    }),
  )
  return [...new Set(found.flat())]
}
