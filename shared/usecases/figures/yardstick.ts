import type { Deps } from '../../deps.ts'
import type { Month } from '../../domain/calendar.ts'
import { listAims, type Yardstick } from '../../domain/figures/yardstick.ts'
import { type Retries, retryRaces } from '../../domain/jobs/retry-races.ts'
import type { MonthStatus } from '../../domain/ledger/month-status.ts'
import { LostRace } from '../../domain/problems/lost-race.ts'
import { makeScopeKey, type Target } from '../../domain/programme/target.ts'

export type YardstickDeps = Pick<Deps, 'frame' | 'yardsticks' | 'targets' | 'partners'>

/** The yardstick that was frozen with a closed month; undefined for an open month. */
export const readFrozenYardstick = async (
  { yardsticks }: Pick<Deps, 'yardsticks'>,
  month: Pick<MonthStatus, 'yardstick'> | undefined,
): Promise<Yardstick | undefined> => (month?.yardstick === undefined ? undefined : yardsticks.get(month.yardstick))

/** The yardstick of a month by the present settings. */
export async function readTodaysYardstick(deps: YardstickDeps, month: Month): Promise<Yardstick> {
  const [targets, partners] = await Promise.all([readTargets(deps), readPartnerNames(deps)])
  return makeYardstick(deps, month, targets, partners)
}

/**
 * Like `readTodaysYardstick`, to freeze it with a month. Reads again while a target is being set, so that each scope
 * has its primary target.
 */
export async function readYardstickToFreeze(deps: YardstickDeps & Retries, month: Month): Promise<Yardstick> {
  return retryRaces(deps, ['primary_target'], async () => {
    const { targets, primaries } = await readTargets(deps)
    const known = new Set(targets.map(({ id }) => id))
    if (!targets.every((target) => known.has(primaries.get(makeScopeKey(target)) ?? '')))
      throw new LostRace('primary_target')
    return makeYardstick(deps, month, { targets, primaries }, await readPartnerNames(deps))
  })
}

type SetTargets = { targets: Target[]; primaries: Map<string, string> }

async function readTargets({ targets }: Pick<Deps, 'targets'>): Promise<SetTargets> {
  const [all, primaries] = await Promise.all([targets.all(), targets.primaries()])
  return { targets: all, primaries }
}

/** The partners that figures name. */
async function readPartnerNames({ frame, partners }: YardstickDeps): Promise<Yardstick['partners']> {
  const all = frame.programme.financing ? await partners.all() : []
  return all.filter(({ isSandbox }) => !isSandbox).map(({ code, name }) => ({ code, name }))
}

const makeYardstick = (
  { frame }: Pick<YardstickDeps, 'frame'>,
  month: Month,
  { targets, primaries }: SetTargets,
  partners: Yardstick['partners'],
): Yardstick => ({ frame, aims: listAims(month, targets, primaries), partners })
