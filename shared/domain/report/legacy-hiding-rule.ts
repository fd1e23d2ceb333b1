import { isOfWholeProgramme } from '../figures/figure-change.ts'
import { largestSmall, smallest } from '../hiding/bound.ts'
import type { ShownFamily } from '../hiding/hide-cells.ts'
import type { Hiding } from '../hiding/shown-so-far.ts'
import { LoanFactKind, makeByFact } from '../ledger/loan-fact-kind.ts'
import type { Breakdown, BreakdownRow, PartnerRow, Report, ReportLoanCell, Step } from './report.ts'

/**
 * The public report by the first rule, which looked at one issue alone. It applies only to issues made under it; new
 * issues follow `publicReport`. Small groups in breakdowns are hidden, and with them enough others that nobody can work
 * out a hidden one from a total or from the limits of each cell. Breakdowns have no changes within the month, because
 * last month's report would then reveal them. Figures of the whole programme stay. Only the whole programme has a
 * public report.
 */
export function hideWithinIssue(report: Report): Report {
  const [areas] = report.breakdowns.filter(({ by }) => by === 'area_1')
  const stages = report.lines.map(({ stage }) => stage)
  const hidden = new Set<string>()
  for (const stage of stages) {
    for (const breakdown of report.breakdowns) {
      if (breakdown.by === 'area_2' && areas) continue
      const cells = breakdown.rows.map((row) => makeCell(row, stage))
      for (const key of chooseHidden(cells)) hidden.add(`${breakdown.by}/${key}`)
    }
    const below = report.breakdowns.find(({ by }) => by === 'area_2')
    if (!areas || !below) continue
    const familyOf = (area: BreakdownRow): Family => ({
      whole: makeCell(area, stage),
      parts: below.rows.filter(({ parent }) => parent === area.code).map((row) => makeCell(row, stage)),
    })
    const isHidden = (area: BreakdownRow) => hidden.has(`area_1/${cellKey(area, stage)}`)
    const families = areas.rows.filter((area) => !isHidden(area)).map(familyOf)
    const hiddenInShown = families.flatMap(({ parts }) => chooseHidden(parts))
    const hiddenInHidden = chooseHiddenParts(
      areas.rows.filter(isHidden).map(familyOf),
      findMostHidden(families.map(({ whole }) => whole)),
    )
    for (const key of [...hiddenInShown, ...hiddenInHidden]) hidden.add(`area_2/${key}`)
  }
  // Under this rule, reports did not yet describe corrections.
  const { loans, correction: _, ...rest } = report
  return {
    ...rest,
    hiddenBelow: smallest,
    breakdowns: report.breakdowns.map((breakdown) =>
      blankCells(breakdown, stages[0], (key) => hidden.has(`${breakdown.by}/${key}`)),
    ),
    lines: report.lines.map(hideReasons),
    changes: report.changes.filter(isOfWholeProgramme),
    ...(loans && { loans: { ...loans, partners: hidePartners(loans.partners) } }),
  }
}

/**
 * What the first rule showed, in the form that the next rule needs. The first rule did not record why it hid a cell.
 */
export function makeLegacyHiding({ month, funnel, complete, breakdowns, loans }: Report): Hiding {
  const family = (total: number, cells: [key: string, members: number | null][]): ShownFamily => ({
    month,
    total,
    cells: Object.fromEntries(
      cells.map(([key, members]) => [
        key,
        members === null ? { members, least: 0, most: total } : { members, since: month, least: 0, most: 0 },
      ]),
    ),
  })
  const familiesOf = ({ stage, members }: Step): [string, ShownFamily][] => {
    const cell = (row: BreakdownRow): [string, number | null] => [row.code, row.stages[stage]?.members ?? null]
    return breakdowns.flatMap(({ by, rows }): [string, ShownFamily][] => {
      if (by !== 'area_2') return [[`${by}/${stage}`, family(members, rows.map(cell))]]
      const above = breakdowns.find((each) => each.by === 'area_1')?.rows ?? []
      return above.flatMap((row): [string, ShownFamily][] => {
        const whole = row.stages[stage]?.members ?? null
        const parts = rows.filter(({ parent }) => parent === row.code).map(cell)
        return whole === null ? [] : [[`area_1/${stage}/${row.code}`, family(whole, parts)]]
      })
    })
  }
  const loanFamilies = (loans?.facts ?? []).map(({ fact, cumulative }): [string, ShownFamily] => [
    `loans/${fact}`,
    family(
      cumulative.number ?? 0,
      (loans?.partners ?? []).map(({ code, facts }) => [code, facts[fact].cumulative.number]),
    ),
  ])
  const shownLoans = [
    ...(loans?.facts ?? []).map(({ fact, cumulative }): [string, ReportLoanCell] => [fact, cumulative]),
    ...(loans?.partners ?? []).flatMap(({ code, facts }) =>
      LoanFactKind.options.map((fact): [string, ReportLoanCell] => [`${fact}/${code}`, facts[fact].cumulative]),
    ),
  ]
  return {
    rule: '1',
    families: Object.fromEntries([...[...funnel, complete].flatMap(familiesOf), ...loanFamilies]),
    loans: Object.fromEntries(shownLoans.map(([key, cell]) => [key, { ...cell, since: month }])),
  }
}

type Cell = { key: string; members: number }

/** A cell and the cells that add up to it. */
type Family = { whole: Cell; parts: Cell[] }

const cellKey = ({ code }: BreakdownRow, stage: string) => `${code}/${stage}`

const makeCell = (row: BreakdownRow, stage: string): Cell => ({
  key: cellKey(row, stage),
  members: row.stages[stage]?.members ?? 0,
})

const isSmall = ({ members }: Cell): boolean => members > 0 && members < smallest

/**
 * A hidden cell: its number, and the lowest and highest numbers that a reader who knows the rule must consider
 * possible.
 */
type Unknown = { members: number; least: number; most: number }

/**
 * Whether hiding these cells is enough when their sum is known, audited by bounds (Massell, "Cell Suppression and Audit
 * Programs used for Economic Magnitude Data", US Census Bureau, RR2001/01). A reader who knows the sum knows that a
 * cell holds at most its least plus Σ (members − least). It is enough when Σ (members − least) ≥ largestSmall − 1,
 * because a cell of at least 1 may then hold any small number. At least one cell must also hold less than its most: if
 * each held its most, the sum would show that.
 */
const isEnough = (cells: Unknown[]): boolean =>
  cells.length > 1 &&
  cells.reduce((sum, { members, least }) => sum + members - least, 0) >= largestSmall - 1 &&
  cells.some(({ members, most }) => members < most)

/**
 * Chooses the cells to hide when their sum is known: the small ones, then the next larger ones until that is enough.
 * If it is never enough, hides all of them. If some cells are shown, readers know that each hidden cell has members. If
 * all are hidden, they know this of none.
 */
function chooseHidden(cells: Cell[]): string[] {
  const small = cells.filter(isSmall)
  if (small.length === 0) return []
  const isEnoughOf = (hidden: Cell[]) => isEnough(hidden.map(boundCell))
  return listKeys(findEnough(small, cells, isEnoughOf) ?? cells)
}

/**
 * Chooses which parts of hidden cells to hide, when all parts together add up to a known sum:
 * - every part of a small cell: otherwise as many parts could be known to hold somebody as the cell has members, and
 *   each would be 1;
 * - the small parts of a larger cell, or else its smallest part, because the parts add up to it;
 * - then the next larger parts of all cells, until it is enough.
 */
function chooseHiddenParts(families: Family[], mostOfWhole: number): string[] {
  const all = families.flatMap(({ parts }) => parts)
  const first = families.flatMap(({ whole, parts }) => (whole.members < smallest ? parts : chooseFirstParts(parts)))
  const isEnoughOf = (hidden: Cell[]) => isEnough(families.map((family) => boundFamily(family, hidden, mostOfWhole)))
  return listKeys(findEnough(first, all, isEnoughOf) ?? all)
}

function chooseFirstParts(parts: Cell[]): Cell[] {
  const small = parts.filter(isSmall)
  return small.length > 0 ? small : (groupUpToEach(parts)[0] ?? [])
}

/**
 * The bounds of a cell without any shown part. Assume that readers can infer that a small cell is small: they can if
 * so many cells are hidden that no larger one was needed. A larger one may hold any number, since nobody can tell which
 * cells are small.
 */
const boundCell = ({ members }: Cell): Unknown => ({
  members,
  least: 1,
  most: members < smallest ? largestSmall : Number.POSITIVE_INFINITY,
})

/** The bounds of a cell with a shown part: it is not small, and each hidden part holds somebody. */
function boundFamily({ whole, parts }: Family, hidden: Cell[], mostOfWhole: number): Unknown {
  const shownParts = parts.filter((part) => !hidden.includes(part))
  if (shownParts.length === 0) return boundCell(whole)
  const hiddenParts = parts.length - shownParts.length
  return {
    members: whole.members,
    least: Math.max(smallest, sumMembers(shownParts) + hiddenParts),
    most: Math.min(mostOfWhole, sumMembers(shownParts) + hiddenParts * findMostHidden(shownParts)),
  }
}

/**
 * The most members that a hidden cell can have when others are shown: fewer than the smallest shown cell, which would
 * be hidden next.
 */
const findMostHidden = (shownCells: Cell[]): number =>
  Math.min(...shownCells.filter(({ members }) => members > 0).map(({ members }) => members - 1))

/**
 * The first cells to hide, with as many of the next larger ones as are needed. `undefined` if even all of them are not
 * enough.
 */
function findEnough(first: Cell[], all: Cell[], isEnoughOf: (cells: Cell[]) => boolean): Cell[] | undefined {
  const others = all.filter((cell) => !first.includes(cell))
  return [first, ...groupUpToEach(others).map((next) => [...first, ...next])].find(isEnoughOf)
}

/**
 * For each size, the non-empty cells up to that size. Cells of equal size are hidden together, so that any two hidden
 * cells could change places. If their order decided, then of 5, 5 and 4 the second would be shown only if the third
 * were the small one.
 */
const groupUpToEach = (cells: Cell[]): Cell[][] => {
  const people = cells.filter(({ members }) => members > 0).toSorted((a, b) => a.members - b.members)
  return people.map((each) => people.filter(({ members }) => members <= each.members))
}

const listKeys = (cells: Cell[]): string[] => cells.map(({ key }) => key)

const sumMembers = (cells: Cell[]): number => cells.reduce((sum, { members }) => sum + members, 0)

function blankCells(
  { rows, ...rest }: Breakdown,
  first: string | undefined,
  isHidden: (key: string) => boolean,
): Breakdown {
  return {
    ...rest,
    rows: rows.map((row) => {
      const isFirstHidden = first !== undefined && isHidden(cellKey(row, first))
      return {
        ...row,
        stages: Object.fromEntries(
          Object.entries(row.stages).map(([stage, { members, shareOfFirst }]) => [
            stage,
            isHidden(cellKey(row, stage))
              ? { members: null, shareOfFirst: null, net: null }
              : { members, shareOfFirst: isFirstHidden ? null : shareOfFirst, net: null },
          ]),
        ),
      }
    }),
  }
}

/** If any reason is rare, shows the names without numbers. A single reason makes up the whole line, which is shown. */
function hideReasons(line: Report['lines'][number]): Report['lines'][number] {
  const isRevealing = line.reasons.length > 1 && line.reasons.some(({ members }) => (members ?? 0) < smallest)
  return isRevealing ? { ...line, reasons: line.reasons.map((each) => ({ ...each, members: null })) } : line
}

const hiddenCell = { number: null, amount: null }

/**
 * Hides a partner's small numbers of loans with their amounts, and what the month added, because the amount of a single
 * loan belongs to a person.
 */
function hidePartners(partners: PartnerRow[]): PartnerRow[] {
  const hidden = new Set(
    LoanFactKind.options.flatMap((fact) =>
      chooseHidden(
        partners.map(({ code, facts }) => ({ key: `${code}/${fact}`, members: facts[fact].cumulative.number ?? 0 })),
      ),
    ),
  )
  return partners.map(({ code, name, facts }) => {
    const cell = (fact: LoanFactKind) => ({
      cumulative: hidden.has(`${code}/${fact}`) ? hiddenCell : facts[fact].cumulative,
      inMonth: hiddenCell,
    })
    return {
      code,
      name,
      facts: makeByFact(cell),
    }
  })
}
