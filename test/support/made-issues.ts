import type { Month } from '../../shared/domain/calendar.ts'
import { monthRange, nextMonth, previousMonth } from '../../shared/domain/calendar.ts'
import type { FigureChange } from '../../shared/domain/figures/figure-change.ts'
import { countIndicator } from '../../shared/domain/figures/indicator-count.ts'
import { type AimedAt, makeIndicatorFigures } from '../../shared/domain/figures/indicator-figures.ts'
import {
  type CellCounters,
  type CellShift,
  carryNodes,
  emptyNode,
  type NodeCounters,
} from '../../shared/domain/figures/node-counters.ts'
import { makeFigures } from '../../shared/domain/figures/node-figures.ts'
import { isOfStage } from '../../shared/domain/ledger/counter.ts'
import { type Frame, makeFrame } from '../../shared/domain/ledger/frame.ts'
import { firstStage, type Programme } from '../../shared/domain/programme/programme.ts'
import { type Book, makeBook } from '../../shared/domain/report/book.ts'
import { encodeIssue, hashIssue, type Issue } from '../../shared/domain/report/issue.ts'
import type { Obstacle } from '../../shared/domain/report/obstacle.ts'
import { chooseRenderer } from '../../shared/domain/report/renderer-version.ts'
import type { Reversals } from '../../shared/domain/report/reversals.ts'

/** The postings of a month in leaf areas. */
type MadeMonth = {
  month: Month
  tallies: CellCounters[]
  shifts?: CellShift[]
  obstacles?: Obstacle[]
  changes?: FigureChange[]
}

/** Every reversal has the programme's first reason. */
function madeReversals({ names, programme, areas }: Frame, nodes: NodeCounters[]): Reversals[] {
  const reason = programme.reasons[0]?.code ?? ''
  return nodes
    .filter(({ area }) => areas.pathOf(area).length === 3)
    .flatMap(({ area, inMonth }) =>
      Object.entries(inMonth).flatMap(([name, members]) => {
        const counter = names.read(name)
        if (!isOfStage(counter) || counter.line !== 'reversed' || members === 0) return []
        return [{ area, agency: counter.agency, stage: counter.stage, reason, members }]
      }),
    )
}

export type MadeIssue = { issue: Issue; hash: string }

/**
 * The first issues of consecutive months, made from counters alone, as closing makes them from the table. Lenders are
 * registered, unless `hasLenders` is false.
 */
export function madeIssues(programme: Programme, months: MadeMonth[], { hasLenders = true } = {}): MadeIssue[] {
  const frame = makeFrame(programme)
  const known = new Map<Month, NodeCounters[]>()
  let nodes = frame.areas.below(frame.areas.root, 2).map(emptyNode)
  let book: Book | undefined
  let previous: string | undefined
  return months.map(({ month, tallies, shifts = [], obstacles = [], changes = [] }) => {
    nodes = carryNodes(frame, nodes, { tallies, shifts })
    known.set(month, nodes)
    // The 5th of the next month, at 06:00 in Jakarta.
    const issuedAt = `${nextMonth(month)}-04T23:00:00.000Z`
    const aims = aimsOf(frame, months[0]?.month ?? month, month, known)
    book = makeBook(frame, book, {
      month,
      read: nodes,
      posted: new Map([[month, nodes]]),
      aims,
      reversals: madeReversals(frame, nodes),
      obstacles,
      quality: {
        countedAt: issuedAt,
        openDisputes: 3,
        openDuplicates: 128,
        membersWithoutNik: null,
        parkedLoans: null,
        unmatchedStatementLines: null,
      },
      recount: { countedAt: issuedAt, agreedAt: issuedAt, cells: 311, entries: 12_345, differing: 0 },
    })
    const figures = wholeFigures(frame, month, nodes, aims, hasLenders)
    const issue: Issue = {
      format: 2,
      renderer: chooseRenderer(figures),
      month,
      number: 1,
      issuedAt,
      ...(previous !== undefined && { previous }),
      figures,
      changes,
      book,
    }
    const hash = hashIssue(encodeIssue(issue))
    previous = hash
    return { issue, hash }
  })
}

function wholeFigures(
  frame: Frame,
  month: Month,
  [node, ...below]: NodeCounters[],
  aims: AimedAt[],
  hasLenders: boolean,
) {
  const whole = node ?? emptyNode(frame.areas.root)
  const count = (stage: string) => countIndicator(frame.names, whole.cumulative, stage, {})
  const first = count(firstStage(frame.programme).code)
  const indicators = frame.programme.indicators.map((indicator) =>
    makeIndicatorFigures(indicator, month, {
      value: count(indicator.counts),
      first,
      aims: aims.filter(({ target }) => target.indicator === indicator.code && target.agency === undefined),
    }),
  )
  const about = { month, reading: 'as_posted' as const, status: 'closed' as const, indicators }
  return makeFigures(frame, about, whole, below, hasLenders ? (code) => code : undefined)
}

/** The programme's own targets, as the use case reads them; none for areas without kept figures. */
function aimsOf(frame: Frame, firstMonth: Month, month: Month, known: Map<Month, NodeCounters[]>): AimedAt[] {
  const counts = new Map(frame.programme.indicators.map(({ code, counts }) => [code, counts]))
  return frame.programme.targets
    .filter(({ from }) => from <= month)
    .map(({ primary, ...target }, i) => {
      const at = (edge: Month) => {
        const node = known.get(edge)?.find(({ area }) => area === target.area)
        const where = target.agency === undefined ? {} : { agency: target.agency }
        return node ? countIndicator(frame.names, node.cumulative, counts.get(target.indicator) ?? '', where) : 0
      }
      return {
        target: { ...target, id: `tgt_${i + 1}`, version: 1, effectiveFrom: `${target.from}-01` },
        primary,
        before: target.from > firstMonth ? at(previousMonth(target.from)) : 0,
        ...(target.to < month && { until: at(target.to) }),
      }
    })
}

/** Splits a whole number by weights. The parts add up to it. */
function split(whole: number, weights: number[]): number[] {
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  let sum = 0
  let givenNumbers = 0
  return weights.map((weight) => {
    sum += weight
    const until = Math.round((whole * sum) / all)
    const part = until - givenNumbers
    givenNumbers = until
    return part
  })
}

const until = (to: Month, months: number): Month[] => {
  let from = to
  for (let i = 1; i < months; i++) from = previousMonth(from)
  return monthRange(from, to)
}

/** The cumulative members of each stage at the end of months, up to the published row of October 2021. */
const row = { P1: 284_164, P2: 176_891, P3: 157_498, P4: 148_374, P5: 44_456, P6: 32_883, P7: 6_159, ALL: 5_102 }
const yearBefore = { P1: 191_344, P2: 139_800, P3: 120_400, P4: 108_300, P5: 27_900, P6: 19_400, P7: 3_311, ALL: 2_700 }

/**
 * The issues of the fourteen months up to November 2021, with the published figures of the whole province. Invented
 * weights spread them over kecamatan, agencies, genders and categories. In November, 2,400 registrations of earlier
 * months are reversed and 1,579 are added.
 */
export function publishedIssues(programme: Programme): MadeIssue[] {
  const known = published.get(programme)
  if (known) return known
  const publishedIssue = madePublished(programme)
  published.set(programme, publishedIssue)
  return publishedIssue
}

/** Made once for all files of a worker. */
const published = new Map<Programme, MadeIssue[]>()

/** The same issues before any lender was registered. */
export const publishedWithoutLenders = (programme: Programme): MadeIssue[] =>
  madePublished(programme, { hasLenders: false })

function madePublished(programme: Programme, options: { hasLenders?: boolean } = {}): MadeIssue[] {
  const frame = makeFrame(programme)
  const districts = frame.areas.nodes.filter((code) => frame.areas.pathOf(code).length === 3)
  const cells = districts.flatMap((area, d) =>
    programme.agencies.flatMap(({ code: agency }, a) =>
      (['female', 'male', 'unknown'] as const).flatMap((gender, g) =>
        programme.categories.map(({ code: category }, c) => ({
          area,
          agency,
          gender,
          category,
          weight:
            (area.startsWith('31.01') ? 0.12 : 0.6 + ((d * 37) % 23) / 23) *
            ([5, 2, 1.4, 0.8, 1.1, 1.2][a] ?? 1) *
            ([0.62, 0.38, 0.002][g] ?? 0) *
            ([0.8, 0.2][c] ?? 1),
        })),
      ),
    ),
  )
  const weights = cells.map(({ weight }) => weight)
  const tallies = (stages: [stage: string, n: number][], line: 'attained' | 'reversed') => {
    const counters = new Map<string, Record<string, number>>()
    for (const [stage, n] of stages)
      split(n, weights).forEach((part, i) => {
        const cell = cells[i]
        if (!cell || part === 0) return
        const own = counters.get(cell.area) ?? {}
        own[frame.names.nameOf(line, { stage, ...cell })] = part
        counters.set(cell.area, own)
      })
    return [...counters].map(([area, each]) => ({ area, counters: each }))
  }
  const months = until('2021-10', 13)
  const at = (stage: keyof typeof row, i: number) =>
    Math.round(yearBefore[stage] + ((row[stage] - yearBefore[stage]) * i) / (months.length - 1))
  const stages = Object.keys(row).filter((stage): stage is keyof typeof row => stage in row)
  const madeMonths: MadeMonth[] = months.map((month, i) => ({
    month,
    tallies: tallies(
      stages.map((stage) => [stage, at(stage, i) - (i === 0 ? 0 : at(stage, i - 1))]),
      'attained',
    ),
  }))
  const reversed = months.slice(-10).map((trueMonth) => ({ trueMonth, cells: tallies([['P1', 240]], 'reversed') }))
  const all = [
    ...madeMonths,
    {
      month: '2021-11',
      tallies: [...tallies([['P1', 1_579]], 'attained'), ...reversed.flatMap((each) => each.cells)],
      shifts: reversed.flatMap(({ trueMonth, cells: own }) => own.map((cell) => ({ ...cell, trueMonth }))),
      obstacles: [
        {
          id: 'obs_1',
          month: '2021-11',
          area: '31.75',
          obstacle: 'Dua kelas pelatihan di Cakung batal karena aula kecamatan dipakai untuk vaksinasi.',
          followUp: 'Kelas pengganti pada 6 dan 13 Desember di RPTRA; penanggung jawab Sudin PPKUKM.',
          writtenAt: '2021-11-29T04:00:00.000Z',
          version: 1,
        },
      ],
    },
  ]
  return madeIssues(programme, all, options)
}
