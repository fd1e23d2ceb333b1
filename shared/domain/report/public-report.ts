import { isOfTheWhole } from '../figure-change.ts'
import { LoanFactKind } from '../loan/loan-facts.ts'
import type { Breakdown, BreakdownRow, PartnerRow, Report } from './report.ts'

/** Groups of fewer people than this are hidden from the public. */
export const smallest = 5

/**
 * The report as anybody may see it. In breakdowns, small groups are hidden, and with them as many others that nobody can
 * tell a hidden one by subtracting what is shown from a total; changes within the month are left out there, for last
 * month's report would give them away. What is said of the whole programme stays. Only the whole has a public report.
 */
export function publicReport(report: Report): Report {
  const [areas] = report.breakdowns.filter(({ by }) => by === 'area_1')
  const stages = report.lines.map(({ stage }) => stage)
  const hidden = new Set<string>()
  for (const stage of stages) {
    const within = (rows: BreakdownRow[]): Cell[] =>
      rows.map((row) => ({ key: keyOf(row, stage), members: row.stages[stage]?.members ?? 0 }))
    for (const breakdown of report.breakdowns) {
      if (breakdown.by === 'area_2' && areas) continue
      for (const key of hiddenOf(within(breakdown.rows))) hidden.add(`${breakdown.by}/${key}`)
    }
    const below = report.breakdowns.find(({ by }) => by === 'area_2')
    if (!areas || !below) continue
    for (const area of areas.rows) {
      const children = within(below.rows.filter(({ parent }) => parent === area.code))
      // The parts of what is hidden add up to it, so one of them at least is hidden too.
      const isHidden = hidden.has(`area_1/${keyOf(area, stage)}`)
      for (const key of isHidden ? hiddenBelow(children) : hiddenOf(children)) hidden.add(`area_2/${key}`)
    }
  }
  const { loans } = report
  return {
    ...report,
    hiddenBelow: smallest,
    breakdowns: report.breakdowns.map((breakdown) =>
      shown(breakdown, stages[0], (key) => hidden.has(`${breakdown.by}/${key}`)),
    ),
    lines: report.lines.map(shownLine),
    changes: report.changes.filter(isOfTheWhole),
    ...(loans && { loans: { ...loans, partners: shownPartners(loans.partners) } }),
  }
}

type Cell = { key: string; members: number }

const keyOf = ({ code }: BreakdownRow, stage: string) => `${code}/${stage}`

const isSmall = ({ members }: Cell): boolean => members > 0 && members < smallest

/** What is hidden of cells whose sum is known: small ones, and the next larger ones until none can be told. */
function hiddenOf(cells: Cell[]): string[] {
  const hidden = cells.filter(isSmall)
  if (hidden.length === 0) return []
  const others = inOrderOfHiding(cells.filter((cell) => !isSmall(cell)))
  while (others.length > 0 && (hidden.length < 2 || sumOf(hidden) < smallest)) hidden.push(...others.splice(0, 1))
  return hidden.map(({ key }) => key)
}

/** What is hidden of cells whose sum is hidden: small ones, or else the smallest. */
function hiddenBelow(cells: Cell[]): string[] {
  const small = cells.filter(isSmall)
  const [other] = inOrderOfHiding(cells)
  return (small.length > 0 ? small : other ? [other] : []).map(({ key }) => key)
}

/** People before nobody: a hidden nothing is guessed. */
const inOrderOfHiding = (cells: Cell[]): Cell[] =>
  cells.toSorted((a, b) => Number(a.members === 0) - Number(b.members === 0) || a.members - b.members)

const sumOf = (cells: Cell[]): number => cells.reduce((sum, { members }) => sum + members, 0)

function shown({ rows, ...rest }: Breakdown, first: string | undefined, isHidden: (key: string) => boolean): Breakdown {
  return {
    ...rest,
    rows: rows.map((row) => {
      const isFirstHidden = first !== undefined && isHidden(keyOf(row, first))
      return {
        ...row,
        stages: Object.fromEntries(
          Object.entries(row.stages).map(([stage, { members, shareOfFirst }]) => [
            stage,
            isHidden(keyOf(row, stage))
              ? { members: null, shareOfFirst: null, net: null }
              : { members, shareOfFirst: isFirstHidden ? null : shareOfFirst, net: null },
          ]),
        ),
      }
    }),
  }
}

/** Of reasons of which one is rare, only the names: a single one is the whole line, which is shown. */
function shownLine(line: Report['lines'][number]): Report['lines'][number] {
  const isTelling = line.reasons.length > 1 && line.reasons.some(({ members }) => (members ?? 0) < smallest)
  return isTelling ? { ...line, reasons: line.reasons.map((each) => ({ ...each, members: null })) } : line
}

const nothing = { number: null, amount: null }

/** A partner's few loans are hidden with their amounts, and what the month added: one loan's amount is somebody's. */
function shownPartners(partners: PartnerRow[]): PartnerRow[] {
  const hidden = new Set(
    LoanFactKind.options.flatMap((fact) =>
      hiddenOf(
        partners.map(({ code, facts }) => ({ key: `${code}/${fact}`, members: facts[fact].cumulative.number ?? 0 })),
      ),
    ),
  )
  return partners.map(({ code, name, facts }) => {
    const cell = (fact: LoanFactKind) => ({
      cumulative: hidden.has(`${code}/${fact}`) ? nothing : facts[fact].cumulative,
      inMonth: nothing,
    })
    return {
      code,
      name,
      facts: {
        applied: cell('applied'),
        approved: cell('approved'),
        disbursed: cell('disbursed'),
        rejected: cell('rejected'),
      },
    }
  })
}
