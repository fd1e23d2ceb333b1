import { type Classification, codeIn, type Dimension, dimensionNames } from '../ledger/breakdown-dimensions.ts'
import { type CounterNames, type Counters, effectOfLine, isOfStage } from '../ledger/counter.ts'
import type { Frame } from '../ledger/frame.ts'
import { everyStage } from '../programme/programme.ts'
import type { NodeCounters } from './node-counters.ts'
import type { StageCount } from './stage-count.ts'

/** Selects the cells that have these codes. */
export type CellFilter = Partial<Record<Dimension, string | undefined>>

export const allStages = {
  code: everyStage,
  name: { id: 'Semua tahap', en: 'Every stage' },
}

export const emptyCount = (): StageCount => ({
  cumulative: 0,
  inMonth: { attained: 0, late: 0, reversed: 0, reclassifiedIn: 0, reclassifiedOut: 0, net: 0 },
})

export const matchesCell = (cell: Classification, where: CellFilter): boolean =>
  dimensionNames.every((dimension) => where[dimension] === undefined || where[dimension] === codeIn(cell, dimension))

/** Stage → members who hold it at the end of the node's month, in the matching cells. */
export function countMembersByStage(
  { programme, names }: Pick<Frame, 'programme' | 'names'>,
  { cumulative }: Pick<NodeCounters, 'cumulative'>,
  where: CellFilter,
): Record<string, number> {
  const membersByStage: Record<string, number> = Object.fromEntries(
    [...programme.stages, allStages].map(({ code }) => [code, 0]),
  )
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (isOfStage(counter) && matchesCell(counter, where))
      membersByStage[counter.stage] = (membersByStage[counter.stage] ?? 0) + n
  }
  return membersByStage
}

/** Stage → cumulative members and the month's lines, in the matching cells. */
export function countStages(
  { programme, names }: Frame,
  node: NodeCounters,
  where: CellFilter,
): Record<string, StageCount> {
  const membersByStage = countMembersByStage({ programme, names }, node, where)
  const counts = Object.fromEntries(
    Object.entries(membersByStage).map(([code, cumulative]) => [code, { ...emptyCount(), cumulative }]),
  )
  for (const [name, n] of Object.entries(node.inMonth)) {
    const counter = names.read(name)
    if (!isOfStage(counter) || !matchesCell(counter, where)) continue
    const lines = counts[counter.stage]?.inMonth
    if (!lines) continue
    lines[lineFields[counter.line]] += n
    if (counter.line !== 'net') lines.net += n * effectOfLine(counter.line)
  }
  return counts
}

const lineFields = {
  attained: 'attained',
  late: 'late',
  reversed: 'reversed',
  reclassified_in: 'reclassifiedIn',
  reclassified_out: 'reclassifiedOut',
  net: 'net',
} as const

/** Counts the members who hold a stage, from cumulative counters. */
export function countMembers(names: CounterNames, cumulative: Counters, stage: string, where: CellFilter): number {
  let sum = 0
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (isOfStage(counter) && counter.stage === stage && matchesCell(counter, where)) sum += n
  }
  return sum
}
