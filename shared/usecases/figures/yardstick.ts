import type { Deps } from '../../deps.ts'
import type { Month } from '../../domain/calendar.ts'
import { aimsIn, type Yardstick } from '../../domain/figures/yardstick.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import type { MonthStatus } from '../../domain/ledger/month-status.ts'
import { Moved } from '../../domain/problems/moved.ts'
import { scopeKey, type Target } from '../../domain/programme/target.ts'

export type YardstickDeps = Pick<Deps, 'frame' | 'yardsticks' | 'targets' | 'partners'>

/** What a closed month was measured against when it closed; undefined for an open month. */
export const frozenYardstick = async (
  { yardsticks }: Pick<Deps, 'yardsticks'>,
  month: Pick<MonthStatus, 'yardstick'> | undefined,
): Promise<Yardstick | undefined> => (month?.yardstick === undefined ? undefined : yardsticks.get(month.yardstick))

/** What a month is measured against under present settings. */
export async function todaysYardstick(deps: YardstickDeps, month: Month): Promise<Yardstick> {
  return yardstickWith(deps, month, await readTargets(deps))
}

/**
 * Like `todaysYardstick`, to freeze it with a month. Reads again while a target is being set, so that each scope has
 * its primary target.
 */
export async function yardstickToFreeze(deps: YardstickDeps & Retries, month: Month): Promise<Yardstick> {
  return retryRaces(deps, ['primary_target'], async () => {
    const { targets, primaries } = await readTargets(deps)
    const known = new Set(targets.map(({ id }) => id))
    if (!targets.every((target) => known.has(primaries.get(scopeKey(target)) ?? ''))) throw new Moved('primary_target')
    return yardstickWith(deps, month, { targets, primaries })
  })
}

type SetTargets = { targets: Target[]; primaries: Map<string, string> }

async function readTargets({ targets }: Pick<Deps, 'targets'>): Promise<SetTargets> {
  const [all, primaries] = await Promise.all([targets.all(), targets.primaries()])
  return { targets: all, primaries }
}

async function yardstickWith(
  { frame, partners }: Pick<YardstickDeps, 'frame' | 'partners'>,
  month: Month,
  { targets, primaries }: SetTargets,
): Promise<Yardstick> {
  const named = frame.programme.financing ? (await partners.all()).filter(({ isSandbox }) => !isSandbox) : []
  return {
    frame,
    aims: aimsIn(month, targets, primaries),
    partners: named.map(({ code, name }) => ({ code, name })),
  }
}
