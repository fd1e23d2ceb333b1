import type { Month } from '../calendar.ts'
import type { FigureChange } from '../figures/figure-change.ts'
import { smallest } from '../hiding/bound.ts'
import { type Hiding, hidingRule } from '../hiding/hiding.ts'
import { type Families, type Part, shownIn, showPartition } from '../hiding/partition.ts'
import { percentage } from '../values/percentage.ts'
import { hideParts, publicLines } from './public-lines.ts'
import { publicHeadlines, publicLoans } from './public-loans.ts'
import type { Breakdown, BreakdownCell, BreakdownRow, Report } from './report.ts'

/**
 * The report as anybody may see it, beside all that was ever public. Stage counts of the whole programme are exact, in
 * both readings; everything below it, the lines of a month and every loan follow one rule: a number is shown again when
 * it has moved by at least five since it last was, and what is not shown as it is never tells a cell (`bringUpToDate`).
 * Until then the last number stays, marked with its month.
 *
 * `before` is the public report of the month before, or of the issue that this one corrects: a correction changes the
 * figures of the whole, and below it repeats what was shown. Only the whole has a public report.
 *
 * What it costs, counted in the tests: of the cells that the first rule showed of the published row, all stay shown, 92 %
 * with the number of their own month; of the demo at 1:100, where small groups are many, 92 % and 62 %. A cell that is
 * held back beside another can be far behind, as long as that other does not move; its month says so.
 *
 * Other rules were weighed. Rounding to fives shows every cell, but with an exact total one person who crosses a step is
 * told. Hiding a cell for good costs every small one for ever. Noise by cell key (Australian Bureau of Statistics) breaks
 * the law that parts add up. Deciding afresh in each issue was the first rule: months subtract (`hideWithinIssue`). That
 * secondary cells are needed, and that differences of tables need them as well, is in Hundepool et al., "Statistical
 * Disclosure Control" (Wiley, 2012).
 */
export function publicReport(report: Report, before?: Report): Report {
  const isCorrection = before?.month === report.month
  const shown = isCorrection ? repeatShown(before) : showAnew(report, before?.hiding)
  return {
    ...report,
    hiddenBelow: smallest,
    ...shown,
    headlines: publicHeadlines(report.headlines, shown.loans),
    pastIndicators: publicHeadlines(report.pastIndicators, shown.loans),
    lines: report.lines.map((line) => (isCorrection ? hideParts(line) : publicLines(line))),
    earlier: report.earlier.map((row) => ({ ...row, ...unknownParts })),
    restatements: report.restatements
      .filter(({ posted, restated }) => posted !== restated)
      .map((row) => ({ ...row, ...unknownParts })),
    changes: report.changes.filter(isExact),
    ...(report.recount && { recount: { ...report.recount, entries: null } }),
  }
}

/** Whether a figure is shown exactly: the members of a stage in the whole programme, and targets. */
const isExact = ({ figure }: FigureChange): boolean =>
  /^(stages\..*\.(cumulative|net)|indicators\..*|targets\..*)$/.test(figure)

const unknownParts = { late: null, reversed: null, reclassified: null }

const repeatShown = ({ breakdowns, loans, hiding }: Report) => ({
  breakdowns,
  ...(loans && { loans }),
  ...(hiding && { hiding }),
})

function showAnew({ month, lines, breakdowns, loans }: Report, before: Hiding | undefined) {
  const stages = lines.map(({ stage }) => stage)
  const families: Families = Object.assign(
    {},
    ...stages.flatMap((stage) =>
      listPartitions(breakdowns, stage).map((partition) => showPartition(before?.families ?? {}, month, partition)),
    ),
  )
  const shownLoans = loans && publicLoans(loans, before, month)
  const hiding: Hiding = {
    rule: hidingRule,
    families: { ...families, ...shownLoans?.families },
    loans: shownLoans?.shown ?? {},
  }
  return {
    hiding,
    breakdowns: breakdowns.map((breakdown) => publicBreakdown(breakdown, stages[0], month, families)),
    ...(shownLoans && { loans: shownLoans.loans }),
  }
}

const lowerAreas = 'area_2'

/** The ways in which the members of a stage are divided: areas on two levels are one of them. */
function listPartitions(breakdowns: Breakdown[], stage: string): { key: string; parts: Part[] }[] {
  const part = (row: BreakdownRow): Part => ({ key: row.code, members: row.stages[stage]?.members ?? 0 })
  const below = breakdowns.find(({ by }) => by === lowerAreas)?.rows ?? []
  return breakdowns
    .filter(({ by }) => by !== lowerAreas)
    .map(({ by, rows }) => ({
      key: `${by}/${stage}`,
      parts: rows.map((row) => ({
        ...part(row),
        ...(by === 'area_1' && { parts: below.filter(({ parent }) => parent === row.code).map(part) }),
      })),
    }))
}

function publicBreakdown(breakdown: Breakdown, first: string | undefined, month: Month, families: Families): Breakdown {
  const familyOf = ({ parent }: BreakdownRow, stage: string) =>
    parent === undefined ? `${breakdown.by}/${stage}` : `area_1/${stage}/${parent}`
  return {
    ...breakdown,
    rows: breakdown.rows.map((row) => {
      const shownOf = (stage: string) => shownIn(families, { family: familyOf(row, stage), cell: row.code, month })
      const ofFirst = first === undefined ? null : shownOf(first).members
      return {
        ...row,
        stages: Object.fromEntries(
          Object.keys(row.stages).map((stage): [string, BreakdownCell] => {
            const { members, since } = shownOf(stage)
            const isEarlier = since !== undefined && since !== month
            return [
              stage,
              {
                members,
                shareOfFirst: members === null || ofFirst === null ? null : percentage(members, ofFirst),
                net: null,
                ...(isEarlier && { asOf: since }),
              },
            ]
          }),
        ),
      }
    }),
  }
}
