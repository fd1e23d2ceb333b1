import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { RightsCase } from '../domain/acts/rights-case.ts'
import { type DueObligation, dischargeObligation, Obligation } from '../domain/jobs/obligation.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGetInOrder } from './batch-get.ts'
import { obligationAttributes } from './obligations.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion, update } from './writes.ts'

// pk MEMBER#<id>            sk CASE#<case id>         a request about own data; words sealed, deadline an obligation
// gsi2pk CASES              gsi2sk <due at>#<case id>  open cases, the most urgent first (few: they last three days)

const list = 'CASES'
const key = ({ memberId, id }: Pick<RightsCase, 'memberId' | 'id'>): Key => ({
  pk: `MEMBER#${memberId}`,
  sk: `CASE#${id}`,
})
const Item = RightsCase.omit({ request: true, remark: true }).extend({
  sealed: SealedBytes,
  obligation: Obligation,
})
const Words = RightsCase.pick({ request: true, remark: true })
const Found = z.object({ pk: z.string(), sk: z.string(), gsi2sk: z.string() })

/** A case as stored, with its clock: the obligation that falls due at its deadline. */
export type StoredCase = { case: RightsCase; obligation: Obligation }

export function rightsCases(table: Table, keys: Keyring) {
  const words = sealer(keys, 'case', Words)

  const fromItem = ({ sealed, obligation, ...plain }: z.output<typeof Item>): StoredCase => ({
    case: { ...plain, ...words.open(plain.id, sealed) },
    obligation,
  })

  const toItem = ({ case: { request, remark, ...plain }, obligation }: StoredCase) => ({
    ...key(plain),
    ...plain,
    sealed: words.seal(plain.id, { request, remark }),
    ...obligationAttributes(obligation),
    ...(plain.state === 'open' && { gsi2pk: list, gsi2sk: `${plain.dueAt}#${plain.id}` }),
  })

  return {
    keyOf: key,

    async get(rightsCase: Pick<RightsCase, 'memberId' | 'id'>): Promise<StoredCase | undefined> {
      return this.at(key(rightsCase))
    },

    /** The case that an obligation is about. */
    async at(where: Key): Promise<StoredCase | undefined> {
      const item = await getItem(table, where, Item)
      return item && fromItem(item)
    },

    async ofMember(memberId: string): Promise<RightsCase[]> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: 'CASE#' }, Item)
      return items.map((item) => fromItem(item).case)
    },

    add: (clock: DueObligation, newCase: RightsCase): Write =>
      insert(table, toItem({ case: newCase, obligation: clock })),

    /**
     * Saves a decided case and stops its clock. Refused (`LostRace`) if the clock or somebody else changed it since it
     * was read.
     */
    save: ({ obligation }: StoredCase, decidedCase: RightsCase, now: Date): Write => {
      const stoppedClock = obligation.state === 'discharged' ? obligation : dischargeObligation(obligation, now)
      return putVersion(table, toItem({ case: decidedCase, obligation: stoppedClock }), lostRace('case'))
    },

    /**
     * Finds the open cases after a place in their list, the most urgent first. The index may be a moment behind and
     * contain a decided case, which still counts as a place.
     */
    async findOpen({
      after,
      limit,
    }: {
      after?: string | undefined
      limit: number
    }): Promise<{ place: string; key: Key }[]> {
      const { Items = [] } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: `gsi2pk = :list${after ? ' AND gsi2sk > :after' : ''}`,
          ExpressionAttributeValues: { ':list': list, ...(after && { ':after': after }) },
          Limit: limit,
        }),
      )
      return Items.map((item) => Found.parse(item)).map(({ pk, sk, gsi2sk }) => ({ place: gsi2sk, key: { pk, sk } }))
    },

    /** The cases among these keys that are still open, in the order of the keys. */
    async readOpen(caseKeys: Key[]): Promise<RightsCase[]> {
      const items = await batchGetInOrder(table, caseKeys, Item)
      return items.flatMap((item) => (item?.state === 'open' ? [fromItem(item).case] : []))
    },

    /** Empties the words of a person's cases. The cases themselves stay. */
    async forgetWords(memberId: string): Promise<void> {
      for (const { id } of await this.ofMember(memberId))
        await commit(table, update(table, key({ memberId, id }), { set: { sealed: words.seal(id, {}) } }))
    },
  }
}
