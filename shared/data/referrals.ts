import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import type { Scope } from '../domain/access/policy.ts'
import { Obligation } from '../domain/jobs/obligation.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { Referral, type ReferralState } from '../domain/referral/referral.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGetInOrder } from './batch-get.ts'
import { obligationAttributes } from './obligations.ts'
import { scopeCondition } from './scope-condition.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, getItem, type Key, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion, update } from './writes.ts'

// pk MEMBER#<id>              sk REFERRAL#<referral id>   a referral of a member; its content and reason sealed,
//                                                        with an obligation to send it, and then to wait for the answer
// gsi2pk REFERRALS#<partner>  gsi2sk <referral id>        the referrals to a lender, in order of time; `status` is the state

const prefix = 'REFERRAL#'
const key = ({ memberId, id }: Pick<Referral, 'memberId' | 'id'>): Key => ({
  pk: `MEMBER#${memberId}`,
  sk: prefix + id,
})
const partition = (partner: string) => `REFERRALS#${partner}`

const Words = Referral.pick({ sent: true, reason: true })
const Item = Referral.omit({ sent: true, reason: true }).extend({
  sealed: SealedBytes,
  obligation: Obligation.optional(),
})
const Found = z.object({ pk: z.string(), sk: z.string(), gsi2sk: z.string() })

/** A referral as stored, with its obligation: to send it, or to wait for the answer. */
export type StoredReferral = { referral: Referral; obligation?: Obligation | undefined }

export function referrals(table: Table, keys: Keyring, areas: AreaTree) {
  const words = sealer(keys, 'referral', Words)

  const fromItem = ({ sealed, obligation, ...plain }: z.output<typeof Item>): StoredReferral => ({
    referral: { ...plain, ...words.open(plain.id, sealed) },
    obligation,
  })

  const toItem = ({ referral: { sent, reason, ...plain }, obligation }: StoredReferral) => ({
    ...key(plain),
    ...plain,
    status: plain.state,
    gsi2pk: partition(plain.partner),
    gsi2sk: plain.id,
    sealed: words.seal(plain.id, { sent, reason }),
    ...(obligation && obligationAttributes(obligation)),
  })

  const query = (values: Record<string, unknown>, range: string) =>
    table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'gsi2',
        KeyConditionExpression: `gsi2pk = :lender${range}`,
        ExpressionAttributeValues: values,
      }),
    )

  const readMany = async (keys: Key[]): Promise<(Referral | undefined)[]> =>
    (await batchGetInOrder(table, keys, Item)).map((item) => item && fromItem(item).referral)

  return {
    keyOf: key,

    async get(referral: Pick<Referral, 'memberId' | 'id'>): Promise<StoredReferral | undefined> {
      return this.at(key(referral))
    },

    /** Referrals in the order asked for; undefined where there is none. */
    getMany: (some: Pick<Referral, 'memberId' | 'id'>[]): Promise<(Referral | undefined)[]> => readMany(some.map(key)),

    /** The referral that an obligation is about. */
    async at(where: Key): Promise<StoredReferral | undefined> {
      const item = await getItem(table, where, Item)
      return item && fromItem(item)
    },

    /**
     * A lender's referral, found by its id alone, which is all that the lender gives. The index may be a moment behind.
     */
    async ofLender(partner: string, id: string): Promise<StoredReferral | undefined> {
      const { Items = [] } = await query({ ':lender': partition(partner), ':id': id }, ' AND gsi2sk = :id')
      const found = Items[0] && Found.parse(Items[0])
      return found && this.at({ pk: found.pk, sk: found.sk })
    },

    async ofMember(memberId: string): Promise<StoredReferral[]> {
      const items = await queryAll(table, { pk: `MEMBER#${memberId}`, begins: prefix }, Item)
      return items.map(fromItem)
    },

    add: (stored: StoredReferral): Write => insert(table, toItem(stored)),

    /** Saves the next version of a referral. Refused (`LostRace`) when somebody changed it since it was read. */
    save: (stored: StoredReferral): Write => putVersion(table, toItem(stored), lostRace('referral')),

    /** A page of the referrals to a lender in some places, newest first, by id. */
    async page(
      partner: string,
      { places, state }: { places: Scope[]; state?: ReferralState | undefined },
      { before, limit }: { before?: string | undefined; limit: number },
    ): Promise<{ items: Referral[]; last?: string }> {
      const condition = scopeCondition(places, areas.root, state)
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: `gsi2pk = :lender${before === undefined ? '' : ' AND gsi2sk < :before'}`,
          ...(condition && {
            FilterExpression: condition.expression,
            ...(condition.ExpressionAttributeNames && { ExpressionAttributeNames: condition.ExpressionAttributeNames }),
          }),
          ExpressionAttributeValues: {
            ':lender': partition(partner),
            ...(before !== undefined && { ':before': before }),
            ...condition?.ExpressionAttributeValues,
          },
          ScanIndexForward: false,
          Limit: limit,
        }),
      )
      const found = Items.map((item) => Found.parse(item))
      const pageItems = await readMany(found.map(({ pk, sk }) => ({ pk, sk })))
      const last = LastEvaluatedKey && Found.parse(LastEvaluatedKey).gsi2sk
      return {
        items: pageItems.filter((referral) => referral !== undefined),
        ...(last !== undefined && { last }),
      }
    },

    /** Empties what was sent about a person and the reasons of lenders. The referrals themselves stay. */
    async forgetWords(memberId: string): Promise<void> {
      for (const { referral } of await this.ofMember(memberId))
        await commit(
          table,
          update(table, key(referral), { set: { sealed: words.seal(referral.id, {}) }, add: { version: 1 } }),
        )
    },
  }
}
