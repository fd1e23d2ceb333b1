import type { Month } from '../calendar.ts'
import {
  addCounters,
  type CounterNames,
  type Counters,
  lineForEntry,
  lineForFactEntry,
  splitAmount,
} from './counter.ts'
import {
  type Entry,
  effectOf,
  isLoanEntry,
  isReferralEntry,
  type LoanEntry,
  type ReferralEntry,
  type StageEntry,
} from './entry.ts'
import { isLate } from './lateness.ts'

/** What entries add to one cell of the ledger, which is a posting month and a leaf area. */
export type TallyChange = { month: Month; area: string; counters: Counters }

/** What late entries add in addition, keyed by their true month and posting month. */
export type ShiftChange = TallyChange & { trueMonth: Month }

export type Contribution = { tally: TallyChange; shift?: ShiftChange }

/**
 * What an entry adds, and where. Everything that changes a figure goes through this function: a figure is the sum of
 * its entries' contributions, and a recount calls this function again.
 */
export function contribution(names: CounterNames, entry: Entry): Contribution {
  const counters = countersOf(names, entry)
  const tally = { month: entry.postedIn, area: entry.area, counters }
  return isLate(entry) ? { tally, shift: { ...tally, trueMonth: entry.trueMonth } } : { tally }
}

function countersOf(names: CounterNames, entry: Entry): Counters {
  if (isLoanEntry(entry)) return loanCounters(names, entry)
  return isReferralEntry(entry) ? referralCounters(names, entry) : stageCounters(names, entry)
}

function stageCounters(names: CounterNames, entry: StageEntry): Counters {
  const counters = { [names.nameOf(lineForEntry(entry), entry)]: 1 }
  if (entry.daysFromFirst !== undefined) counters[names.durationOf(entry.stage, entry.daysFromFirst)] = effectOf(entry)
  return counters
}

function loanCounters(names: CounterNames, entry: LoanEntry): Counters {
  const line = lineForFactEntry(entry)
  const { millions, sen } = splitAmount(entry.amount)
  const counters = { [names.loanName(line, entry, 'number')]: 1 }
  // A part of 0 gets no counter, because storing it would cost money.
  if (millions !== 0) counters[names.loanName(line, entry, 'millions')] = millions
  if (sen !== 0) counters[names.loanName(line, entry, 'sen')] = sen
  if (entry.decisionDays !== undefined) counters[names.loanDaysOf(entry, entry.decisionDays)] = effectOf(entry)
  return entry.referral === undefined ? counters : { ...counters, ...referralCounters(names, entry) }
}

function referralCounters(names: CounterNames, entry: LoanEntry | ReferralEntry): Counters {
  const counters = { [names.referralName(lineForFactEntry(entry), entry)]: 1 }
  if (entry.referralDays !== undefined) counters[names.referralDaysOf(entry, entry.referralDays)] = effectOf(entry)
  return counters
}

/** Sums the changes of several entries per cell, so that a transaction writes each item once. */
export function sumContributions(names: CounterNames, entries: Entry[]) {
  const tallies = new Map<string, TallyChange>()
  const shifts = new Map<string, ShiftChange>()
  for (const entry of entries) {
    const { tally, shift } = contribution(names, entry)
    addChange(tallies, `${tally.month}#${tally.area}`, tally)
    if (shift) addChange(shifts, `${shift.month}#${shift.area}#${shift.trueMonth}`, shift)
  }
  return { tallies: [...tallies.values()], shifts: [...shifts.values()] }
}

function addChange<T extends TallyChange>(sums: Map<string, T>, key: string, change: T) {
  const sum = sums.get(key)
  if (sum) addCounters(sum.counters, change.counters)
  else sums.set(key, { ...change, counters: { ...change.counters } })
}
