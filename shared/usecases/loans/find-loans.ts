import * as z from 'zod'
import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { Day, dayOf } from '../../domain/calendar.ts'
import { type LoanStep, listLoanSteps } from '../../domain/loan/loan-history.ts'
import { loanKey } from '../../domain/loan/loan-record.ts'
import { LoanState } from '../../domain/loan/loan-state.ts'
import { type LoanView, makeLoanView } from '../../domain/loan/loan-view.ts'
import { PartnerCode } from '../../domain/partner/partner.ts'
import { invalid, notFound } from '../../domain/problems/app-error.ts'
import { makeReceiptId } from '../../domain/receipt/receipt.ts'
import { MemberNumber } from '../../domain/values/member-number.ts'
import { mapAtOnce } from '../map-at-once.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { permitPartners } from '../partners/partners.ts'
import { listOutcomes } from './loan-news.ts'

/** Which loans to find. One of the first four fields says where to look; the others narrow it down. */
export const LoanFilter = z.object({
  number: z.string().max(64).optional().describe("The partner's number of the loan"),
  event: z.string().max(64).optional().describe('The id of an event of the loan'),
  member: MemberNumber.optional(),
  partner: PartnerCode.optional(),
  state: LoanState.optional(),
  from: Day.optional().describe('Loans whose latest event took effect on this day or later'),
  to: Day.optional().describe('Loans whose latest event took effect on this day or earlier'),
})
export type LoanFilter = z.infer<typeof LoanFilter>

type FindDeps = Pick<Deps, 'loans' | 'partners' | 'receipts' | 'members' | 'frame' | 'now'>
type Page = { after?: string | undefined; limit: number }

const readsAtOnce = 8

/**
 * A page of the loans that a filter names. By number, event or member, all are on one page. By partner, a page may be
 * short. Throws `invalid` if the filter does not say where to look.
 */
export async function findLoans(
  deps: FindDeps,
  caller: Caller,
  filter: LoanFilter,
  page: Page,
): Promise<{ items: LoanView[]; last?: string }> {
  permitPartners(deps, caller, 'partners.read')
  const partners = await deps.partners.all()
  const codes = partners.map(({ code }) => code).filter((code) => !filter.partner || code === filter.partner)
  const { items, last } = await readByFilter(deps, filter, codes, page)
  const { zone } = deps.frame.programme
  const fits = ({ partner, loan }: KeptLoan) => {
    const on = loan && dayOf(new Date(loan.occurredAt), zone)
    return (
      (filter.partner === undefined || partner === filter.partner) &&
      (filter.state === undefined || loan?.state === filter.state) &&
      (filter.from === undefined || (on !== undefined && on >= filter.from)) &&
      (filter.to === undefined || (on !== undefined && on <= filter.to))
    )
  }
  return {
    items: items.filter(fits).map((record) => makeLoanView(record, partners)),
    ...(last !== undefined && { last }),
  }
}

async function readByFilter(
  deps: FindDeps,
  { number, event, member, partner }: LoanFilter,
  codes: string[],
  page: Page,
): Promise<{ items: KeptLoan[]; last?: string }> {
  if (number !== undefined)
    return { items: await deps.loans.getMany(codes.map((code) => loanKey({ partner: code, number }))) }
  if (event !== undefined) return { items: await readByEvent(deps, event, codes) }
  if (member !== undefined)
    return { items: await deps.loans.getMany((await findKeptRecord(deps, member))?.loans ?? []) }
  if (partner !== undefined) return deps.loans.ofPartner(partner, page)
  throw invalid('field_missing', {}, ['partner'])
}

const EventBody = z.object({ loan: z.object({ number: z.string() }) })

async function readByEvent(deps: FindDeps, event: string, codes: string[]): Promise<KeptLoan[]> {
  const ids = await mapAtOnce(codes, readsAtOnce, async (partner) => {
    const body = (await deps.receipts.get(makeReceiptId(partner, event)))?.words.body
    const eventBody = body === undefined ? undefined : EventBody.safeParse(JSON.parse(body)).data
    return eventBody ? [loanKey({ partner, number: eventBody.loan.number })] : []
  })
  return deps.loans.getMany(ids.flat())
}

/** The events of a loan from the oldest to the newest, and what each changed. Throws `not_found`. */
export async function listLoanEvents(
  deps: Pick<Deps, 'loans' | 'frame' | 'now'>,
  caller: Caller,
  id: string,
): Promise<LoanStep[]> {
  permitPartners(deps, caller, 'partners.read')
  const stored = await deps.loans.get(id)
  if (!stored) throw notFound()
  const { record, events } = stored
  return listLoanSteps(record, events, listOutcomes(record), { now: deps.now(), zone: deps.frame.programme.zone })
}

/** Like `listLoanEvents`, each event with the id of its receipt. An event that did not come as a call has none. */
export async function listReceivedEvents(
  deps: Pick<Deps, 'loans' | 'receipts' | 'frame' | 'now'>,
  caller: Caller,
  { id, partner }: Pick<LoanView, 'id' | 'partner'>,
): Promise<(LoanStep & { receiptId?: string })[]> {
  const steps = await listLoanEvents(deps, caller, id)
  const events = steps.map((step) => ({ step, receiptId: makeReceiptId(partner, step.eventId) }))
  const existing = await deps.receipts.listExisting(events.map(({ receiptId }) => receiptId))
  return events.map(({ step, receiptId }) => ({ ...step, ...(existing.has(receiptId) && { receiptId }) }))
}
