import { DatabaseSync } from 'node:sqlite'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { type Month, monthRange } from '../../shared/domain/calendar.ts'
import { effectOf } from '../../shared/domain/ledger/entry.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'

/**
 * The reference: the same entries in SQLite, in memory, and the same figures by SQL. The index holds every column that
 * the queries read, in their order, so the table itself is never read.
 */
const schema = `
  CREATE TABLE entries (
    posted_in TEXT, area TEXT, stage TEXT, agency TEXT, gender TEXT, category TEXT, kind TEXT, true_month TEXT,
    days INTEGER, effect INTEGER
  ) STRICT`
const index = `
  CREATE INDEX by_month ON entries (posted_in, area, stage, agency, gender, category, kind, true_month, days, effect)`

/** Members by kelurahan and by every breakdown of the figures, at the end of a month. */
const cumulative = `
  SELECT area, stage, agency, gender, category, sum(effect) AS members FROM entries
  WHERE posted_in <= ? GROUP BY area, stage, agency, gender, category`

/** What the month posted, line by line. */
const inMonth = `
  SELECT area, stage, agency, gender, category, kind, true_month < posted_in AS late, count(*) AS entries FROM entries
  WHERE posted_in = ? GROUP BY area, stage, agency, gender, category, kind, late`

/** Days from the first stage, in the buckets of the figures. */
const durations = `
  SELECT stage, CASE WHEN days <= -1 THEN 0 WHEN days <= 7 THEN 1 WHEN days <= 30 THEN 2 WHEN days <= 90 THEN 3
    WHEN days <= 180 THEN 4 WHEN days <= 365 THEN 5 ELSE 6 END AS bucket, sum(effect) AS members FROM entries
  WHERE posted_in <= ? AND days IS NOT NULL GROUP BY stage, bucket`

const Row = z.object({ area: z.string(), stage: z.string(), members: z.int() })

export type SqlFigures = Awaited<ReturnType<typeof sqlFigures>>

/** Reads every entry up to a month into SQLite. */
export async function sqlFigures(deps: Pick<Deps, 'entries' | 'frame'>, through: Month) {
  const database = new DatabaseSync(':memory:')
  database.exec(schema)
  const insert = database.prepare('INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  database.exec('BEGIN')
  let entries = 0
  // Cell by cell, because the engine has not enough memory to scan everything.
  for (const month of monthRange(deps.frame.programme.firstMonth, through))
    for (const entry of (
      await mapAtOnce(deps.frame.areas.leaves, 8, (leaf) => deps.entries.ofCell(month, leaf))
    ).flat()) {
      if ('fact' in entry) continue
      const { postedIn, area, stage, agency, gender, category, kind, trueMonth, daysFromFirst = null } = entry
      insert.run(postedIn, area, stage, agency, gender, category, kind, trueMonth, daysFromFirst, effectOf(entry))
      entries++
    }
  database.exec('COMMIT')
  database.exec(index)
  const queries = [cumulative, inMonth, durations].map((sql) => database.prepare(sql))
  return {
    entries,
    /** Everything that the figures of a month are computed from. */
    async run(month: string): Promise<void> {
      for (const query of queries) query.all(month)
    },
    /** Members by stage at the end of a month, in the areas whose codes begin with this one. */
    membersOf(month: string, code: string): Record<string, number> {
      const sums: Record<string, number> = {}
      for (const row of database.prepare(cumulative).all(month)) {
        const { area, stage, members } = Row.parse(row)
        if (area === code || area.startsWith(`${code}.`)) sums[stage] = (sums[stage] ?? 0) + members
      }
      return sums
    },
    close: () => database.close(),
  }
}
