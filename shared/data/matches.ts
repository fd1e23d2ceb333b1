import * as z from 'zod'
import type { Mark } from '../domain/duplicates/mark.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import type { Key, Table, Write } from './table.ts'
import { lostRace, put, remove, requireAbsent } from './writes.ts'

// pk MATCH#<kind>.<key version>.<hash>  sk MATCH   the records with the same mark: a phone, or a name with a birth date

export const matchKey = (kind: Mark['kind'], hash: string) => ({ pk: `MATCH#${kind}.${hash}`, sk: 'MATCH' })

export const MatchItem = z.object({ pk: z.string(), holders: z.array(z.string()) })

/**
 * The members who have a mark, oldest first, and what was read under each key version, newest first. A write requires
 * that nobody changed it since.
 */
export type Match = { mark: Mark; holders: string[]; stored: { key: Key; holders?: string[] | undefined }[] }

/**
 * The members who have a mark. A write requires that nobody changed the mark since it was read, and belongs in the
 * member's transaction. So two people who register at once with the same phone always see each other.
 */
export const matches = (table: Table, keys: Keyring) => ({
  /** The members who have these marks, in the order of the marks, under every key version. */
  async find(marks: Mark[]): Promise<Match[]> {
    const keysByMark = marks.map((mark) => listKeys(keys, mark))
    const distinct = new Map(keysByMark.flat().map((key) => [key.pk, key]))
    const items = await batchGet(table, [...distinct.values()], MatchItem)
    const found = new Map(items.map(({ pk, holders }) => [pk, holders]))
    return marks.map((mark, i) => {
      const stored = (keysByMark[i] ?? []).map((key) => ({ key, holders: found.get(key.pk) }))
      return { mark, holders: [...new Set(stored.toReversed().flatMap(({ holders = [] }) => holders))], stored }
    })
  },

  /** A mark as if no member had it, without a read. If a member has it, the write is refused. */
  assumeFree: (mark: Mark): Match => ({ mark, holders: [], stored: listKeys(keys, mark).map((key) => ({ key })) }),

  /** Writes the members who have a mark under the newest key version, and removes what older versions hold. */
  save({ stored }: Match, holders: string[]): Write[] {
    return stored.map(({ key, holders: before }, i) => {
      // Others may have been added and removed meanwhile. Only the present holders must be the same as those read.
      const asRead = { holders: before }
      if (i === 0 && holders.length > 0) return put(table, { ...key, holders }, asRead, lostMarkRace)
      return before ? remove(table, key, asRead, lostMarkRace) : requireAbsent(table, key, lostMarkRace)
    })
  },
})

/** The keys of a mark under every key version, newest first. */
const listKeys = (keys: Keyring, { kind, text }: Mark): Key[] =>
  keys.hashes(kind, text).map((hash) => matchKey(kind, hash))

const lostMarkRace = lostRace('mark')
