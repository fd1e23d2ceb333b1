import { QueryCommand } from '@aws-sdk/lib-dynamodb'
import type { Scope } from '../domain/access/policy.ts'
import { Pair } from '../domain/duplicates/pair.ts'
import { writeSortableTime } from '../domain/values/id.ts'
import { batchGet } from './batch-get.ts'
import { countPartition } from './partition-count.ts'
import { placeholders } from './placeholders.ts'
import { getItem, type Table, type Write } from './table.ts'
import { lostRace, putVersion } from './writes.ts'

// pk PAIR#<id>  sk PAIR   two records that are probably of one person, and what was decided
// gsi2pk PAIRS  gsi2sk <smallest area of both>.#<found, sortable>#<id>   open pairs; those in an area are adjacent

const pairKey = (id: string) => ({ pk: `PAIR#${id}`, sk: 'PAIR' })
const list = 'PAIRS'
const listPlace = ({ area, foundAt, id }: Pair) => `${area}.#${writeSortableTime(new Date(foundAt))}#${id}`
const idAt = (place: string) => place.slice(place.lastIndexOf('#') + 1)

/**
 * A part of the list: an area. If the caller sees only some of the area, `places` are the scopes that the caller
 * sees, and `between` are the areas of pairs whose two records are in two of these scopes. So the number of empty pages
 * reveals nothing about the other places.
 */
export type PairPart = { area: string; among?: { places: Scope[]; between: string[] } | undefined }

/** A place in the list takes about 200 bytes of the index. */
const placesAtOnce = 1000
const mostQueries = 4

function filterCondition({ places, between }: NonNullable<PairPart['among']>) {
  const { value, attributes } = placeholders()
  const parts = places.map(({ area, agency }) => {
    const within = `(area = ${value(area)} OR begins_with(area, ${value(`${area}.`)}))`
    return agency === undefined ? within : `(${within} AND agency = ${value(agency)})`
  })
  if (between.length > 0) parts.push(`area IN (${between.map(value).join(', ')})`)
  return { expression: parts.join(' OR '), values: attributes().ExpressionAttributeValues }
}

const toItem = (pair: Pair) => ({
  ...pairKey(pair.id),
  ...pair,
  ...(pair.state === 'open' && { gsi2pk: list, gsi2sk: listPlace(pair) }),
})

export const pairs = (table: Table) => ({
  get: (id: string): Promise<Pair | undefined> => getItem(table, pairKey(id), Pair),

  /** Some pairs, in no order, without those that do not exist. */
  getMany: (ids: string[]): Promise<Pair[]> => batchGet(table, ids.map(pairKey), Pair),

  save: (pair: Pair): Write => putVersion(table, toItem(pair), lostRace('pair')),

  /** How many are open in the whole programme. Null if there are too many to count. */
  countOpen: (): Promise<number | null> => countPartition(table, list, 'gsi2'),

  /**
   * The places in the list of the open pairs of an area and everything below it, by area, oldest first. A place
   * contains the id of its pair. The index follows the table with a short delay.
   */
  async openWithin(
    { area, among }: PairPart,
    { after, limit }: { after?: string | undefined; limit: number },
  ): Promise<{ places: string[]; last?: string }> {
    const condition = among && filterCondition(among)
    const found: string[] = []
    let last = after
    for (let looks = 0; looks < mostQueries && found.length <= limit; looks++) {
      const { Items = [], LastEvaluatedKey } = await table.client.send(
        new QueryCommand({
          TableName: table.name,
          IndexName: 'gsi2',
          KeyConditionExpression: 'gsi2pk = :list AND begins_with(gsi2sk, :within)',
          ...(condition && { FilterExpression: condition.expression }),
          ExpressionAttributeValues: { ':list': list, ':within': `${area}.`, ...condition?.values },
          ...(last !== undefined && { ExclusiveStartKey: { ...pairKey(idAt(last)), gsi2pk: list, gsi2sk: last } }),
          Limit: condition ? placesAtOnce : limit + 1,
        }),
      )
      found.push(...Items.map(({ gsi2sk }) => String(gsi2sk)))
      last = LastEvaluatedKey && String(LastEvaluatedKey.gsi2sk)
      if (last === undefined) break
    }
    const places = found.slice(0, limit)
    const end = found.length > limit ? places.at(-1) : last
    return end === undefined ? { places } : { places, last: end }
  },

  /** The id of the pair at a place in the list. */
  idAt,
})
