import type { Scope } from '../domain/access/policy.ts'
import type { Frame } from '../domain/ledger/frame.ts'
import type { Sought } from '../domain/member/member-list.ts'
import type { Found } from '../domain/member/partition-merge.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { type Condition, type IndexName, indexPage } from './index-page.ts'
import { idInKey, listPartition, memberKey, namePartition, waitPartition } from './member-keys.ts'
import { placeholders } from './placeholders.ts'
import { readStep, type Table } from './table.ts'

// The lists of members; member-keys.ts says which keys they use.

/** A partition that holds some of the sought members: a district's, or those of one beginning of names in it. */
export type Partition = {
  index: IndexName
  partition: string
  newestFirst: boolean
  upTo?: string | undefined
  condition?: Condition | undefined
}

export type PartitionPage = { found: Found[]; readTo?: string | undefined; looked: number; bytes: number }

export const memberIndex = (table: Table, keys: Keyring, frame: Frame) => ({
  /** The most bytes that a place in a list takes. */
  largestPlace: largestPlace(frame),

  /** DynamoDB counts reads in steps of this many bytes. */
  readStep,

  /** The partitions to read. Their sort keys compare with each other. */
  partitions: (sought: Sought): Partition[] =>
    [...new Set(sought.places.flatMap(({ area }) => frame.areas.districtsWithin(area)))].flatMap((district) =>
      districtPartitions(frame.areas, keys, sought, district),
    ),

  /** Reads the next places of a partition: at most `look`, after a sort key of any partition. */
  async page(partition: Partition, after: string | undefined, look: number): Promise<PartitionPage> {
    const { sortKeys, last, looked, bytes } = await indexPage(table, {
      ...partition,
      look,
      after: after === undefined ? undefined : { sortKey: after, item: memberKey(idInKey(after)) },
    })
    return { found: sortKeys.map((key) => ({ key, id: idInKey(key) })), readTo: last, looked, bytes }
  },
})

function districtPartitions(areas: AreaTree, keys: Keyring, sought: Sought, district: string): Partition[] {
  const { order, nameBegins, waitingUntil } = sought
  const buckets =
    nameBegins === undefined ? [] : keys.hashes('name', nameBegins).map((hash) => namePartition(district, hash))
  // This index holds only keys, so the items must be read to see the rest.
  if (order === 'newest' && buckets.length > 0)
    return buckets.map((partition) => ({ index: 'gsi1', partition, newestFirst: true }))
  const condition = filterCondition(areas, sought, district, buckets)
  return order === 'newest'
    ? [{ index: 'gsi2', partition: listPartition(district), newestFirst: true, condition }]
    : [{ index: 'gsi3', partition: waitPartition(district), newestFirst: false, upTo: waitingUntil, condition }]
}

/** The filter that the index can apply in a district; undefined when everybody is sought. */
function filterCondition(areas: AreaTree, sought: Sought, district: string, buckets: string[]): Condition | undefined {
  const { name, value, attributes } = placeholders()
  const isOneOf = (attribute: string, of: string[]) => `${name(attribute)} IN (${of.map(value).join(', ')})`
  const isWhole = (place: Scope) => areas.isWithin(district, place.area)
  const here = (place: Scope): string =>
    [
      ...(isWhole(place) ? [] : [isOneOf('area', placesOfLeaves(areas, place.area))]),
      ...(place.agency === undefined ? [] : [isOneOf('agency', [place.agency])]),
    ].join(' AND ')
  // DynamoDB refuses parentheses that change nothing, and values that are not used.
  const joinAlternatives = (parts: string[]) => (parts.length > 1 ? [`(${parts.join(' OR ')})`] : parts)
  const touching = sought.places.filter(({ area }) => areas.districtsWithin(area).includes(district))
  const everybody = touching.some((place) => isWhole(place) && place.agency === undefined)
  const conditions = [
    ...(everybody ? [] : joinAlternatives(touching.map(here))),
    ...(sought.category === undefined ? [] : [isOneOf('category', [sought.category])]),
    ...(sought.status === undefined ? [] : [isOneOf('status', [sought.status])]),
    ...(sought.attained ?? []).map((stage) => `contains(${name('attained')}, ${value(stage)})`),
    ...(sought.lacking ?? []).map((stage) => `NOT contains(${name('attained')}, ${value(stage)})`),
    ...(buckets.length === 0 ? [] : [isOneOf('gsi1pk', buckets)]),
  ]
  return conditions.length === 0 ? undefined : { expression: conditions.join(' AND '), ...attributes() }
}

/**
 * The areas of members within a place below a district. For the remainder of a district, that is the district itself.
 */
const placesOfLeaves = (areas: AreaTree, area: string): string[] =>
  areas.leavesWithin(area).map((leaf) => (areas.find(leaf) ? leaf : areas.districtOf(leaf)))

/** Names and parts of fixed length take about 200 bytes; the rest are codes of the programme. */
function largestPlace({ programme, areas }: Frame): number {
  const longest = (codes: string[]) => Math.max(...codes.map((code) => Buffer.byteLength(code)))
  const codesOf = (list: { code: string }[]) => list.map(({ code }) => code)
  const stages = codesOf(programme.stages).reduce((sum, code) => sum + Buffer.byteLength(code) + 1, 0)
  return (
    256 +
    3 * longest(areas.nodes) +
    longest(codesOf(programme.agencies)) +
    longest(codesOf(programme.categories)) +
    stages
  )
}
