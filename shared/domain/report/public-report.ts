import type { Month } from '../calendar.ts'
import type { FigureChange } from '../figures/figure-change.ts'
import type { YardstickChange } from '../figures/yardstick.ts'
import { smallest } from '../hiding/bound.ts'
import { type Families, findShownNumber } from '../hiding/partition.ts'
import { type Hiding, hidingRule } from '../hiding/shown-so-far.ts'
import { percentage } from '../values/percentage.ts'
import { makePublicCorrection } from './correction.ts'
import { hideParts, makePublicLine } from './public-lines.ts'
import { makePublicHeadlines, makePublicLoans } from './public-loans.ts'
import { makePublicReferrals } from './public-referrals.ts'
import { showStages } from './public-stages.ts'
import type { Breakdown, BreakdownCell, BreakdownRow, Report } from './report.ts'

/**
 * Makes the public version of a report, given everything that was public before. Stage counts of the whole programme
 * are exact, in both readings. Everything below the whole, the lines of a month and every loan follow one rule. A
 * number is shown anew when it has moved by at least five since it was last shown, and only if no other cell can be
 * worked out from it (`hideCells`). Until then the last number stays, marked with its month.
 *
 * `before` is the public report of the month before, or of the issue that this one corrects. A correction changes the
 * figures of the whole programme; below the whole, it repeats what was shown. Only the whole programme has a public
 * report.
 *
 * The tests count the cost. All the cells of the published series that the first rule showed are still shown, 92% of
 * them with the number of their own month. In the demo at 1:100, which has many small groups, 92% are still shown, 62%
 * with the number of their own month. A cell that is held back to protect another can fall far behind while the other
 * does not move; the month printed next to the cell says so.
 *
 * Other rules were considered. Rounding to fives shows every cell, but one person who crosses a step shows up in the
 * exact total. Hiding a cell for good loses every small one forever. Noise by cell key (Australian Bureau of
 * Statistics) breaks the law that parts add up. The first rule decided afresh in each issue, so readers could subtract
 * months (`hideWithinIssue`). Hundepool et al., "Statistical Disclosure Control" (Wiley, 2012), explain why secondary
 * cells and differences of tables must be protected too.
 */
export function publicReport(report: Report, before?: Report): Report {
  const isCorrection = before?.month === report.month
  const shown = isCorrection ? repeatShown(before) : showAnew(report, before?.hiding)
  const { correction: _, loans: __, referrals: ___, setSince, ...rest } = report
  const settings = setSince?.filter((change) => isPublicSetting(report, change)) ?? []
  const publicVersion: Report = {
    ...rest,
    hiddenBelow: smallest,
    ...shown,
    headlines: makePublicHeadlines(report.headlines, shown.loans),
    pastIndicators: makePublicHeadlines(report.pastIndicators, shown.loans),
    lines: report.lines.map((line) => (isCorrection ? hideParts(line) : makePublicLine(line))),
    earlier: report.earlier.map((row) => ({ ...row, ...unknownParts })),
    restatements: report.restatements
      .filter(({ posted, restated }) => posted !== restated)
      .map((row) => ({ ...row, ...unknownParts })),
    changes: report.changes.filter(isExact),
    ...(settings.length > 0 && { setSince: settings }),
    ...(report.recount && { recount: { ...report.recount, entries: null } }),
  }
  const correction = isCorrection ? makePublicCorrection(report, before, publicVersion) : undefined
  return { ...publicVersion, ...(correction && { correction }) }
}

/** Whether a figure is exact in public: members of a stage in the whole programme, and targets. */
const isExact = ({ figure }: FigureChange): boolean =>
  /^(stages\..*\.(cumulative|net)|indicators\..*|targets\..*)$/.test(figure)

/**
 * Whether a public report names a setting that changed after the close. It names targets of the whole programme, which
 * everybody can see, but not an official's own reason for a revision. It leaves partners out: a name alone would reveal
 * that a partner has its first loan.
 */
function isPublicSetting({ headlines, pastIndicators }: Report, { what }: YardstickChange): boolean {
  const [kind, id, field] = what.split('.')
  if (kind !== 'targets') return kind !== 'partners'
  const publicTargets = [...headlines, ...pastIndicators].flatMap(({ targets }) => targets)
  return field !== 'reason' && publicTargets.some((target) => target.id === id)
}

const unknownParts = { late: null, reversed: null, reclassified: null }

const repeatShown = ({ breakdowns, loans, referrals, hiding }: Report) => ({
  breakdowns,
  ...(loans && { loans }),
  ...(referrals && { referrals }),
  ...(hiding && { hiding }),
})

function showAnew({ month, lines, breakdowns, loans, referrals }: Report, before: Hiding | undefined) {
  const stages = lines.map(({ stage }) => stage)
  const families = showStages(breakdowns, stages, before?.families ?? {}, month)
  const shownLoans = loans && makePublicLoans(loans, before, month)
  const shownReferrals =
    referrals &&
    makePublicReferrals(
      referrals,
      { breakdowns, loans },
      { before: before?.families ?? {}, shownLoans: shownLoans?.shown ?? {}, month },
    )
  const hiding: Hiding = {
    rule: hidingRule,
    families: { ...families, ...shownLoans?.families, ...shownReferrals?.families },
    loans: shownLoans?.shown ?? {},
  }
  return {
    hiding,
    breakdowns: breakdowns.map((breakdown) => makePublicBreakdown(breakdown, stages[0], month, families)),
    ...(shownLoans && { loans: shownLoans.loans }),
    ...(shownReferrals && { referrals: shownReferrals.referrals }),
  }
}

function makePublicBreakdown(
  breakdown: Breakdown,
  first: string | undefined,
  month: Month,
  families: Families,
): Breakdown {
  const familyOf = ({ parent }: BreakdownRow, stage: string) =>
    parent === undefined ? `${breakdown.by}/${stage}` : `area_1/${stage}/${parent}`
  return {
    ...breakdown,
    rows: breakdown.rows.map((row) => {
      const findShown = (stage: string) =>
        findShownNumber(families, { family: familyOf(row, stage), cell: row.code, month })
      const membersOfFirst = first === undefined ? null : findShown(first).members
      return {
        ...row,
        stages: Object.fromEntries(
          Object.keys(row.stages).map((stage): [string, BreakdownCell] => {
            const { members, since } = findShown(stage)
            const isEarlier = since !== undefined && since !== month
            return [
              stage,
              {
                members,
                shareOfFirst: members === null || membersOfFirst === null ? null : percentage(members, membersOfFirst),
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
