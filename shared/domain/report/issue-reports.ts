import { isOfScope } from '../figures/figure-change.ts'
import type { Figures } from '../figures/figures.ts'
import { describeFinancing } from '../figures/financing-figures.ts'
import { makeIndicatorFigures } from '../figures/indicator-figures.ts'
import type { NodeCounters } from '../figures/node-counters.ts'
import { makeFigures } from '../figures/node-figures.ts'
import { type Frame, makeFrame } from '../ledger/frame.ts'
import { loanFactOf } from '../ledger/loan-fact-kind.ts'
import { notFound } from '../problems/app-error.ts'
import { everyStage, firstStage, type Indicator } from '../programme/programme.ts'
import { percentage } from '../values/percentage.ts'
import { makeNodeLookup, type ReportScope } from './book.ts'
import { describeCorrection, listMovements, readRestated } from './correction.ts'
import type { Issue } from './issue.ts'
import { makeBreakdowns } from './make-breakdowns.ts'
import { reportReferrals } from './referral-report.ts'
import type { Headline, Report, Step } from './report.ts'
import { countReasons } from './reversals.ts'
import { compareMonths, listEarlier, makeSeries } from './series.ts'

/**
 * The reports that an issue holds: of the whole programme, and of any area it keeps, for all agencies or one. `hash`
 * and `previous` are the printed hashes of the issue and of the one before. `corrected` is the issue that it corrects,
 * if any; the reports then say what changed. Throws `not_found` for a scope that the issue does not know.
 */
export function makeReports(
  issue: Issue,
  hash: string,
  { previous = issue.previous, corrected }: { previous?: string | undefined; corrected?: Issue | undefined } = {},
): (scope: ReportScope) => Report {
  const preparedIssue = prepareIssue(issue, hash, previous)
  if (!corrected) return (scope) => makeReport(preparedIssue, scope)
  const preparedCorrected = prepareIssue(corrected, '')
  const reread = issue.figures.reading === 'restated' ? prepareIssue(readRestated(corrected), '') : preparedCorrected
  return (scope) => {
    const report = makeReport(preparedIssue, scope)
    const moved = listMovements(preparedIssue.frame, corrected, issue, { stages: report.lines, scope })
    // An area or agency that was added since then has nothing to correct.
    if (!findPlaces(preparedCorrected, scope)) return report
    const [old, again] = [makeReport(preparedCorrected, scope), makeReport(reread, scope)]
    return { ...report, correction: describeCorrection({ printed: old, reread: again, report }, moved) }
  }
}

function prepareIssue(issue: Issue, hash: string, previous?: string): PreparedIssue {
  const frame = makeFrame(issue.book.programme)
  return { issue, hash, previous, frame, nodeOf: makeNodeLookup(frame, issue.book) }
}

type PreparedIssue = {
  issue: Issue
  hash: string
  previous: string | undefined
  frame: Frame
  nodeOf: (area: string) => NodeCounters
}

/** The partners' names when the issue was made. Undefined if the issue says nothing about loans. */
function makePartnerNames({ figures: { loans, referrals } }: Issue): ((code: string) => string) | undefined {
  if (!loans) return undefined
  const namedPartners = [...loans.partners, ...(referrals?.partners ?? [])]
  const names = new Map(namedPartners.map(({ code, name }) => [code, name]))
  return (code) => names.get(code) ?? code
}

/** The area and agency of a scope, if the issue keeps them. */
function findPlaces({ issue: { book }, frame: { programme, areas } }: PreparedIssue, scope: ReportScope) {
  const area = areas.find(scope.area)
  const agency = programme.agencies.find(({ code }) => code === scope.agency)
  const isKept = book.cells.some((cell) => areas.isWithin(cell.area, scope.area))
  return area && isKept && (scope.agency === undefined || agency) ? { area, agency } : undefined
}

function makeReport(preparedIssue: PreparedIssue, scope: ReportScope): Report {
  const { issue, hash, previous, frame, nodeOf } = preparedIssue
  const { book, month } = issue
  const { programme, areas } = frame
  const places = findPlaces(preparedIssue, scope)
  if (!places) throw notFound()
  const { area, agency } = places
  const { reading, restatedThrough } = issue.figures
  const isWhole = area.code === areas.root && !agency
  const node = nodeOf(area.code)
  const scopeFigures = makeFigures(
    frame,
    {
      month,
      ...(agency && { agency: agency.code }),
      reading,
      ...(restatedThrough !== undefined && { restatedThrough }),
      status: 'closed',
      indicators: [],
    },
    node,
    listDescendants(frame, issue, area.code).map(nodeOf),
    makePartnerNames(issue),
  )
  const indicators = makeHeadlines(issue, frame, scope, scopeFigures)
  const funnel = makeFunnel(scopeFigures)
  const series = makeSeries(issue, frame, scope, scopeFigures)
  return {
    programme: scopeFigures.programme,
    publication: programme.publication,
    month,
    number: issue.number,
    issuedAt: issue.issuedAt,
    hash,
    ...(previous !== undefined && { previous }),
    renderer: issue.renderer,
    ...(issue.proof && { proof: issue.proof }),
    ...(issue.cause !== undefined && { cause: issue.cause }),
    reading,
    ...(restatedThrough !== undefined && { restatedThrough }),
    scope: {
      area: { code: area.code, name: area.name },
      ...(agency && { agency: { code: agency.code, name: agency.name } }),
      isWhole,
    },
    headlines: indicators.filter(({ inForce }) => inForce),
    pastIndicators: indicators.filter(({ inForce }) => !inForce),
    ...funnel,
    lines: scopeFigures.stages.map(({ stage, name, inMonth }) => ({
      stage,
      name,
      ...inMonth,
      reasons: countReasons(frame, book.reversals, { stage, ...scope }),
    })),
    comparison: compareMonths(month, scopeFigures, series.rows),
    series: series.rows,
    breakdowns: makeBreakdowns(frame, scopeFigures),
    earlier: listEarlier(issue, frame, scope, node),
    restatements: series.restatements,
    ...(isWhole && issue.figures.setSince && { setSince: issue.figures.setSince }),
    changes: issue.changes.filter((change) => isOfScope(change, { ...scope, isWholeArea: area.code === areas.root })),
    ...(scopeFigures.loans && {
      loans: {
        facts: scopeFigures.loans.facts,
        partners: scopeFigures.loans.partners,
        decisionDays: scopeFigures.loans.decisionDays,
      },
    }),
    ...(scopeFigures.referrals && { referrals: reportReferrals(scopeFigures.referrals, area.code) }),
    obstacles: book.obstacles
      .filter((each) => concerns(frame, each, scope))
      .map(({ version: _, ...obstacle }) => ({
        ...obstacle,
        areaName: areas.find(obstacle.area)?.name ?? obstacle.area,
      })),
    quality: book.quality,
    ...(book.recount && { recount: book.recount }),
    warnings: scopeFigures.warnings,
  }
}

/** The areas on the two levels below an area, if the issue keeps them. */
function listDescendants({ areas }: Frame, { book }: Issue, area: string): string[] {
  const depth = areas.pathOf(area).length
  const keptAreas = new Set(book.cells.flatMap((cell) => areas.pathOf(cell.area)))
  return [...keptAreas].filter((code) => {
    const below = areas.pathOf(code).length - depth
    return areas.isWithin(code, area) && below >= 1 && below <= 2
  })
}

/**
 * Computes every indicator's figures, and orders them: the programme's headlines first. Among the headlines and among
 * the others, official indicators in force come first.
 */
function makeHeadlines(issue: Issue, frame: Frame, { area, agency }: ReportScope, scopeFigures: Figures): Headline[] {
  const facts = scopeFigures.loans?.facts
  const membersOf = (stage: string) => scopeFigures.stages.find((each) => each.stage === stage)?.cumulative ?? 0
  const valueFor = (counts: string) => {
    const fact = loanFactOf(counts)
    return fact === undefined ? membersOf(counts) : (facts?.find((each) => each.fact === fact)?.cumulative.number ?? 0)
  }
  const first = membersOf(firstStage(frame.programme).code)
  const { indicators, headlines = [] } = frame.programme
  const makeHeadline = (indicator: Indicator): Headline => {
    const aims = issue.book.aims.filter(
      ({ target }) => target.indicator === indicator.code && target.area === area && target.agency === agency,
    )
    const indicatorFigures = makeIndicatorFigures(indicator, issue.month, {
      value: valueFor(indicator.counts),
      first,
      aims,
    })
    return describeFinancing(frame.programme, issue.month, indicatorFigures, facts)
  }
  const officialFirst = (a: Headline, b: Headline) => Number(b.inForce && b.official) - Number(a.inForce && a.official)
  const chosenIndicators = headlines.flatMap((headline) => indicators.find(({ code }) => code === headline) ?? [])
  const others = indicators.filter(({ code }) => !headlines.includes(code))
  return [chosenIndicators, others].flatMap((each) => each.map(makeHeadline).toSorted(officialFirst))
}

function makeFunnel({ stages }: Figures): Pick<Report, 'funnel' | 'complete'> {
  const steps = stages.map(
    ({ stage, name, cumulative, shareOfFirst }): Step => ({
      stage,
      name,
      members: cumulative,
      shareOfFirst,
    }),
  )
  const complete = steps.find(({ stage }) => stage === everyStage)
  if (!complete) throw new Error('The figures lack the count of members who have every stage')
  const funnel = steps.filter((step) => step !== complete)
  return {
    complete,
    funnel: funnel.map((step, i) => {
      const before = funnel[i - 1]
      if (!before) return step
      return { ...step, shareOfPrevious: percentage(step.members, before.members) }
    }),
  }
}

/**
 * Whether a report shows an obstacle: one of its area, of an area in it, or of an area around it. An agency's report
 * leaves out obstacles of other agencies.
 */
const concerns = (
  { areas }: Frame,
  obstacle: { area: string; agency?: string | undefined },
  { area, agency }: ReportScope,
): boolean =>
  (areas.isWithin(obstacle.area, area) || areas.isWithin(area, obstacle.area)) &&
  (agency === undefined || obstacle.agency === undefined || obstacle.agency === agency)
