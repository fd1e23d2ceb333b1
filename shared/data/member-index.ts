import type { Scope } from '../domain/access/policy.ts'
import type { Frame } from '../domain/ledger/frame.ts'
import type { IndexFilter } from '../domain/member/member-list.ts'
import type { FoundKey } from '../domain/member/partition-merge.ts'
import type { AreaTree } from '../domain/programme/area-tree.ts'
import { firstStage } from '../domain/programme/programme.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { type Condition, type IndexName, indexPage } from './index-page.ts'
import {
  earlierListPartition,
  listPartition,
  memberKey,
  namePartition,
  readSortKey,
  waitPartition,
} from './member-keys.ts'
import { placeholders } from './placeholders.ts'
import { readStep, type Table } from './table.ts'

// The lists of members; member-keys.ts says which keys they use.

/** A partition that holds some of the sought members: those of a shard, or those in it whose names begin alike. */
export type IndexPartition = {
  index: IndexName
  partition: string
  newestFirst: boolean
  upTo?: string | undefined
  condition?: Condition | undefined
  /** Whether a place in it may belong to a sought member, judged by its key. */
  mayHold: (leaf: string | undefined) => boolean
  /** How many places it holds, and how many of them are probably sought. Counted in leaf areas: only the ratio matters. */
  length: number
  expected: number
}

export type PartitionPage = { found: FoundKey[]; readTo?: string | undefined; keysRead: number; bytes: number }

export const memberIndex = (table: Table, keys: Keyring, frame: Frame) => ({
  /** The most bytes that a place in a list takes. */
  largestPlace: largestPlace(frame),

  /** DynamoDB counts reads in steps of this many bytes. */
  readStep,

  /** The partitions to read. Their sort keys have one common order. */
  partitions: (sought: IndexFilter): IndexPartition[] =>
    frame.areas.shards.flatMap((shard) => shardPartitions(frame, keys, sought, shard)),

  /** Reads the next places of a partition: at most `look`, after a sort key of any partition. */
  async page(partition: IndexPartition, after: string | undefined, look: number): Promise<PartitionPage> {
    const { sortKeys, last, keysRead, bytes } = await indexPage(table, {
      ...partition,
      look,
      after: after === undefined ? undefined : { sortKey: after, item: memberKey(readSortKey(after).id) },
    })
    const places = sortKeys.map((key) => ({ key, ...readSortKey(key) }))
    const found = places.filter(({ leaf }) => partition.mayHold(leaf)).map(({ key, id }) => ({ key, id }))
    return { found, readTo: last, keysRead, bytes }
  },

  /** The next members in the list of a district, which an earlier version wrote, after a place in it. */
  async earlierPage(district: string, after?: string): Promise<{ ids: string[]; readTo?: string | undefined }> {
    const { sortKeys, last } = await indexPage(table, {
      ...{ index: 'gsi2', partition: earlierListPartition(district), newestFirst: false, look: 100 },
      after: after === undefined ? undefined : { sortKey: after, item: memberKey(readSortKey(after).id) },
    })
    return { ids: sortKeys.map((key) => readSortKey(key).id), readTo: last }
  },
})

/**
 * The assumed share of members who hold a sought stage. It is low because lists begin with the newest members, who have
 * attained the fewest stages. A low share makes the first read of the index large. That costs little compared with the
 * reads of members, and saves the caller from waiting for a second read of the index.
 */
const expectedToHold = 1 / 4
/** The assumed share of members whose identity waits to be verified, among the newest. Low for the same reason. */
const expectedUnverified = 1 / 20

function shardPartitions(
  { areas, programme }: Frame,
  keys: Keyring,
  sought: IndexFilter,
  shard: string,
): IndexPartition[] {
  const { order, nameBegins, waitingUntil } = sought
  const places = sought.places.filter(({ area }) => areas.isWithin(shard, area) || areas.isWithin(area, shard))
  if (places.length === 0) return []
  const isSoughtLeaf = (leaf: string) => places.some(({ area }) => areas.isWithin(leaf, area))
  const leaves = areas.leavesWithin(shard)
  const length = leaves.length
  const expected = leaves.filter(isSoughtLeaf).length
  const buckets =
    nameBegins === undefined ? [] : keys.hashes('name', nameBegins).map((hash) => namePartition(shard, hash))
  // This index holds only keys, so the items must be read to see more than the area.
  if (order === 'newest' && buckets.length > 0) {
    const mayHold = (leaf: string | undefined) => leaf === undefined || isSoughtLeaf(leaf)
    return buckets.map((partition) => ({ index: 'gsi1', partition, newestFirst: true, mayHold, length, expected }))
  }
  const condition = filterCondition(areas, { ...sought, places }, shard, buckets)
  const isRare = sought.attained?.some((stage) => stage !== firstStage(programme).code)
  const soughtShare = sought.isUnverified ? expectedUnverified : isRare ? expectedToHold : 1
  const list = { condition, length, expected: expected * soughtShare, mayHold: () => true }
  return order === 'newest'
    ? [{ ...list, index: 'gsi2', partition: listPartition(shard), newestFirst: true }]
    : [{ ...list, index: 'gsi3', partition: waitPartition(shard), newestFirst: false, upTo: waitingUntil }]
}

/** The filter that the index can apply in a shard. Undefined if everybody is sought. */
function filterCondition(
  areas: AreaTree,
  sought: IndexFilter,
  shard: string,
  buckets: string[],
): Condition | undefined {
  const { name, value, attributes } = placeholders()
  const inCondition = (attribute: string, options: string[]) =>
    `${name(attribute)} IN (${options.map(value).join(', ')})`
  const isWhole = (place: Scope) => areas.isWithin(shard, place.area)
  const areaCondition = ({ area }: Scope) =>
    areas.find(area)
      ? `(${inCondition('area', [area])} OR begins_with(${name('area')}, ${value(`${area}.`)}))`
      : inCondition('area', [areas.districtOf(area)])
  const placeCondition = (place: Scope): string =>
    [
      ...(isWhole(place) ? [] : [areaCondition(place)]),
      ...(place.agency === undefined ? [] : [inCondition('agency', [place.agency])]),
    ].join(' AND ')
  // DynamoDB refuses parentheses that change nothing, and values that are not used.
  const joinAlternatives = (parts: string[]) => (parts.length > 1 ? [`(${parts.join(' OR ')})`] : parts)
  const everybody = sought.places.some((place) => isWhole(place) && place.agency === undefined)
  const conditions = [
    ...(everybody ? [] : joinAlternatives(sought.places.map(placeCondition))),
    ...(sought.category === undefined ? [] : [inCondition('category', [sought.category])]),
    ...(sought.status === undefined ? [] : [inCondition('status', [sought.status])]),
    ...(sought.attained ?? []).map((stage) => `contains(${name('attained')}, ${value(stage)})`),
    ...(sought.lacking ?? []).map((stage) => `NOT contains(${name('attained')}, ${value(stage)})`),
    ...(sought.isUnverified ? [`${name('identity')}.${name('status')} = ${value('unverified')}`] : []),
    ...(buckets.length === 0 ? [] : [inCondition('gsi1pk', buckets)]),
  ]
  return conditions.length === 0 ? undefined : { expression: conditions.join(' AND '), ...attributes() }
}

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
