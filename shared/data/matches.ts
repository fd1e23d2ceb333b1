import * as z from 'zod'
import type { Mark } from '../domain/duplicates/mark.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import type { Table, Write } from './table.ts'
import { absent, moved, put, remove } from './writes.ts'

// pk MATCH#<kind>.<key version>.<hash>  sk MATCH   the records that bear a mark: a phone, or a name with a birth date

const matchKey = (kind: Mark['kind'], hash: string) => ({ pk: `MATCH#${kind}.${hash}`, sk: 'MATCH' })

const MatchItem = z.object({ pk: z.string(), holders: z.array(z.string()) })

/** Who bears a mark, oldest first, as it was read: what is written is written on that. */
export type Match = { mark: Mark; holders: string[]; stored: (string[] | undefined)[] }

/**
 * Who bears which mark. It is written under the condition that nobody else has written it since it was read, in the
 * transaction of the member: so two who register at once with one phone always see each other.
 */
export const matches = (table: Table, keys: Keyring) => ({
  /** Who bears some marks, in their order, under whichever key versions they were written. */
  async find(marks: Mark[]): Promise<Match[]> {
    const wanted = marks.map((mark) => keys.hashes(mark.kind, mark.text).map((hash) => matchKey(mark.kind, hash)))
    const distinct = new Map(wanted.flat().map((key) => [key.pk, key]))
    const items = await batchGet(table, [...distinct.values()], MatchItem)
    const found = new Map(items.map(({ pk, holders }) => [pk, holders]))
    return marks.map((mark, i) => {
      const stored = (wanted[i] ?? []).map(({ pk }) => found.get(pk))
      return { mark, holders: [...new Set(stored.toReversed().flatMap((holders = []) => holders))], stored }
    })
  },

  /** Writes who bears a mark under the newest key version, and removes what is under older ones. */
  save({ mark, stored }: Match, holders: string[]): Write[] {
    return keys.hashes(mark.kind, mark.text).map((hash, i) => {
      const key = matchKey(mark.kind, hash)
      const before = stored[i]
      // Whoever came and went meanwhile does not matter: the condition is only that the holders are those who were read.
      const asRead = { holders: before }
      if (i === 0 && holders.length > 0) return put(table, { ...key, holders }, asRead, markMoved)
      return before ? remove(table, key, asRead, markMoved) : absent(table, key, markMoved)
    })
  },
})

const markMoved = moved('mark')
