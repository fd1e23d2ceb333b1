import { paginateScan } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Mark } from '../domain/duplicates/mark.ts'
import { Member } from '../domain/member/member.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { MatchItem, matchKey } from './matches.ts'
import { getItem, type Table, type Write } from './table.ts'
import { lostRace, put, remove } from './writes.ts'

// Marks made by an older comparison of names, stored as matches.ts says. This reads the whole table, so only a command
// uses it.

/** The members who have a mark. Only the hash of the mark is known. */
export type MatchHolders = z.infer<typeof MatchItem>
export type FormerMarks = ReturnType<typeof formerMarks>

const IdItem = Member.pick({ id: true })
const lostMarkRace = lostRace('mark')

export function formerMarks(table: Table, keys: Keyring) {
  async function* readAll<T extends z.ZodType>(sk: string, schema: T): AsyncGenerator<z.output<T>[]> {
    const where = { FilterExpression: 'sk = :sk', ExpressionAttributeValues: { ':sk': sk } }
    const { client, name } = table
    for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true, ...where }))
      yield z.array(schema).parse(Items)
  }

  return {
    /** The ids of all members, in pages without order. */
    async *memberIds(): AsyncGenerator<string[]> {
      for await (const page of readAll('MEMBER', IdItem)) yield page.map(({ id }) => id)
    },

    /** The holders of every mark, in pages without order. */
    all: (): AsyncGenerator<MatchHolders[]> => readAll('MATCH', MatchItem),

    reread: ({ pk }: MatchHolders): Promise<MatchHolders | undefined> => getItem(table, { pk, sk: 'MATCH' }, MatchItem),

    /** Whether these are the holders of this mark, under any key version. */
    isOf: ({ pk }: MatchHolders, { kind, text }: Mark): boolean =>
      keys.hashes(kind, text).some((hash) => matchKey(kind, hash).pk === pk),

    /** Keeps some of the holders of a mark. Refused (`LostRace`) when they have changed since. */
    keep({ pk, holders: before }: MatchHolders, holders: string[]): Write {
      const key = { pk, sk: 'MATCH' }
      const asRead = { holders: before }
      return holders.length > 0
        ? put(table, { ...key, holders }, asRead, lostMarkRace)
        : remove(table, key, asRead, lostMarkRace)
    },
  }
}
