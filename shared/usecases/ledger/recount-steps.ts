import { type Month, monthRange } from '../../domain/calendar.ts'
import type { MonthRange, RecountStep } from '../../domain/ledger/recount-step.ts'
import { currentMonth, readBooks } from './books.ts'
import { keepRecount, type RecountDeps, recountPart } from './recount.ts'

/** The counts of all parts of a month pass through one execution of the state machine, which holds 256 KiB. */
const mostPassedOn = 20

/**
 * Carries out a step of the full recount. Counting changes nothing and saving overwrites, so a step may be interrupted
 * and repeated. `finish` throws if a month differs. The state machine then fails, which raises its alarm.
 */
export async function runRecountStep(deps: RecountDeps, step: RecountStep): Promise<object> {
  switch (step.step) {
    case 'list':
      return { months: await listMonths(deps, step.range), shards: deps.frame.areas.shards }
    case 'part': {
      const part = await recountPart(deps, step.month, [step.shard])
      return { ...part, differences: part.differences.slice(0, mostPassedOn) }
    }
    case 'month': {
      const { month, differing } = await keepRecount(deps, step.month, step.parts)
      return { month, differing }
    }
    case 'finish':
      return finishRecount(deps, step.months)
  }
}

async function listMonths(deps: RecountDeps, { from, through }: MonthRange): Promise<Month[]> {
  const { firstMonth } = await readBooks(deps)
  const current = currentMonth(deps)
  return monthRange(firstMonth, current).filter((month) => month >= (from ?? month) && month <= (through ?? month))
}

async function finishRecount({ ledger, log }: RecountDeps, months: Month[]): Promise<{ months: number }> {
  const recounts = (await ledger.recounts()).filter(({ month }) => months.includes(month))
  const differing = recounts.filter((recount) => recount.differing > 0).map(({ month }) => month)
  const missing = months.length - recounts.length
  log('info', 'A full recount has ended', { months: months.length, missing, differing: differing.join(' ') })
  if (missing > 0) throw new Error(`${missing} months were not counted`)
  if (differing.length > 0) throw new Error(`Counters differ from entries in ${differing.join(', ')}`)
  return { months: months.length }
}
