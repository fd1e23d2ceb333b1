import type { KeptLoan } from '../../data/loans.ts'
import type { Deps } from '../../deps.ts'
import type { ActContext } from '../../domain/acts/act-context.ts'
import { type LoanEvent, makeToldLoan, type ToldLoan } from '../../domain/loan/loan-event.ts'
import { findSandboxMember } from '../../domain/loan/sandbox-members.ts'
import { findKeptRecord } from '../members/kept-record.ts'
import { findParkReason } from './loan-holder.ts'

/** Why a loan is processed: a new event, a decision, or, if neither is given, a repeat. */
export type LoanNews = {
  event?: LoanEvent | undefined
  isSandbox?: boolean
  decision?: { about: string; outcome: 'released' | 'rejected'; by: string } | undefined
}

/** Adds an event or decision to a loan. The event is stored without personal data. */
export async function withNews(
  deps: Pick<Deps, 'members' | 'keyring'>,
  context: ActContext,
  record: KeptLoan,
  { event, decision }: LoanNews,
): Promise<{ record: KeptLoan; added?: ToldLoan }> {
  if (decision) {
    const { about, outcome, by } = decision
    const decisions = { ...record.decisions, [about]: { outcome, by, at: context.now.toISOString() } }
    return { record: { ...record, decisions } }
  }
  if (!event) return { record }
  if ('number' in event.member) return { record, added: makeToldLoan(event, event.member.number) }
  const { nik } = event.member
  const hash = deps.keyring.hash('nik', nik)
  if (record.isSandbox) return { record, added: makeToldLoan(event, findSandboxMember(nik)?.number ?? hash) }
  const holderId = await deps.members.idByNik(nik)
  const holder = holderId === undefined ? undefined : await findKeptRecord(deps, holderId)
  if (holderId !== undefined && holder && !findParkReason(context.programme, record, holder))
    return { record, added: makeToldLoan(event, holderId) }
  return { record: { ...record, niks: { ...record.niks, [hash]: nik } }, added: makeToldLoan(event, hash) }
}

export const listOutcomes = ({ decisions }: KeptLoan) =>
  Object.fromEntries(Object.entries(decisions).map(([about, { outcome }]) => [about, outcome]))
