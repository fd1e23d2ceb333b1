import * as z from 'zod'
import { Month } from '../domain/calendar.ts'
import { CellClosed } from '../domain/ledger/cell-closed.ts'
import type { CellCount } from '../domain/ledger/cell-count.ts'
import type { ShiftChange, TallyChange } from '../domain/ledger/contribution.ts'
import { Counters } from '../domain/ledger/counter.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { queryAll, type Table, type Write } from './table.ts'
import { lostRace, put, update } from './writes.ts'

// pk TALLY#<posting month>#<shard>  sk <leaf area>               counters of a cell; rev counts its changes
// pk TALLY#<posting month>#<shard>  sk <leaf area>#<true month>  the part of these that belongs to an earlier month

const partition = (month: Month, shard: string) => `TALLY#${month}#${shard}`

const TallyItem = z.looseObject({
  pk: z.string(),
  sk: z.string(),
  rev: z.number().default(0),
  closed: z.boolean().default(false),
})

/** The counters of one cell of the ledger. Every change raises `rev`. */
export type Tally = { month: Month; area: string; rev: number; closed: boolean; counters: Counters }
/** The counters of entries that were posted in `month` and belong to the earlier `trueMonth`. */
export type Shift = { month: Month; area: string; trueMonth: Month; counters: Counters }

/** A tally with its shifts. */
export type Cell = Tally & { shifts: Shift[] }

const empty = (month: Month, area: string): Tally => ({ month, area, rev: 0, closed: false, counters: {} })

export function tallies(table: Table, areas: AreaTree) {
  const key = (month: Month, area: string) => ({ pk: partition(month, areas.shardOf(area)), sk: area })

  const shiftKey = (month: Month, area: string, trueMonth: Month) => ({
    ...key(month, area),
    sk: `${area}#${trueMonth}`,
  })

  async function readShard(month: Month, shard: string, begins?: string) {
    const items = await queryAll(table, { pk: partition(month, shard), ...(begins && { begins }) }, TallyItem)
    const found: { tallies: Tally[]; shifts: Shift[] } = { tallies: [], shifts: [] }
    for (const { pk: _, sk, rev, closed, ...rest } of items) {
      const counters = Counters.parse(rest)
      const [area = '', trueMonth] = sk.split('#')
      if (trueMonth) found.shifts.push({ month, area, trueMonth: Month.parse(trueMonth), counters })
      else found.tallies.push({ month, area, rev, closed, counters })
    }
    return found
  }

  async function inMonth(month: Month, shards: string[]): Promise<{ tallies: Tally[]; shifts: Shift[] }> {
    const parts = await Promise.all(shards.map((shard) => readShard(month, shard)))
    return { tallies: parts.flatMap((part) => part.tallies), shifts: parts.flatMap((part) => part.shifts) }
  }

  return {
    /** Adds to a cell. Refused with `CellClosed` when it is closed. */
    add: ({ month, area, counters }: TallyChange): Write =>
      update(
        table,
        key(month, area),
        { add: { ...counters, rev: 1 } },
        { closed: undefined },
        () => new CellClosed(month),
      ),

    addShift: ({ month, area, trueMonth, counters }: ShiftChange): Write =>
      update(table, shiftKey(month, area, trueMonth), { add: counters }),

    /** The tallies and shifts of a month in these shards (by default all), by consistent reads. */
    inMonth: (month: Month, shards: string[] = areas.shards) => inMonth(month, shards),

    /** Every cell of a month in these shards with its shifts, by leaf area. Empty if nothing was posted. */
    async cells(month: Month, shards: string[]): Promise<Map<string, Cell>> {
      const monthCounters = await inMonth(month, shards)
      const shifts = Map.groupBy(monthCounters.shifts, ({ area }) => area)
      const talliesByArea = new Map(monthCounters.tallies.map((tally) => [tally.area, tally]))
      return new Map(
        areas.leaves
          .filter((area) => shards.includes(areas.shardOf(area)))
          .map((area) => [
            area,
            { ...(talliesByArea.get(area) ?? empty(month, area)), shifts: shifts.get(area) ?? [] },
          ]),
      )
    },

    /** One cell with its shifts. Empty if nothing was posted in it. */
    async cell(month: Month, area: string): Promise<Cell> {
      const shardCounters = await readShard(month, areas.shardOf(area), area)
      const tally = shardCounters.tallies.find((candidate) => candidate.area === area)
      return {
        ...(tally ?? empty(month, area)),
        shifts: shardCounters.shifts.filter((shift) => shift.area === area),
      }
    },

    /**
     * Closes a cell, and makes an empty tally if there is none. An `add` at the same time is either counted before
     * the close or refused.
     */
    close: (month: Month, area: string): Write => update(table, key(month, area), { set: { closed: true } }),

    /**
     * Sets a cell's counters to what a recount found. Refused (`LostRace`: tally) if the cell changed or was closed
     * since it was read.
     */
    repair({ month, area, rev, closed, shifts }: Cell, recount: Pick<CellCount, 'counters' | 'shifts'>): Write[] {
      const trueMonths = new Set([...shifts.map(({ trueMonth }) => trueMonth), ...recount.shifts.keys()])
      const asRead = { rev: rev === 0 ? undefined : rev, ...(!closed && { closed: undefined }) }
      const item = { ...key(month, area), ...recount.counters, rev: rev + 1, ...(closed && { closed }) }
      return [
        put(table, item, asRead, lostRace('tally')),
        ...[...trueMonths].map((trueMonth) =>
          put(table, { ...shiftKey(month, area, trueMonth), ...recount.shifts.get(trueMonth) }),
        ),
      ]
    },
  }
}
