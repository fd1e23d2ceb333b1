import * as z from 'zod'
import { BrokenGlass } from '../domain/access/grant.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { readPage } from './read-page.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, queryAll, type Table, type Write } from './table.ts'
import { insert, update } from './writes.ts'

// pk MEMBER#<number>  sk GLASS#<grant id>   who broke glass for this number, a member's or not; the reason sealed
// gsi1pk GLASS        gsi1sk <grant id>     all of these by time

const prefix = 'GLASS#'
const key = ({ member, id }: Pick<BrokenGlass, 'member' | 'id'>) => ({ pk: `MEMBER#${member}`, sk: prefix + id })
const Item = BrokenGlass.omit({ reason: true }).extend({ sealed: SealedBytes.optional() })

export function breakGlassLog(table: Table, keys: Keyring) {
  const reasons = sealer(keys, 'glass', z.string())

  function fromItem({ sealed, ...event }: z.infer<typeof Item>): BrokenGlass {
    const reason = sealed && reasons.open(event.id, sealed)
    return { ...event, ...(reason !== undefined && { reason }) }
  }

  return {
    add: ({ reason, ...event }: BrokenGlass): Write =>
      insert(table, {
        ...key(event),
        gsi1pk: 'GLASS',
        gsi1sk: event.id,
        ...event,
        ...(reason !== undefined && { sealed: reasons.seal(event.id, reason) }),
      }),

    /** A page of all events, newest first. `after` is a grant id. The index may be a moment behind. */
    async newest(page: {
      after?: string | undefined
      limit: number
    }): Promise<{ items: BrokenGlass[]; last?: string }> {
      const { found, ...rest } = await readPage(
        table,
        {
          index: 'gsi1',
          condition: `gsi1pk = :glass${page.after ? ' AND gsi1sk < :after' : ''}`,
          values: { ':glass': 'GLASS', ...(page.after && { ':after': page.after }) },
          newestFirst: true,
          limit: page.limit,
        },
        Item,
      )
      return { items: found.map(({ item }) => fromItem(item)), ...rest }
    },

    /** Everybody who broke glass for a member, oldest first. */
    ofMember: async (member: string): Promise<BrokenGlass[]> =>
      (await queryAll(table, { pk: `MEMBER#${member}`, begins: prefix }, Item)).map(fromItem),

    /** Empties the reasons given for reading a member. The record that somebody read the member stays. */
    async forgetReasons(member: string): Promise<void> {
      const items = await queryAll(table, { pk: `MEMBER#${member}`, begins: prefix }, Item)
      for (const item of items) if (item.sealed) await commit(table, update(table, key(item), { remove: ['sealed'] }))
    },
  }
}
