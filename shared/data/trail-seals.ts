import * as z from 'zod'
import type { Day } from '../domain/calendar.ts'
import { SealedLeaf, TrailCheck, TrailHead, TrailSeal } from '../domain/rights/trail-seal.ts'
import { splitIntoChunks } from '../domain/values/chunks.ts'
import { commit, getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, put, putVersion } from './writes.ts'

// pk TRAILSEALS       sk <day>             the seal of a day of the trail, chained to the one before
// pk TRAILSEAL#<day>  sk <part, 4 digits>  the events that the day was sealed with
// pk TRAIL            sk HEAD              through which day the trail is sealed, and the hash of the last seal
// pk TRAIL            sk CHECK             what the last check of the trail found

/** An item holds 400 KB. */
const leavesPerItem = 2000

const Part = z.object({ leaves: z.array(SealedLeaf) })

export const trailSeals = (table: Table) => ({
  head: (): Promise<TrailHead | undefined> => getItem(table, { pk: 'TRAIL', sk: 'HEAD' }, TrailHead),

  get: (day: Day): Promise<TrailSeal | undefined> => getItem(table, { pk: 'TRAILSEALS', sk: day }, TrailSeal),

  /** Every seal, in order of days. */
  all: (): Promise<TrailSeal[]> => queryAll(table, { pk: 'TRAILSEALS' }, TrailSeal),

  /** The events that a day's seal covers, in order of id. */
  leaves: async (day: Day): Promise<SealedLeaf[]> =>
    (await queryAll(table, { pk: `TRAILSEAL#${day}` }, Part)).flatMap(({ leaves }) => leaves),

  /** Writes the events of an ended day. If several runs do so at once, they write the same. */
  async putLeaves(day: Day, leaves: SealedLeaf[]): Promise<void> {
    for (const [i, part] of splitIntoChunks(leaves, leavesPerItem).entries())
      await commit(table, put(table, { pk: `TRAILSEAL#${day}`, sk: String(i).padStart(4, '0'), leaves: part }))
  },

  add: (seal: TrailSeal): Write => insert(table, { pk: 'TRAILSEALS', sk: seal.day, ...seal }, lostRace('trail')),

  /** Moves the head. Refused (`LostRace`) if somebody else moved it. */
  move: (head: TrailHead): Write => putVersion(table, { pk: 'TRAIL', sk: 'HEAD', ...head }, lostRace('trail')),

  lastCheck: (): Promise<TrailCheck | undefined> => getItem(table, { pk: 'TRAIL', sk: 'CHECK' }, TrailCheck),

  async saveCheck(check: TrailCheck): Promise<void> {
    await commit(table, put(table, { pk: 'TRAIL', sk: 'CHECK', ...check }))
  },
})
