import type { IndexPartition } from '../../data/member-index.ts'
import type { Deps } from '../../deps.ts'
import {
  estimateReadSize,
  extendRun,
  type FoundKey,
  findSettledKeys,
  listRunsToRead,
  newRun,
  type Run,
} from '../../domain/member/partition-merge.ts'
import type { Order } from '../../domain/values/text-order.ts'

/** Reads several partitions side by side, each from the same key on. */
export function makeIndexSearch(
  { memberIndex }: Pick<Deps, 'memberIndex'>,
  partitions: IndexPartition[],
  order: Order,
  from: string | undefined,
) {
  const { readStep } = memberIndex
  const sought = partitions.reduce((sum, { expected }) => sum + expected, 0)
  const runs = new Map<IndexPartition, Run>(partitions.map((partition) => [partition, newRun]))

  return {
    /** The keys found so far whose order is final. No unread key comes before `edge`. */
    foundSoFar: (): { found: FoundKey[]; edge?: string | undefined; isWhole: boolean } =>
      findSettledKeys([...runs.values()], order),

    /**
     * Reads further in the partitions that help to settle `wanted` keys, and returns the bytes read. `bytes` is the
     * most to read, but every partition is read at least once, so that each page advances. After that, reads nothing if
     * `bytes` is too small.
     */
    async readOn(mostWanted: number, bytes: number): Promise<number> {
      const behind = listRunsToRead([...runs.values()], order, mostWanted)
      const isFirst = behind.some(({ keysRead }) => keysRead === 0)
      const affordable = isFirst ? behind : behind.slice(0, Math.max(0, Math.floor(bytes / readStep)))
      const reading = [...runs].filter(([, run]) => affordable.includes(run))
      const share = Math.floor(bytes / reading.length / readStep) * readStep
      const most = Math.max(1, Math.floor(share / memberIndex.largestPlace))
      const keysPerStep = Math.floor(readStep / memberIndex.largestPlace)
      const before = [...runs.values()]
      const pages = await Promise.all(
        reading.map(async ([partition, run]) => {
          const keysToRead = estimateReadSize(before, run, {
            wanted: mostWanted,
            least: keysPerStep,
            perWanted: partition.length / sought,
          })
          const page = await memberIndex.page(partition, run.readTo ?? from, Math.min(keysToRead, most))
          runs.set(partition, extendRun(run, page))
          return page.bytes
        }),
      )
      return pages.reduce((sum, bytes) => sum + bytes, 0)
    },
  }
}
