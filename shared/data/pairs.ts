import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import { Pair } from '../domain/duplicates/pair.ts'
import { sortableTime } from '../domain/id.ts'
import { batchGet } from './batch-get.ts'
import { getItem, insert, replace, type Table, type Write } from './table.ts'

// pk PAIR#<id>  sk PAIR   two records that are probably of one person, and what was decided
// gsi2pk PAIRS  gsi2sk <smallest area of both>.#<found, sortable>#<id>   those that are open: an area's with all below it

const pairKey = (id: string) => ({ pk: `PAIR#${id}`, sk: 'PAIR' })
const list = 'PAIRS'
const placeOf = ({ area, foundAt, id }: Pair) => `${area}.#${sortableTime(new Date(foundAt))}#${id}`
const idAt = (place: string) => place.slice(place.lastIndexOf('#') + 1)

/** Somebody has found or decided the same meanwhile: look again. */
export class PairMoved extends Error {
  override name = 'PairMoved'
}

const moved = () => new PairMoved('The pair has changed')

const toItem = (pair: Pair) => ({
  ...pairKey(pair.id),
  ...pair,
  ...(pair.state === 'open' && { gsi2pk: list, gsi2sk: placeOf(pair) }),
})

export const pairs = (table: Table) => ({
  get: (id: string): Promise<Pair | undefined> => getItem(table, pairKey(id), Pair),

  /** Some pairs, in no order; those that are not there are left out. */
  allOf: (ids: string[]): Promise<Pair[]> => batchGet(table, ids.map(pairKey), Pair),

  /** Writes a pair over the version before it, or as a new one. */
  save: (pair: Pair): Write =>
    pair.version === 1 ? insert(table, toItem(pair), moved) : replace(table, toItem(pair), moved),

  /**
   * Open pairs of an area and all below it, by area and then the oldest first: their places in the list, which hold
   * their ids. With agencies, only pairs of which both are of one of these. The index follows within moments.
   */
  async openWithin(
    { area, agencies }: { area: string; agencies?: string[] | undefined },
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<{ places: string[]; last?: string }> {
    const names = agencies?.map((_, i) => `:agency${i}`) ?? []
    const { Items = [], LastEvaluatedKey } = await table.client.send(
      new QueryCommand({
        TableName: table.name,
        IndexName: 'gsi2',
        KeyConditionExpression: 'gsi2pk = :list AND begins_with(gsi2sk, :area)',
        ...(agencies && { FilterExpression: `agency IN (${names.join(', ')})` }),
        ExpressionAttributeValues: {
          ':list': list,
          ':area': `${area}.`,
          ...Object.fromEntries(names.map((name, i) => [name, agencies?.[i]])),
        },
        ...(after !== undefined && { ExclusiveStartKey: { ...pairKey(idAt(after)), gsi2pk: list, gsi2sk: after } }),
        Limit: limit,
      }),
    )
    const places = Items.map(({ gsi2sk }) => String(gsi2sk))
    return LastEvaluatedKey ? { places, last: String(LastEvaluatedKey.gsi2sk) } : { places }
  },

  /** The id of the pair at a place in the list. */
  idAt,
})
