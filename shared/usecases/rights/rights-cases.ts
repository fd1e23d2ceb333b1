import type * as z from 'zod'
import type { OwnQueue } from '../../data/obligations.ts'
import type { Write } from '../../data/table.ts'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { can, listReachableScopes, permit } from '../../domain/access/policy.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import {
  type CaseDecision,
  decideCase,
  findWarningTime,
  grantRequest,
  type NewRightsCase,
  openCase,
  RightsCase,
} from '../../domain/acts/rights-case.ts'
import { dayOf } from '../../domain/calendar.ts'
import type { Entry } from '../../domain/ledger/entry.ts'
import type { Member } from '../../domain/member/member.ts'
import { bySelf } from '../../domain/member/own-record.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { ascending } from '../../domain/values/text-order.ts'
import { nextVersion } from '../../domain/values/version.ts'
import { type LedgerWrite, post } from '../ledger/post.ts'
import { findStandIn, readOwnRecords } from '../members/kept-record.ts'
import { type ReadMemberDeps, readKeptMember, readMember } from '../members/member-access.ts'
import { onceAbout } from '../members/member-act.ts'
import { readOwnMember } from '../members/self-service.ts'
import { trace, traceChange } from '../members/trace.ts'
import { type IdempotentRequest, type KeepAnswer, once } from '../once.ts'
import type { Handler } from '../sweep.ts'
import { type EraseDeps, forgetElsewhere, makeErasureAct } from './erasure.ts'

export type CaseDeps = EraseDeps & Pick<Deps, 'obligations'>

/** The answer to a request about a case. It is stored, so it has none of the person's words. */
export const CaseStep = RightsCase.pick({ id: true, memberId: true, kind: true, state: true, dueAt: true }).meta({
  id: 'RightsCaseStep',
})
type CaseStep = z.infer<typeof CaseStep>

/** The answer to a request about one's own case. */
export const OwnCaseStep = CaseStep.omit({ memberId: true }).meta({ id: 'OwnCaseStep' })

/** The queue of the cases' clocks. */
const caseQueue: OwnQueue = { kind: 'case', owner: 'rights' }

/** Opens a case for a member within the caller's scope, at the person's request. */
export async function openCaseFor(
  deps: CaseDeps,
  caller: Caller,
  request: IdempotentRequest,
  id: string,
  input: NewRightsCase,
) {
  return onceAbout(deps, caller, 'cases.open', request, CaseStep, (keepAnswer) =>
    postNewCase(deps, byOfficer(caller), keepAnswer, () => readMember(deps, caller, 'cases.open', id), input),
  )
}

/** Opens a case for the signed-in person. Throws `too_many` if the person has opened too many today. */
export async function openOwnCase(
  deps: CaseDeps & Pick<Deps, 'selves' | 'allowances'>,
  caller: Pick<Caller, 'subject'>,
  request: IdempotentRequest,
  input: NewRightsCase,
) {
  const { account } = await deps.selves.find(caller.subject)
  return once(deps, { subject: account }, request, OwnCaseStep, async (keepAnswer) => {
    const keepOwnAnswer = (step: CaseStep) => keepAnswer(OwnCaseStep.parse(step))
    const day = dayOf(deps.now(), deps.frame.programme.zone)
    const allowanceUse = deps.allowances.use({ subject: account, what: 'own_case', day })
    return postNewCase(deps, bySelf, keepOwnAnswer, () => readOwnMember(deps, caller), input, [allowanceUse])
  })
}

/** Opens a case about the member that `find` returns. */
function postNewCase(
  deps: CaseDeps,
  who: { actor: string; source: string },
  keepAnswer: KeepAnswer<CaseStep>,
  find: () => Promise<Member>,
  input: NewRightsCase,
  otherWrites: Write[] = [],
): Promise<CaseStep> {
  return post(deps, who, async (context): Promise<LedgerWrite<CaseStep>> => {
    const { id: memberId } = await find()
    const newCase = openCase(context, deps.newId('cas'), memberId, input)
    const clock = await deps.obligations.begin(
      { ...caseQueue, id: `${memberId}.${newCase.id}` },
      findWarningTime(newCase),
    )
    const answer = CaseStep.parse(newCase)
    return {
      members: [],
      entries: [],
      otherWrites: [
        keepAnswer(answer),
        deps.rightsCases.add(clock, newCase),
        traceCase(deps, context, newCase, 'case_opened'),
        ...otherWrites,
      ],
      answer,
    }
  })
}

const traceCase = (
  deps: Pick<Deps, 'trail' | 'newId'>,
  context: ActContext,
  { memberId, kind, remark }: RightsCase,
  act: 'case_opened' | 'case_done' | 'case_refused',
): Write =>
  trace(deps, context, {
    memberId,
    act,
    changes: { case: { to: kind } },
    ...(remark !== undefined && { reason: remark }),
  })

/**
 * Decides a case and, in the same transaction, does what is granted: restricts processing or ends the restriction,
 * records that the person refuses contact, or erases. A request for a copy is done once a copy was taken. If the record
 * was merged since, the act is done to the kept one; the case stays with the record for which it was opened.
 */
export async function decideCaseFor(
  deps: CaseDeps,
  caller: Caller,
  request: IdempotentRequest,
  { memberId, caseId }: { memberId: string; caseId: string },
  decision: CaseDecision,
) {
  permit(caller, 'cases.decide')
  const result = await once(deps, caller, request, CaseStep, (keepAnswer) =>
    post(deps, byOfficer(caller), async (context): Promise<LedgerWrite<CaseStep>> => {
      const member = await readKeptMember(deps, caller, 'cases.decide', memberId)
      const stored = await deps.rightsCases.get({ memberId, id: caseId })
      if (!stored) throw notFound()
      const decidedCase = decideCase(context, stored.case, decision)
      if (decidedCase.state === 'done' && decidedCase.kind === 'access' && !(await wasCopied(deps, stored.case)))
        throw conflict('case_copy_missing')
      const { members, entries, otherWrites } =
        decidedCase.state === 'done' ? await carryOutGrant(deps, context, member, decidedCase) : nothing
      const act = decidedCase.state === 'done' ? 'case_done' : 'case_refused'
      const answer = CaseStep.parse(decidedCase)
      const own = [
        keepAnswer(answer),
        deps.rightsCases.save(stored, decidedCase, context.now),
        traceCase(deps, context, decidedCase, act),
      ]
      return { members, entries, otherWrites: [...own, ...otherWrites], answer }
    }),
  )
  const { kind, state } = result.answer
  if (kind === 'erasure' && state === 'done') await forgetElsewhere(deps, memberId)
  // A repeat may finish what was interrupted. A caller who may no longer decide there gets no answer.
  if (result.replayed) await readKeptMember(deps, caller, 'cases.decide', memberId)
  return result
}

const nothing: { members: Member[]; entries: Entry[]; otherWrites: Write[] } = {
  members: [],
  entries: [],
  otherWrites: [],
}

async function carryOutGrant(
  deps: CaseDeps,
  context: ActContext,
  member: Member,
  { kind }: RightsCase,
): Promise<typeof nothing> {
  if (kind === 'erasure') return makeErasureAct(deps, context, member)
  const after = grantRequest(member, kind, context.now.toISOString())
  if (after === member) return nothing
  const changed = nextVersion(after)
  return {
    members: [changed],
    entries: [],
    otherWrites: [traceChange(deps, context, { act: 'corrected', before: member, after: changed })],
  }
}

/** Whether a copy of the person's data was taken since the case was opened. */
async function wasCopied({ trail }: Pick<Deps, 'trail'>, { memberId, openedAt }: RightsCase): Promise<boolean> {
  let after: string | undefined
  do {
    const page = await trail.ofMember(memberId, { after, limit: 200 })
    if (page.items.some(({ act, at }) => act === 'copied' && at >= openedAt)) return true
    after = page.last
  } while (after !== undefined)
  return false
}

/** The cases of a member within the caller's scope, oldest first. */
export async function listCases(
  deps: ReadMemberDeps & Pick<Deps, 'rightsCases'>,
  caller: Caller,
  id: string,
): Promise<RightsCase[]> {
  await readMember(deps, caller, 'cases.open', id)
  return deps.rightsCases.ofMember(id)
}

/** A case as the person concerned sees it: without the name of the person who decided. */
export const OwnCase = RightsCase.omit({ memberId: true, version: true, openedBy: true, decidedBy: true }).meta({
  id: 'OwnRightsCase',
})

/** The signed-in person's own cases, under every record, oldest first. */
export async function listOwnCases(
  deps: Pick<Deps, 'selves' | 'members' | 'rightsCases'>,
  caller: Pick<Caller, 'subject'>,
): Promise<z.infer<typeof OwnCase>[]> {
  const member = await readOwnMember(deps, caller)
  const all = await readOwnRecords(deps, member)
  const cases = (await Promise.all(all.map(({ id }) => deps.rightsCases.ofMember(id)))).flat()
  return cases.toSorted((a, b) => ascending(a.id, b.id)).map((each) => OwnCase.parse(each))
}

/** A page of cases. `last` is where the next page begins. */
type CasePage<T> = { items: T[]; last?: string }
type CaseListing = { after?: string | undefined; limit: number }
type ListCaseDeps = Pick<Deps, 'members' | 'frame' | 'rightsCases'>

/**
 * A page of the open cases whose members now are in an area and the caller's scope, the most urgent first. It may be
 * short: a page ends after a fixed number of cases of the whole programme, whether or not they are shown. All cases are
 * in one list because they are few. So a case stays the same when its member moves or is merged.
 */
export async function listOpenCases(
  deps: ListCaseDeps,
  caller: Caller,
  area: string,
  page: CaseListing,
): Promise<CasePage<RightsCase>> {
  const found = await findOpenCases(deps, caller, area, page)
  return { ...found, items: found.items.map((each) => each.case) }
}

/** Like `listOpenCases`, each case with the name of the person who asks. */
export async function listNamedCases(
  deps: ListCaseDeps,
  caller: Caller,
  area: string,
  page: CaseListing,
): Promise<CasePage<RightsCase & { name?: string | undefined }>> {
  const found = await findOpenCases(deps, caller, area, page)
  return { ...found, items: found.items.map((each) => ({ ...each.case, name: each.member.person?.name })) }
}

async function findOpenCases(
  deps: ListCaseDeps,
  caller: Caller,
  area: string,
  page: CaseListing,
): Promise<CasePage<{ case: RightsCase; member: Member }>> {
  permit(caller, 'cases.open')
  const { areas } = deps.frame
  if (listReachableScopes(areas, caller, 'cases.open', { area }).length === 0) return { items: [] }
  const found = await deps.rightsCases.findOpen(page)
  const cases = await deps.rightsCases.readOpen(found.map(({ key }) => key))
  const members = await deps.members.getMany([...new Set(cases.map(({ memberId }) => memberId))])
  const records = await Promise.all(members.map(async (each) => [each.id, await findStandIn(deps, each)] as const))
  const byId = new Map(records)
  const items = cases.flatMap((each) => {
    const member = byId.get(each.memberId)
    const isSeen = member && areas.isWithin(member.area, area) && can(areas, caller, 'cases.open', member)
    return isSeen ? [{ case: each, member }] : []
  })
  const last = found.length === page.limit ? found.at(-1)?.place : undefined
  return { items, ...(last !== undefined && { last }) }
}

/** The overview reads at most this many cases of the whole programme. */
const mostAtHand = 100

/** How many open cases the caller may see. Undefined if the programme has too many to count quickly. */
export async function countOpenCases(
  deps: Pick<Deps, 'members' | 'frame' | 'rightsCases'>,
  caller: Caller,
): Promise<number | undefined> {
  const { items, last } = await listOpenCases(deps, caller, deps.frame.areas.root, { limit: mostAtHand })
  return last === undefined ? items.length : undefined
}

/**
 * The deadline of a case, as an obligation. It warns a day before the end. At the end it is parked, which raises an
 * alarm until somebody decides.
 */
export const makeCaseClock = ({ rightsCases, now, log }: Pick<Deps, 'rightsCases' | 'now' | 'log'>): Handler => ({
  patience: { leaseMs: 30_000, firstWaitMs: 60_000, longestWaitMs: 600_000, mostTries: 20 },
  atOnce: 4,
  async carryOut({ key }) {
    const stored = await rightsCases.at(key)
    if (stored?.case.state !== 'open') return { outcome: 'done' }
    const { id, kind, dueAt } = stored.case
    if (now().toISOString() >= dueAt) return { outcome: 'hopeless', reason: 'case_overdue' }
    log('warn', 'A request about own data must be decided soon', { case: id, kind, dueAt })
    return { outcome: 'waiting', until: dueAt }
  },
})
