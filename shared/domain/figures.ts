import * as z from 'zod'
import { Month } from './calendar.ts'
import {
  type CounterNames,
  type Counters,
  durationBuckets,
  effectOfLine,
  isOfStage,
  type StageCell,
} from './counter.ts'
import { Gender } from './entry.ts'
import { IndicatorFigures } from './indicator-figures.ts'
import { LoanFigures, loanFigures } from './loan/loan-figures.ts'
import type { NodeCounters } from './node-counters.ts'
import { Percentage, percentage } from './percentage.ts'
import type { Frame } from './posting.ts'
import { Bilingual, everyStage, firstStage } from './programme.ts'
import { Recount } from './recount.ts'
import { byKey } from './text-order.ts'

/** Which reading of a month: frozen as it was posted, or with what arrived later for it. */
export const Reading = z.enum(['as_posted', 'restated']).meta({ id: 'Reading' })
export type Reading = z.infer<typeof Reading>

const Lines = z
  .object({
    attained: z.int(),
    late: z.int().describe('Attained in an earlier, closed month'),
    reversed: z.int(),
    reclassifiedIn: z.int(),
    reclassifiedOut: z.int(),
    net: z.int(),
  })
  .meta({ id: 'MonthLines' })

const Count = z.object({ cumulative: z.int(), inMonth: Lines }).meta({ id: 'StageCount' })
type Count = z.infer<typeof Count>

const StageFigures = Count.extend({
  stage: z.string(),
  name: Bilingual,
  shareOfFirst: Percentage.describe('Cumulative members as a share of the first stage'),
}).meta({ id: 'StageFigures' })

const ByStage = z.record(z.string(), Count)

const Row = z.object({ code: z.string(), name: z.string(), stages: ByStage }).meta({ id: 'BreakdownRow' })
const AreaFigures = Row.extend({ parent: z.string() }).meta({ id: 'AreaRow' })
const Crossing = z
  .object({ agency: z.string(), gender: Gender, category: z.string(), stages: z.record(z.string(), z.int()) })
  .meta({ id: 'Crossing', description: 'Cumulative members by agency, gender and category; empty crossings left out' })

const Duration = z
  .object({
    stage: z.string(),
    buckets: z.array(z.object({ fromDay: z.int().nullable(), toDay: z.int().nullable(), members: z.int() })),
  })
  .meta({ id: 'Duration', description: 'Days from the first stage to this one, cumulative members' })

const Late = z
  .object({ trueMonth: Month, stages: z.record(z.string(), z.int()) })
  .meta({ id: 'LateRow', description: 'Net change posted in this month for an earlier one' })

/**
 * The one object that every output prints: the whole funnel of a month and scope with its definitions, targets and
 * breakdowns. `ALL` stands beside the stages for members who hold every one of them.
 */
export const Figures = z
  .object({
    programme: z.object({ code: z.string(), name: Bilingual, zone: z.string() }),
    month: Month,
    area: z.object({ code: z.string(), name: z.string() }),
    agency: z.string().optional(),
    reading: Reading,
    restatedThrough: Month.optional().describe('Restated: with what was posted up to this month'),
    status: z.enum(['open', 'closing', 'closed']),
    recount: Recount.pick({ countedAt: true, agreedAt: true, differing: true }).optional(),
    stages: z.array(StageFigures),
    indicators: z.array(IndicatorFigures),
    areas: z.array(AreaFigures).describe('The two levels below the area'),
    agencies: z.array(Row),
    genders: z.array(Row),
    categories: z.array(Row),
    crossings: z.array(Crossing),
    durations: z.array(Duration),
    late: z.array(Late),
    loans: LoanFigures.optional().describe('Absent where no stage is decided by lenders'),
    warnings: z.array(Bilingual),
  })
  .meta({ id: 'Figures' })
export type Figures = z.infer<typeof Figures>

type Where = Partial<Omit<StageCell, 'stage'>>

/**
 * The figures of a node. `below` are its descendants; indicators come from `indicatorFigures`; `partnerName` says what
 * partners are called at the time.
 */
export function figures(
  frame: Frame,
  about: Pick<Figures, 'month' | 'agency' | 'reading' | 'restatedThrough' | 'status' | 'recount' | 'indicators'>,
  node: NodeCounters,
  below: NodeCounters[],
  partnerName: (code: string) => string = (code) => code,
): Figures {
  const { programme, areas, names } = frame
  const scope: Where = about.agency === undefined ? {} : { agency: about.agency }
  const nameOf = (code: string) =>
    areas.find(code)?.name ?? `${areas.find(areas.pathOf(code).at(-2) ?? '')?.name ?? code}, tanpa rincian`
  const counts = countsOf(frame, node, scope)
  const first = counts[firstStage(programme).code]?.cumulative ?? 0
  const stageNames = [...programme.stages, allStages].map(({ code, name }) => ({ stage: code, name }))
  const rows = (list: { code: string; name: string }[], where: (code: string) => Where) =>
    list.map(({ code, name }) => ({ code, name, stages: countsOf(frame, node, { ...scope, ...where(code) }) }))
  const { indicators, ...rest } = about
  const parentOf = (code: string) => areas.pathOf(code).at(-2) ?? areas.root
  const named = below.map((child) => ({ node: child, name: nameOf(child.area), parent: parentOf(child.area) }))
  return {
    programme: { code: programme.code, name: programme.name, zone: programme.zone },
    ...rest,
    area: { code: node.area, name: nameOf(node.area) },
    stages: stageNames.map(({ stage, name }) => {
      const count = counts[stage] ?? emptyCount()
      return { stage, name, ...count, shareOfFirst: percentage(count.cumulative, first) }
    }),
    indicators,
    areas: below.map((child) => ({
      code: child.area,
      name: nameOf(child.area),
      parent: parentOf(child.area),
      stages: countsOf(frame, child, scope),
    })),
    agencies: rows(
      programme.agencies.filter(({ code }) => scope.agency === undefined || code === scope.agency),
      (agency) => ({ agency }),
    ),
    genders: Gender.options.map((gender) => ({
      code: gender,
      name: gender,
      stages: countsOf(frame, node, { ...scope, gender }),
    })),
    categories: rows(
      programme.categories.map(({ code, name }) => ({ code, name: name.id })),
      (category) => ({ category }),
    ),
    crossings: crossingsOf(names, node.cumulative, scope),
    durations: durationsOf(frame, node, scope),
    late: lateOf(names, node, scope),
    ...(programme.financing && { loans: loanFigures(names, node, named, { ...scope, partnerName }) }),
    warnings: warningsOf(stageNames.map(({ stage }) => [stage, counts[stage]?.cumulative ?? 0])),
  }
}

const allStages = {
  code: everyStage,
  name: { id: 'Semua tahap', en: 'Every stage' },
}

const emptyCount = (): Count => ({
  cumulative: 0,
  inMonth: { attained: 0, late: 0, reversed: 0, reclassifiedIn: 0, reclassifiedOut: 0, net: 0 },
})

const matches = (cell: StageCell, where: Where): boolean =>
  (where.agency === undefined || where.agency === cell.agency) &&
  (where.gender === undefined || where.gender === cell.gender) &&
  (where.category === undefined || where.category === cell.category)

/** Stage → members who hold it at the end of a node's month, of the cells that match. */
export function membersByStage(
  { programme, names }: Pick<Frame, 'programme' | 'names'>,
  { cumulative }: Pick<NodeCounters, 'cumulative'>,
  where: Where,
): Record<string, number> {
  const held: Record<string, number> = Object.fromEntries([...programme.stages, allStages].map(({ code }) => [code, 0]))
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (isOfStage(counter) && matches(counter, where)) held[counter.stage] = (held[counter.stage] ?? 0) + n
  }
  return held
}

/** Stage → cumulative members and the month's lines, of the cells that match. */
function countsOf({ programme, names }: Frame, node: NodeCounters, where: Where): Record<string, Count> {
  const held = membersByStage({ programme, names }, node, where)
  const counts = Object.fromEntries(
    Object.entries(held).map(([code, cumulative]) => [code, { ...emptyCount(), cumulative }]),
  )
  for (const [name, n] of Object.entries(node.inMonth)) {
    const counter = names.read(name)
    if (!isOfStage(counter) || !matches(counter, where)) continue
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

/** The members of a stage in cumulative counters. */
export function membersOf(names: CounterNames, cumulative: Counters, stage: string, where: Where): number {
  let sum = 0
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (isOfStage(counter) && counter.stage === stage && matches(counter, where)) sum += n
  }
  return sum
}

function crossingsOf(names: CounterNames, cumulative: Counters, scope: Where) {
  const crossings = new Map<string, z.infer<typeof Crossing>>()
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (!isOfStage(counter) || n === 0 || !matches(counter, scope)) continue
    const { agency, gender, category, stage } = counter
    const key = `${agency}#${gender}#${category}`
    const crossing = crossings.get(key) ?? { agency, gender, category, stages: {} }
    crossing.stages[stage] = (crossing.stages[stage] ?? 0) + n
    crossings.set(key, crossing)
  }
  return [...crossings.entries()].toSorted(byKey).map(([, crossing]) => crossing)
}

/** Durations are kept for the whole area only: an agency's figures have none. */
function durationsOf({ programme, names }: Frame, node: NodeCounters, scope: Where): z.infer<typeof Duration>[] {
  if (scope.agency !== undefined) return []
  return [...programme.stages.slice(1), allStages].map(({ code }) => ({
    stage: code,
    buckets: durationBuckets.map((end, i) => ({
      fromDay: i === 0 ? null : (durationBuckets[i - 1] ?? 0) + 1,
      toDay: Number.isFinite(end) ? end : null,
      members: node.cumulative[names.durationName(code, i)] ?? 0,
    })),
  }))
}

function lateOf(names: CounterNames, node: NodeCounters, scope: Where): z.infer<typeof Late>[] {
  return Object.entries(node.shifts)
    .toSorted(byKey)
    .map(([trueMonth, counters]) => {
      const stages: Record<string, number> = {}
      for (const [name, n] of Object.entries(counters)) {
        const counter = names.read(name)
        if (!isOfStage(counter) || !matches(counter, scope)) continue
        stages[counter.stage] = (stages[counter.stage] ?? 0) + n * effectOfLine(counter.line)
      }
      return { trueMonth, stages }
    })
    .filter(({ stages }) => Object.keys(stages).length > 0)
}

/** What a reader may stumble over: a later stage held by more members than an earlier one is possible, and said. */
function warningsOf(counts: [stage: string, members: number][]): Bilingual[] {
  return counts.slice(0, -1).flatMap(([stage, members], i) => {
    const [before, earlier] = counts[i - 1] ?? [stage, members]
    if (members <= earlier) return []
    return [
      {
        id: `${stage} (${members}) lebih banyak daripada ${before} (${earlier}): tahap tidak harus berurutan.`,
        en: `${stage} (${members}) exceeds ${before} (${earlier}): stages need not follow each other.`,
      },
    ]
  })
}
