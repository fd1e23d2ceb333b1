import * as z from 'zod'
import { Instant } from '../domain/calendar.ts'
import { Obligation } from '../domain/jobs/obligation.ts'
import { ToldLoan } from '../domain/loan/loan-event.ts'
import { LoanRecord } from '../domain/loan/loan-record.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { indexPage } from './index-page.ts'
import { obligationAttributes } from './obligations.ts'
import { countPartition } from './partition-count.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { type Key, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, put, putVersion, remove } from './writes.ts'

// pk LOAN#<loan id>  sk LOAN                              a loan, computed from its events; NIKs sealed
// pk LOAN#<loan id>  sk TOLD#<event id>                   what an event reported, without personal data; kept for good
// gsi2pk LOANS#<partner>  gsi2sk <loan id>                the loans of a partner
// pk LOANS#PARKED    sk <partner>#<since>#<loan id>       loans that wait for their member
// pk LOANS#REVIEW    sk <partner>#<since>#<loan id>       loans that wait for a person
// pk LOANS#AHEAD     sk <partner>#<since>#<loan id>       loans with an event that is dated ahead of our clock
// pk LOANS#TWINS     sk <loan id>#<loan id>               two loans that are probably one

const loanItemKey = (id: string): Key => ({ pk: `LOAN#${id}`, sk: 'LOAN' })
const eventPrefix = 'TOLD#'
const eventKey = (id: string, eventId: string): Key => ({ pk: `LOAN#${id}`, sk: eventPrefix + eventId })

const Sealed = LoanRecord.pick({ niks: true })
const LoanItem = LoanRecord.omit({ niks: true }).extend({
  sealed: SealedBytes.optional(),
  obligation: Obligation.optional(),
})
const ListItem = z.object({ partner: z.string(), since: Instant, id: z.string() })
const TwinItem = z.object({ loans: z.tuple([z.string(), z.string()]), since: Instant })

/** A loan with its obligation, which says when to process the loan again. */
export type KeptLoan = LoanRecord & { obligation?: Obligation | undefined }

/** The lists that hold a loan while something about it is unsettled. */
export type LoanList = 'parked' | 'review' | 'ahead'
const listKeys = { parked: 'LOANS#PARKED', review: 'LOANS#REVIEW', ahead: 'LOANS#AHEAD' } as const

export function loans(table: Table, keys: Keyring) {
  const people = sealer(keys, 'loan', Sealed)

  const fromItem = ({ sealed, ...plain }: z.output<typeof LoanItem>): KeptLoan => ({
    ...plain,
    niks: sealed ? people.open(plain.id, sealed).niks : {},
  })

  const toItem = ({ niks, obligation, ...plain }: KeptLoan) => ({
    ...loanItemKey(plain.id),
    ...plain,
    gsi2pk: `LOANS#${plain.partner}`,
    gsi2sk: plain.id,
    ...(Object.keys(niks).length > 0 && { sealed: people.seal(plain.id, { niks }) }),
    ...(obligation && obligationAttributes(obligation)),
  })

  const listKey = (list: LoanList, { partner, since, id }: z.infer<typeof ListItem>): Key => ({
    pk: listKeys[list],
    sk: `${partner}#${since}#${id}`,
  })

  return {
    /** How many loans wait for their member. Null if there are too many to count. */
    countParked: (): Promise<number | null> => countPartition(table, listKeys.parked),

    /** A loan with every event that its partner reported, by consistent reads. */
    async get(id: string): Promise<{ record: KeptLoan; events: ToldLoan[] } | undefined> {
      const items = await queryAll(table, { pk: `LOAN#${id}` }, z.looseObject({ sk: z.string() }))
      const events = items.filter(({ sk }) => sk.startsWith(eventPrefix)).map((item) => ToldLoan.parse(item))
      const item = items.find(({ sk }) => sk === 'LOAN')
      return item && { record: fromItem(LoanItem.parse(item)), events }
    },

    /** Some loans, in no order, without those that do not exist. */
    getMany: async (ids: readonly string[]): Promise<KeptLoan[]> =>
      (await batchGet(table, [...new Set(ids)].map(loanItemKey), LoanItem)).map(fromItem),

    /** Adds an event. Refused (`LostRace`) if the event is stored already. */
    addEvent: (id: string, event: ToldLoan): Write =>
      insert(table, { ...eventKey(id, event.eventId), ...event }, lostRace('loan')),

    save: (record: KeptLoan): Write => putVersion(table, toItem(record), lostRace('loan')),

    list: (list: LoanList, place: z.infer<typeof ListItem>): Write => put(table, { ...listKey(list, place), ...place }),

    unlist: (list: LoanList, place: z.infer<typeof ListItem>): Write => remove(table, listKey(list, place)),

    /** A page of a list, by partner, the oldest first. */
    async pageOfList(
      list: LoanList,
      page: { partner?: string | undefined; after?: string | undefined; limit: number },
    ) {
      const where = {
        pk: listKeys[list],
        limit: page.limit,
        ...(page.partner !== undefined && { begins: `${page.partner}#` }),
        ...(page.after !== undefined && { after: page.after }),
      }
      return queryPage(table, where, ListItem)
    },

    /** Flags two loans as probably one. */
    twin: (a: string, b: string, since: Instant): Write => {
      const [first = a, second = b] = [a, b].toSorted()
      return put(table, { pk: 'LOANS#TWINS', sk: `${first}#${second}`, loans: [first, second], since })
    },

    untwin: (a: string, b: string): Write => remove(table, { pk: 'LOANS#TWINS', sk: [a, b].toSorted().join('#') }),

    twinPairs: (page: { after?: string | undefined; limit: number }) =>
      queryPage(
        table,
        { pk: 'LOANS#TWINS', limit: page.limit, ...(page.after !== undefined && { after: page.after }) },
        TwinItem,
      ),

    /** A page of a partner's loans, by id. */
    async ofPartner(partner: string, page: { after?: string | undefined; limit: number }) {
      const { sortKeys, last } = await indexPage(table, {
        index: 'gsi2',
        partition: `LOANS#${partner}`,
        newestFirst: false,
        look: page.limit,
        after: page.after === undefined ? undefined : { sortKey: page.after, item: loanItemKey(page.after) },
      })
      const items = (await batchGet(table, sortKeys.map(loanItemKey), LoanItem)).map(fromItem)
      return { items, ...(last !== undefined && { last }) }
    },
  }
}
