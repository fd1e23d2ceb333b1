import * as z from 'zod'
import { TrailEvent } from '../domain/rights/trail.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealing } from './sealed.ts'
import { commit, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, moved, update } from './writes.ts'

// pk MEMBER#<id>  sk TRAIL#<event id>   what was done to the member's record; the reason sealed, for it is free text

const prefix = 'TRAIL#'
const key = ({ memberId, id }: Pick<TrailEvent, 'memberId' | 'id'>) => ({
  pk: `MEMBER#${memberId}`,
  sk: `${prefix}${id}`,
})
const Item = TrailEvent.omit({ reason: true }).extend({ sealed: SealedBytes.optional() })

export function trail(table: Table, keys: Keyring) {
  const reasons = sealing(keys, 'trail', z.string())

  return {
    add: ({ reason, ...event }: TrailEvent): Write =>
      insert(
        table,
        { ...key(event), ...event, ...(reason !== undefined && { sealed: reasons.seal(event.id, reason) }) },
        moved('trail_event'),
      ),

    /** A page of a member's events in order of time; `after` is an event id. */
    async ofMember(
      memberId: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<{ items: TrailEvent[]; last?: string }> {
      const where = { pk: `MEMBER#${memberId}`, begins: prefix, limit }
      const page = await queryPage(table, after === undefined ? where : { ...where, after: prefix + after }, Item)
      const items = page.items.map(({ sealed, ...event }): TrailEvent => {
        const reason = sealed && reasons.open(event.id, sealed)
        return { ...event, ...(reason !== undefined && { reason }) }
      })
      return page.last === undefined ? { items } : { items, last: page.last.slice(prefix.length) }
    },

    /** Empties the reasons given for what was done to a member; that it was done stands. */
    async forgetReasons(memberId: string): Promise<void> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: prefix }, Item)
      for (const item of items) if (item.sealed) await commit(table, update(table, key(item), { remove: ['sealed'] }))
    },
  }
}
