import { LoanFactKind } from '../../shared/domain/ledger/loan-fact-kind.ts'
import type { Report, ReportLoanCell } from '../../shared/domain/report/report.ts'
import { attackChain, type KnownIssue } from './chain-attack.ts'
import type { Range } from './ranges.ts'

const isSmall = (n: number) => n !== 0 && Math.abs(n) < 5

type Shown = NonNullable<Report['hiding']>['loans'][string]

const partnersIn = ({ hiding }: Report): string[] =>
  Object.keys(hiding?.loans ?? {}).flatMap((key) => (key.startsWith('applied/') ? [key.slice('applied/'.length)] : []))

/** The numbers of loans that a report shows for the first time: of a fact, or of a partner. */
function shownAnew({ hiding, month }: Report, key: string): Shown | undefined {
  const shown = hiding?.loans[key]
  return shown?.since === month && shown.number !== null ? shown : undefined
}

/** Sums from a report's numbers by partner, and from the rule that no loan is decided or disbursed before the previous step. */
function partnersKnown(report: Report): KnownIssue {
  const partners = partnersIn(report)
  const sums = LoanFactKind.options.flatMap((fact) => {
    const total = shownAnew(report, fact)?.number
    return typeof total === 'number' ? [{ cells: partners.map((code) => `${fact}/${code}`), total }] : []
  })
  const ranges = LoanFactKind.options.flatMap((fact) =>
    partners.flatMap((code): [string, Range][] => {
      const number = shownAnew(report, `${fact}/${code}`)?.number
      return typeof number === 'number' ? [[`${fact}/${code}`, [number, number]]] : []
    }),
  )
  const nested = partners.flatMap((code) => [
    { cells: [`approved/${code}`, `rejected/${code}`, `waiting/${code}`], total: `applied/${code}` },
    { cells: [`disbursed/${code}`, `undisbursed/${code}`], total: `approved/${code}` },
  ])
  return { sums: [...sums, ...nested], ranges: new Map(ranges), onlyRose: false }
}

/** Sums from a report's numbers by days, where the report updates them. */
function daysKnown({ hiding, month }: Report): KnownIssue {
  const families = Object.entries(hiding?.families ?? {}).filter(
    ([key, family]) => key.startsWith('days/') && family.month === month,
  )
  const nameCell = (key: string, code: string) => `${key.slice('days/'.length)}/${code}`
  return {
    sums: families.map(([key, { cells, total }]) => ({
      cells: Object.keys(cells).map((code) => nameCell(key, code)),
      total,
    })),
    ranges: new Map(
      families.flatMap(([key, { cells }]) =>
        Object.entries(cells).map(([code, { members, least, most }]): [string, Range] => [
          nameCell(key, code),
          [Math.max(0, (members ?? 0) + least), (members ?? 0) + most],
        ]),
      ),
    ),
    onlyRose: false,
  }
}

/** The loans by fact and partner (`approved/bank-x`), and by fact and duration in days (`approved/8`). */
const partnersHeld = ({ loans }: Report): Map<string, number> =>
  new Map(
    loans?.partners.flatMap(({ code, facts }) =>
      LoanFactKind.options.map((fact): [string, number] => [`${fact}/${code}`, facts[fact].cumulative.number ?? 0]),
    ),
  )
const daysHeld = ({ loans }: Report): Map<string, number> =>
  new Map(
    loans?.decisionDays.flatMap(({ fact, buckets }) =>
      buckets.map(({ fromDay, loans: n }): [string, number] => [`${fact}/${fromDay}`, n ?? 0]),
    ),
  )

/** The small numbers, and the small changes between any two reports, that all reports together reveal exactly. */
export function toldByCells(known: KnownIssue[], heldByCell: Map<string, number>[]): string[] {
  // A fact that is not shown may have a higher number than every shown one.
  const ranges = attackChain(known, 1_000_000)
  return [...ranges].flatMap(([name, [least, most]]) => {
    const [, cell = '', from = '', to = from] = /^(.+)@(\d+)(?:\.\.(\d+))?$/.exec(name) ?? []
    const numberAt = (at: string) => heldByCell[Number(at)]?.get(cell)
    const [before, now] = [from === to ? 0 : numberAt(from), numberAt(to)]
    if (before === undefined || now === undefined) return []
    const n = now - before
    if (n < least || n > most) throw new Error(`${name} is ${n} and not within ${least}..${most}`)
    return isSmall(n) && least === most ? [name] : []
  })
}

/** The small numbers and small changes of all loans that reports show, or that the days in them add up to. */
function toldByNumbers(reports: Report[]): string[] {
  return LoanFactKind.options.flatMap((fact) => {
    const shown = reports.flatMap((report) => {
      const days = report.hiding?.families[`days/${fact}`]
      const number = shownAnew(report, fact)?.number
      return [
        ...(typeof number === 'number' ? [number] : []),
        ...(days && days.month === report.month ? [days.total] : []),
      ]
    })
    return shown.filter((n, i) => isSmall(n) || isSmall(n - (shown[i - 1] ?? 0))).map((n) => `${fact}: ${n}`)
  })
}

type KnownAmount = { fact: LoanFactKind; partner: string | undefined; at: number; number: number; amount: bigint }

const sen = (amount: string): bigint => BigInt(amount.replace('.', ''))

/** Every amount that a report publishes for the first time, in its printed form or in the data for the next report. */
function amountsIn({ loans, hiding, month }: Report, at: number, known: Set<string>): KnownAmount[] {
  const printedCells: [string, ReportLoanCell][] = [
    ...(loans?.facts ?? []).map(({ fact, cumulative }): [string, ReportLoanCell] => [fact, cumulative]),
    ...(loans?.partners ?? []).flatMap(({ code, facts }) =>
      LoanFactKind.options.map((fact): [string, ReportLoanCell] => [`${fact}/${code}`, facts[fact].cumulative]),
    ),
  ]
  const handedOn = Object.entries(hiding?.loans ?? {}).filter(([, { since }]) => since === month)
  return [...printedCells, ...handedOn].flatMap(([key, { number, amount }]): KnownAmount[] => {
    if (number === null || amount === null || known.has(`${key} ${number} ${amount}`)) return []
    known.add(`${key} ${number} ${amount}`)
    const [fact, partner] = key.split('/')
    return [{ fact: LoanFactKind.parse(fact), partner, at, number, amount: sen(amount) }]
  })
}

/** The sums of the partners' amounts in a report. */
function addUp(found: KnownAmount[], reports: Report[]): KnownAmount[] {
  return reports.flatMap((report, at) =>
    LoanFactKind.options.flatMap((fact): KnownAmount[] => {
      const partners = found.filter((each) => each.at === at && each.fact === fact && each.partner !== undefined)
      if (partners.length < partnersIn(report).length || partners.length === 0) return []
      const number = partners.reduce((sum, each) => sum + each.number, 0)
      const amount = partners.reduce((sum, each) => sum + each.amount, 0n)
      return [{ fact, partner: undefined, at, number, amount }]
    }),
  )
}

/** For each fact, the facts whose loans include all of its loans. */
const within: Partial<Record<LoanFactKind, LoanFactKind[]>> = {
  approved: ['applied'],
  disbursed: ['applied', 'approved'],
  rejected: ['applied'],
}

/** The amounts of a few loans that public amounts reveal directly or by subtraction. */
function toldByAmounts(reports: Report[]): string[] {
  const known = new Set<string>()
  const publishedAmounts = reports.flatMap((report, at) => amountsIn(report, at, known))
  const all = [...publishedAmounts, ...addUp(publishedAmounts, reports)]
  const name = ({ fact, partner, at, number }: KnownAmount) => `${number} ${fact}${partner ?? ''}@${at}`
  return all.flatMap((one, i) => {
    const alone = isSmall(one.number) ? [name(one)] : []
    const same = all.slice(0, i).filter((other) => other.fact === one.fact && other.partner === one.partner)
    const last = same.toSorted((a, b) => a.at - b.at).findLast(({ at }) => at < one.at)
    const grown = last && isSmall(one.number - last.number) ? [`${name(last)} to ${name(one)}`] : []
    const around = all.filter(
      (other) =>
        within[one.fact]?.includes(other.fact) &&
        other.partner === one.partner &&
        other.at >= one.at &&
        other.number > one.number &&
        isSmall(other.number - one.number),
    )
    return [...alone, ...grown, ...around.map((other) => `${name(one)} within ${name(other)}`)]
  })
}

/** Everything about a few loans that public reports reveal exactly: numbers, changes of numbers, amounts. */
export const toldOfLoans = (reports: Report[], truth: Report[]): string[] => [
  ...toldByCells(reports.map(partnersKnown), truth.map(partnersHeld)),
  ...toldByCells(reports.map(daysKnown), truth.map(daysHeld)),
  ...toldByNumbers(reports),
  ...toldByAmounts(reports),
]
