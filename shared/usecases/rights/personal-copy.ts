import * as z from 'zod'
import type { Deps } from '../../deps.ts'
import { byOfficer, type Caller } from '../../domain/access/grant.ts'
import { permit } from '../../domain/access/policy.ts'
import { Instant } from '../../domain/calendar.ts'
import { makeLoanView } from '../../domain/loan/loan-view.ts'
import { isHearsay } from '../../domain/member/identity.ts'
import type { Member } from '../../domain/member/member.ts'
import { isVerified } from '../../domain/member/own-record.ts'
import { conflict, notFound } from '../../domain/problems/app-error.ts'
import { type PersonalCopy, publicTask } from '../../domain/rights/personal-copy.ts'
import { findRowsAbout } from '../import/forget-person.ts'
import { currentContext } from '../ledger/post.ts'
import { readOwnRecords } from '../members/kept-record.ts'
import { readKeptMember } from '../members/member-access.ts'
import { readOwnMember } from '../members/self-service.ts'
import { trace } from '../members/trace.ts'
import { type IdempotentRequest, isPastRepeating, once } from '../once.ts'

export type CopyDeps = Pick<
  Deps,
  | 'frame'
  | 'ledger'
  | 'members'
  | 'entries'
  | 'trail'
  | 'breakGlassLog'
  | 'rightsCases'
  | 'evidenceFiles'
  | 'newsDeliveries'
  | 'imports'
  | 'intake'
  | 'consents'
  | 'referrals'
  | 'loans'
  | 'partners'
  | 'claims'
  | 'commit'
  | 'now'
  | 'newId'
>

const pageSize = 200

const Taken = z.object({ caseId: z.string(), at: Instant })

/**
 * Makes a copy of everything held about a person, for an open case that asks for it. The trail records it before the
 * answer. The answer is not stored: for some minutes, a repeat makes the copy again.
 */
export async function takeCopy(
  deps: CopyDeps,
  caller: Caller,
  request: IdempotentRequest,
  { memberId, caseId }: { memberId: string; caseId: string },
): Promise<{ copy: PersonalCopy; replayed: boolean }> {
  permit(caller, 'cases.decide')
  const member = await readKeptMember(deps, caller, 'cases.decide', memberId)
  const { answer: taken, replayed } = await once(deps, caller, request, Taken, async (keepAnswer) => {
    const stored = await deps.rightsCases.get({ memberId, id: caseId })
    if (!stored) throw notFound()
    if (stored.case.kind !== 'access' || stored.case.state !== 'open')
      throw conflict('case_decided', { state: stored.case.state })
    const context = await currentContext(deps, byOfficer(caller))
    const copy = { caseId, at: context.now.toISOString() }
    await deps.commit(keepAnswer(copy), trace(deps, context, { memberId, act: 'copied' }))
    return copy
  })
  if (isPastRepeating(taken.at, deps.now())) throw conflict('copy_over')
  return { copy: await makeCopy(deps, member), replayed }
}

/**
 * The signed-in person's own copy. Only for a verified person; others open a case (UU 27/2022 art. 33 on data of
 * others).
 */
export async function readOwnCopy(
  deps: CopyDeps & Pick<Deps, 'selves'>,
  caller: Pick<Caller, 'subject'>,
): Promise<PersonalCopy> {
  const member = await readOwnMember(deps, caller)
  if (!isVerified(member)) throw conflict('identity_unverified')
  return makeCopy(deps, member)
}

/**
 * Makes the copy itself. It does not reveal that somebody else holds the NIK. For an unverified person it has no rows
 * of imported files, because they may be another person's.
 */
async function makeCopy(deps: CopyDeps, member: Member): Promise<PersonalCopy> {
  const all = await readOwnRecords(deps, member)
  const records: PersonalCopy['records'] = []
  const rows: PersonalCopy['rows'] = []
  for (const each of all) {
    const { dispute: _, ...record } = each
    records.push({
      member: record,
      entries: await readEveryPage((page) => deps.entries.ofMember(each.id, page)),
      trail: await readEveryPage((page) => deps.trail.ofMember(each.id, page)),
      brokenGlass: await deps.breakGlassLog.ofMember(each.id),
      cases: await deps.rightsCases.ofMember(each.id),
      files: await deps.evidenceFiles.ofMember(each.id),
      news: await deps.newsDeliveries.ofMember(each.id),
      consents: await deps.consents.ofMember(each.id),
      referrals: (await deps.referrals.ofMember(each.id)).map(({ referral }) => referral),
      loans: each.id === member.id ? await readLoans(deps, each) : [],
    })
    if (each.person && !isHearsay(member.identity)) rows.push(...(await findRowsAbout(deps, each.person)))
  }
  const { name } = deps.frame.programme
  return { programme: name, basis: publicTask, madeAt: deps.now().toISOString(), records, rows }
}

/** The loans of a person. The kept record also has the loans of merged records. */
async function readLoans({ loans, partners }: Pick<Deps, 'loans' | 'partners'>, { loans: ids = [] }: Member) {
  if (ids.length === 0) return []
  const [found, known] = await Promise.all([Promise.all(ids.map((id) => loans.get(id))), partners.all()])
  return found.flatMap((each) => (each ? [{ loan: makeLoanView(each.record, known), told: each.events }] : []))
}

type Page<T> = { items: T[]; last?: string }

async function readEveryPage<T>(
  read: (page: { after?: string | undefined; limit: number }) => Promise<Page<T>>,
): Promise<T[]> {
  const items: T[] = []
  let after: string | undefined
  do {
    const page = await read({ after, limit: pageSize })
    items.push(...page.items)
    after = page.last
  } while (after !== undefined)
  return items
}
