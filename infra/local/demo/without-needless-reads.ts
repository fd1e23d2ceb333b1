import type { Write } from '../../../shared/data/table.ts'
import type { Deps } from '../../../shared/deps.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import { markText } from '../../../shared/domain/duplicates/mark.ts'
import type { Entry } from '../../../shared/domain/ledger/entry.ts'
import { readOnce } from '../../../shared/usecases/read-once.ts'

/**
 * Returns deps that answer some reads from memory while the demo is made. At that time, the table has no indexes, and only
 * the demo writes to it. The entries of a cell are those that the demo has committed, so a recount still compares them
 * with the stored counters. A mark is looked up only if the demo has given it to a member. A closed month is read once,
 * because it does not change. The demo has no disputes, and no trail yet.
 */
export function withoutNeedlessReads(deps: Deps): Deps {
  const openPairs = new Set<string>()
  const givenMarks = new Set<string>()
  const entryOf = new Map<Write, Entry>()
  const cells = new Map<string, Entry[]>()
  const withoutNik = new Set<string>()
  const readTotals = readOnce((month: Month) => deps.totals.all(month))
  const readCells = readOnce((month: Month) => deps.tallies.cells(month, deps.frame.areas.shards))
  const closedMonths = new Map<Month, Awaited<ReturnType<Deps['tallies']['inMonth']>>>()
  return {
    ...deps,
    disputes: { ...deps.disputes, countOpen: async () => 0 },
    trail: { ...deps.trail, firstId: async () => undefined },
    pairs: {
      ...deps.pairs,
      save: (pair) => {
        if (pair.state === 'open') openPairs.add(pair.id)
        else openPairs.delete(pair.id)
        return deps.pairs.save(pair)
      },
      countOpen: async () => openPairs.size,
    },
    matches: {
      ...deps.matches,
      async find(marks) {
        const found = await deps.matches.find(marks.filter((mark) => givenMarks.has(markText(mark))))
        const matchByMark = new Map(found.map((match) => [markText(match.mark), match]))
        return marks.map((mark) => matchByMark.get(markText(mark)) ?? deps.matches.assumeFree(mark))
      },
      save(match, holders) {
        givenMarks.add(markText(match.mark))
        return deps.matches.save(match, holders)
      },
    },
    membersWithoutNik: {
      count: async () => withoutNik.size,
      add: (id) => {
        withoutNik.add(id)
        return deps.membersWithoutNik.add(id)
      },
      remove: (id) => {
        withoutNik.delete(id)
        return deps.membersWithoutNik.remove(id)
      },
    },
    totals: { ...deps.totals, all: readTotals },
    tallies: {
      ...deps.tallies,
      // Only recounts read cells. In the demo, they read all cells of a month, after the month is closed.
      cells: readCells,
      async inMonth(month, shards) {
        const closedMonth = closedMonths.get(month)
        if (closedMonth && !shards) return closedMonth
        const monthTallies = await deps.tallies.inMonth(month, shards)
        const closedTallies = monthTallies.tallies.filter((tally) => tally.closed)
        if (closedTallies.length === deps.frame.areas.leaves.length) closedMonths.set(month, monthTallies)
        return monthTallies
      },
    },
    entries: {
      ...deps.entries,
      add(entry) {
        const write = deps.entries.add(entry)
        entryOf.set(write, entry)
        return write
      },
      ofCell: async (month, area) => (cells.get(`${month} ${area}`) ?? []).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    },
    async commit(...writes) {
      await deps.commit(...writes)
      for (const write of writes) {
        const entry = entryOf.get(write)
        if (!entry) continue
        const cell = `${entry.postedIn} ${entry.area}`
        cells.set(cell, [...(cells.get(cell) ?? []), entry])
        entryOf.delete(write)
      }
    },
  }
}
