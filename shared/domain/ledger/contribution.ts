import type { Month } from '../calendar.ts'
import {
  addCounters,
  type CounterNames,
  type Counters,
  lineForEntry,
  lineForLoanEntry,
  splitAmount,
} from './counter.ts'
import { type Entry, effectOf, isLate, type LoanEntry, type StageEntry } from './entry.ts'

/** What entries add to one cell of the ledger: a posting month and a leaf area. */
export type TallyChange = { month: Month; area: string; counters: Counters }

/** What entries of an earlier month, posted only now, add besides: keyed by true month and posting month. */
export type ShiftChange = TallyChange & { trueMonth: Month }

export type Contribution = { tally: TallyChange; shift?: ShiftChange }

/**
 * What an entry adds, and where. Everything that changes a figure goes through this function: a figure is the sum of
 * the contributions of the entries, and a recount is this function again.
 */
export function contribution(names: CounterNames, entry: Entry): Contribution {
  const counters = 'fact' in entry ? loanCounters(names, entry) : stageCounters(names, entry)
  const tally = { month: entry.postedIn, area: entry.area, counters }
  return isLate(entry) ? { tally, shift: { ...tally, trueMonth: entry.trueMonth } } : { tally }
}

function stageCounters(names: CounterNames, entry: StageEntry): Counters {
  const counters = { [names.nameOf(lineForEntry(entry), entry)]: 1 }
  if (entry.daysFromFirst !== undefined) counters[names.durationOf(entry.stage, entry.daysFromFirst)] = effectOf(entry)
  return counters
}

function loanCounters(names: CounterNames, entry: LoanEntry): Counters {
  const line = lineForLoanEntry(entry)
  const { millions, sen } = splitAmount(entry.amount)
  const counters = { [names.loanName(line, entry, 'number')]: 1 }
  // A part of nothing is no counter: it would be paid for all the same.
  if (millions !== 0) counters[names.loanName(line, entry, 'millions')] = millions
  if (sen !== 0) counters[names.loanName(line, entry, 'sen')] = sen
  if (entry.decisionDays !== undefined) counters[names.loanDaysOf(entry, entry.decisionDays)] = effectOf(entry)
  return counters
}

/** The changes of several entries, one per cell, so that each item is written once in a transaction. */
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
