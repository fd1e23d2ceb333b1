import type { Instant } from '../domain/calendar.ts'
import { PassedOver } from '../domain/receipt/passed-over.ts'
import { type Key, queryPage, type Table, type Write } from './table.ts'
import { update } from './writes.ts'

// pk PASSED#<partner>  sk <place>   what a partner sends that we do not know, and how often

const key = (partner: string, place: string): Key => ({ pk: `PASSED#${partner}`, sk: place })

const longestPlace = 200

export const passedOver = (table: Table) => ({
  /** Counts an event at each place. Belongs in the transaction of its receipt, so that it counts once. */
  count: (partner: string, places: readonly string[], event: { id: string; at: Instant }): Write[] =>
    [...new Set(places.map((place) => place.slice(0, longestPlace)))].map((place) =>
      update(table, key(partner, place), {
        set: { place, lastAt: event.at, lastEvent: event.id },
        add: { times: 1 },
      }),
    ),

  /** A page of what a partner sends that we do not know, by place. */
  ofPartner: (partner: string, page: { after?: string | undefined; limit: number }) =>
    queryPage(
      table,
      { pk: `PASSED#${partner}`, limit: page.limit, ...(page.after !== undefined && { after: page.after }) },
      PassedOver,
    ),
})
