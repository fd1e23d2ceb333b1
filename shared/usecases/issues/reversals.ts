import type { Deps } from '../../deps.ts'
import type { Month } from '../../domain/calendar.ts'
import type { NodeCounters } from '../../domain/figures/node-counters.ts'
import { type Counters, isOfStage } from '../../domain/ledger/counter.ts'
import type { Frame } from '../../domain/ledger/frame.ts'
import { countReversals, type Reversals } from '../../domain/report/reversals.ts'
import { mapAtOnce } from '../map-at-once.ts'

const cellsAtOnce = 16

/**
 * The reasons for the reversals of a month, read from the entries. `posted` holds the nodes of the month and, for a
 * restated reading, of later months. Entries of later months count only if they belong to this month. Only cells with
 * reversals are read.
 */
export async function readReversals(
  { frame, entries }: Pick<Deps, 'frame' | 'entries'>,
  month: Month,
  posted: Map<Month, NodeCounters[]>,
): Promise<Reversals[]> {
  const isRestated = posted.size > 1
  const cells = [...posted].flatMap(([postedIn, nodes]) => {
    const areasWithReversals = nodes
      .filter(({ inMonth, shifts }) => hasReversals(frame, postedIn === month ? inMonth : (shifts[month] ?? {})))
      .map(({ area }) => area)
    const known = new Set(areasWithReversals)
    // The root and its parts repeat the counters of the nodes below them, so only the lowest nodes are needed.
    const lowest = areasWithReversals.filter(
      (area) => !frame.areas.below(area, 1).some((below) => below !== area && known.has(below)),
    )
    return lowest.flatMap((area) => frame.areas.leavesWithin(area)).map((leaf) => ({ postedIn, leaf }))
  })
  const found = await mapAtOnce(cells, cellsAtOnce, ({ postedIn, leaf }) => entries.ofCell(postedIn, leaf))
  return countReversals(frame, found.flat(), isRestated ? month : undefined)
}

const hasReversals = ({ names }: Frame, counters: Counters): boolean =>
  Object.entries(counters).some(([name, n]) => {
    const counter = names.read(name)
    return n !== 0 && isOfStage(counter) && counter.line === 'reversed'
  })
