import type { KeptLoan, LoanList } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import {
  type LoanView,
  makeLoanView,
  makeParkedLoan,
  maskForPartner,
  type ParkedLoan,
} from '../../domain/loan/loan-view.ts'
import { notFound } from '../../domain/problems/app-error.ts'
import { type ReadMemberDeps, readMember } from '../members/member-access.ts'
import { permitPartners } from '../partners/partners.ts'

type Page = { after?: string | undefined; limit: number }

/** The loans of a member, in the order in which they were reported. */
export async function listMemberLoans(
  deps: ReadMemberDeps & Pick<Deps, 'loans' | 'partners'>,
  caller: Caller,
  id: string,
): Promise<LoanView[]> {
  const { loans: ids = [] } = await readMember(deps, caller, 'member.read', id)
  if (ids.length === 0) return []
  const [records, partners] = await Promise.all([deps.loans.getMany(ids), deps.partners.all()])
  const found = new Map(records.map((record) => [record.id, record]))
  return ids.flatMap((each) => found.get(each) ?? []).map((record) => makeLoanView(record, partners))
}

type ListLoanDeps = Pick<Deps, 'loans' | 'partners' | 'frame' | 'now'>

/** A loan, and its version for an `If-Match`. Throws `not_found`. */
export async function readLoan(
  deps: ListLoanDeps,
  caller: Caller,
  id: string,
): Promise<LoanView & { version: number }> {
  permitPartners(deps, caller, 'partners.read')
  const [[record], partners] = await Promise.all([deps.loans.getMany([id]), deps.partners.all()])
  if (!record) throw notFound()
  return { ...makeLoanView(record, partners), version: record.version }
}

/** A loan that waits for its member, or undefined if it does not wait. */
export async function readParkedLoan(deps: ListLoanDeps, caller: Caller, id: string): Promise<ParkedLoan | undefined> {
  permitPartners(deps, caller, 'partners.read')
  const [record] = await deps.loans.getMany([id])
  return record && makeParkedLoan(record, deps.now())
}

/** A page of the loans that wait for their members, of all partners or one, the oldest of each first. */
export async function listParkedLoans(
  deps: ListLoanDeps,
  caller: Caller,
  page: Page & { partner?: string | undefined },
): Promise<{ items: ParkedLoan[]; last?: string }> {
  permitPartners(deps, caller, 'partners.read')
  const { records, last } = await readListPage(deps, 'parked', page)
  return { items: records.flatMap((record) => makeParkedLoan(record, deps.now()) ?? []), ...(last && { last }) }
}

/**
 * Like `listParked`, for an authenticated partner: its own loans, with nothing that the partner has not reported
 * itself.
 */
export async function listOwnParkedLoans(
  deps: Pick<Deps, 'loans' | 'now'>,
  partner: string,
  page: Page,
): Promise<{ items: ParkedLoan[]; last?: string }> {
  const { records, last } = await readListPage(deps, 'parked', { ...page, partner })
  const items = records.flatMap((record) => makeParkedLoan(record, deps.now()) ?? [])
  return { items: items.map(maskForPartner), ...(last && { last }) }
}

/** A page of the loans under review: their events contradict each other, or the stage may not be attained. */
export async function listLoansUnderReview(
  deps: ListLoanDeps,
  caller: Caller,
  page: Page & { partner?: string | undefined },
): Promise<{ items: LoanView[]; last?: string }> {
  permitPartners(deps, caller, 'partners.read')
  const [{ records, last }, partners] = await Promise.all([readListPage(deps, 'review', page), deps.partners.all()])
  return { items: records.map((record) => makeLoanView(record, partners)), ...(last && { last }) }
}

/** A page of the loans with an event that waits, because it is dated ahead of our clock. */
export async function listLoansAhead(
  deps: ListLoanDeps,
  caller: Caller,
  page: Page & { partner?: string | undefined },
): Promise<{ items: LoanView[]; last?: string }> {
  permitPartners(deps, caller, 'partners.read')
  const [{ records, last }, partners] = await Promise.all([readListPage(deps, 'ahead', page), deps.partners.all()])
  return { items: records.map((record) => makeLoanView(record, partners)), ...(last && { last }) }
}

/** A page of pairs of loans that two partners reported and that are probably one loan. */
export async function listTwins(
  deps: ListLoanDeps,
  caller: Caller,
  page: Page,
): Promise<{ items: { since: string; loans: LoanView[] }[]; last?: string }> {
  permitPartners(deps, caller, 'partners.read')
  const [{ items, last }, partners] = await Promise.all([deps.loans.twinPairs(page), deps.partners.all()])
  const found = new Map(
    (await deps.loans.getMany(items.flatMap(({ loans }) => loans))).map((record) => [record.id, record]),
  )
  const pairs = items.map(({ since, loans }) => ({
    since,
    loans: loans.flatMap((id) => found.get(id) ?? []).map((record) => makeLoanView(record, partners)),
  }))
  return { items: pairs, ...(last && { last }) }
}

/** Reads the loans of a page of a list, in its order. */
async function readListPage(
  { loans }: Pick<Deps, 'loans'>,
  list: LoanList,
  page: Page & { partner?: string | undefined },
): Promise<{ records: KeptLoan[]; last?: string }> {
  const { items, last } = await loans.pageOfList(list, page)
  const found = new Map((await loans.getMany(items.map(({ id }) => id))).map((record) => [record.id, record]))
  return { records: items.flatMap(({ id }) => found.get(id) ?? []), ...(last !== undefined && { last }) }
}
