import type { Bilingual } from '../bilingual.ts'
import { Classification, codesOf, type Dimension, makeLists, valuesIn } from '../ledger/breakdown-dimensions.ts'
import { type CounterNames, type Counters, durationBuckets, effectOfLine, isOfStage } from '../ledger/counter.ts'
import type { Frame } from '../ledger/frame.ts'
import { firstStage } from '../programme/programme.ts'
import { percentage } from '../values/percentage.ts'
import { byKey } from '../values/text-order.ts'
import type { Figures } from './figures.ts'
import { describeFinancing, nameStage } from './financing-figures.ts'
import { makeLoanFigures } from './loan-figures.ts'
import type { NodeCounters } from './node-counters.ts'
import { makeReferralFigures } from './referral-figures.ts'
import { allStages, type CellFilter, countStages, emptyCount, matchesCell } from './stage-counts.ts'

/**
 * The figures of a node. `below` are its descendants; `makeIndicatorFigures` makes the indicators; `partnerName` gives
 * a partner's name at the time. Without `partnerName` no lender is registered, and the figures have no loans.
 */
export function makeFigures(
  frame: Frame,
  about: Pick<
    Figures,
    'month' | 'agency' | 'reading' | 'restatedThrough' | 'status' | 'recount' | 'indicators' | 'setSince'
  >,
  node: NodeCounters,
  below: NodeCounters[],
  partnerName?: (code: string) => string,
): Figures {
  const { programme, areas, names } = frame
  const scope: CellFilter = about.agency === undefined ? {} : { agency: about.agency }
  const nameOf = (code: string) =>
    areas.find(code)?.name ?? `${areas.find(areas.pathOf(code).at(-2) ?? '')?.name ?? code}, tanpa rincian`
  const counts = countStages(frame, node, scope)
  const first = counts[firstStage(programme).code]?.cumulative ?? 0
  const stageNames = [...programme.stages, allStages].map((stage) => ({
    stage: stage.code,
    name: nameStage(programme, about.month, stage),
  }))
  const rows = (dimension: Dimension) =>
    valuesIn(programme, dimension)
      .filter(({ code }) => scope[dimension] === undefined || scope[dimension] === code)
      .map(({ code, label }) => ({
        code,
        name: label,
        stages: countStages(frame, node, { ...scope, [dimension]: code }),
      }))
  const { indicators, ...rest } = about
  const parentOf = (code: string) => areas.pathOf(code).at(-2) ?? areas.root
  const namedChildren = below.map((child) => ({ node: child, name: nameOf(child.area), parent: parentOf(child.area) }))
  const loans =
    programme.financing && partnerName && makeLoanFigures(names, node, namedChildren, { ...scope, partnerName })
  const referrals = makeReferralFigures(names, node, namedChildren, {
    ...scope,
    partnerName: partnerName ?? ((code) => code),
  })
  return {
    programme: { code: programme.code, name: programme.name, zone: programme.zone },
    ...rest,
    area: { code: node.area, name: nameOf(node.area) },
    stages: stageNames.map(({ stage, name }) => {
      const count = counts[stage] ?? emptyCount()
      return { stage, name, ...count, shareOfFirst: percentage(count.cumulative, first) }
    }),
    indicators: indicators.map((each) => describeFinancing(programme, about.month, each, loans?.facts)),
    areas: below.map((child) => ({
      code: child.area,
      name: nameOf(child.area),
      parent: parentOf(child.area),
      stages: countStages(frame, child, scope),
    })),
    ...makeLists(rows),
    crossings: listCrossings(names, node.cumulative, scope),
    durations: listDurations(frame, node, scope),
    late: listLate(names, node, scope),
    ...(loans && { loans }),
    ...(referrals && { referrals }),
    warnings: listWarnings(stageNames.map(({ stage }) => [stage, counts[stage]?.cumulative ?? 0])),
  }
}

function listCrossings(names: CounterNames, cumulative: Counters, scope: CellFilter) {
  const crossings = new Map<string, Figures['crossings'][number]>()
  for (const [name, n] of Object.entries(cumulative)) {
    const counter = names.read(name)
    if (!isOfStage(counter) || n === 0 || !matchesCell(counter, scope)) continue
    const key = codesOf(counter).join('#')
    const crossing = crossings.get(key) ?? { ...Classification.parse(counter), stages: {} }
    crossing.stages[counter.stage] = (crossing.stages[counter.stage] ?? 0) + n
    crossings.set(key, crossing)
  }
  return [...crossings.entries()].toSorted(byKey).map(([, crossing]) => crossing)
}

/** Returns no durations for a single agency, because they are counted for all agencies together. */
function listDurations({ programme, names }: Frame, node: NodeCounters, scope: CellFilter): Figures['durations'] {
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

function listLate(names: CounterNames, node: NodeCounters, scope: CellFilter): Figures['late'] {
  return Object.entries(node.shifts)
    .toSorted(byKey)
    .map(([trueMonth, counters]) => {
      const stages: Record<string, number> = {}
      for (const [name, n] of Object.entries(counters)) {
        const counter = names.read(name)
        if (!isOfStage(counter) || !matchesCell(counter, scope)) continue
        stages[counter.stage] = (stages[counter.stage] ?? 0) + n * effectOfLine(counter.line)
      }
      return { trueMonth, stages }
    })
    .filter(({ stages }) => Object.keys(stages).length > 0)
}

/** Warns of each stage that more members hold than the stage before, so that readers know that this is no mistake. */
function listWarnings(counts: [stage: string, members: number][]): Bilingual[] {
  return counts.slice(0, -1).flatMap(([stage, members], i) => {
    const [stageBefore, membersBefore] = counts[i - 1] ?? [stage, members]
    if (members <= membersBefore) return []
    return [
      {
        id: `Anggota yang mencapai ${stage} lebih banyak daripada yang mencapai ${stageBefore}. Angka ini benar: tahap tidak harus ditempuh berurutan.`,
        en: `More members hold ${stage} than ${stageBefore}. This is not a mistake: stages need not be taken in order.`,
      },
    ]
  })
}
