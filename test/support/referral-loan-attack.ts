import type { Report } from '../../shared/domain/report/report.ts'
import type { KnownIssue, KnownSum } from './chain-attack.ts'
import { toldByCells } from './loan-attack.ts'
import type { Range } from './ranges.ts'

const facts = ['approved', 'disbursed'] as const
type Fact = (typeof facts)[number]

const makeExact = (n: number): Range => [n, n]

/** The numbers of loans that a report shows for the first time: of all loans, or of a lender. */
function readLoans({ hiding, month }: Report, key: string): Range[] {
  const shown = hiding?.loans[key]
  return shown?.since === month && typeof shown.number === 'number' ? [makeExact(shown.number)] : []
}

/** A number of referrals that a report shows for the first time. */
function readReferrals({ hiding, month }: Report, family: string, cell: string): Range[] {
  const shown = hiding?.families[family]?.cells[cell]
  return shown?.since === month && typeof shown.members === 'number' ? [makeExact(shown.members)] : []
}

/** The greatest possible number of members referred to a lender; 0 for a lender that the reports do not name. */
function mostSent({ hiding, month }: Report, lender: string): number | undefined {
  const family = hiding?.families['referrals/partner']
  const cell = family?.cells[lender]
  if (family?.month !== month) return undefined
  return cell ? (cell.members ?? 0) + cell.most : 0
}

/** Sums from a report's numbers of lenders' loans and of loans after referrals. */
function describeFact(report: Report, fact: Fact, lenders: string[]): { sums: KnownSum[]; ranges: [string, Range][] } {
  const cells = (kind: string) => lenders.map((lender) => `${kind}/${fact}/${lender}`)
  const nameRanges = (key: string, ranges: Range[]) => ranges.map((range): [string, Range] => [key, range])
  return {
    sums: [
      { cells: cells('all'), total: `all/${fact}` },
      { cells: cells('referred'), total: `referred/${fact}` },
      ...lenders.map((lender) => ({
        cells: [`referred/${fact}/${lender}`, `others/${fact}/${lender}`],
        total: `all/${fact}/${lender}`,
      })),
    ],
    ranges: [
      ...nameRanges(`all/${fact}`, readLoans(report, fact)),
      ...nameRanges(`referred/${fact}`, readReferrals(report, `referrals/${fact}`, 'referred')),
      ...lenders.flatMap((lender) => {
        const most = mostSent(report, lender)
        return [
          ...nameRanges(`all/${fact}/${lender}`, readLoans(report, `${fact}/${lender}`)),
          ...nameRanges(`referred/${fact}/${lender}`, most === undefined ? [] : [[0, most]]),
        ]
      }),
    ],
  }
}

function describeLenders(report: Report, lenders: string[]): KnownIssue {
  const ofFacts = facts.map((fact) => describeFact(report, fact, lenders))
  return {
    sums: ofFacts.flatMap(({ sums }) => sums),
    ranges: new Map(ofFacts.flatMap(({ ranges }) => ranges)),
    onlyRose: true,
  }
}

/** Sums from a report's numbers of accepted members, with and without a loan. */
function describeTaken(report: Report): KnownIssue {
  const shown = [
    ...readReferrals(report, 'referrals/end', 'taken').map((range): [string, Range] => ['taken', range]),
    ...facts.flatMap((fact) =>
      readReferrals(report, `referrals/${fact}`, 'referred').map((range): [string, Range] => [
        `referred/${fact}`,
        range,
      ]),
    ),
  ]
  return {
    sums: facts.map((fact) => ({ cells: [`referred/${fact}`, `without/${fact}`], total: 'taken' })),
    ranges: new Map(shown),
    onlyRose: false,
  }
}

/** The loans of lenders by fact: all, those after referrals, and the others. */
const countLenders = ({ loans, referrals }: Report): Map<string, number> =>
  new Map(
    facts.flatMap((fact) =>
      (loans?.partners ?? []).flatMap(({ code, facts: own }): [string, number][] => {
        const all = own[fact].cumulative.number ?? 0
        const referred = referrals?.partners.find((each) => each.code === code)?.facts[fact]?.number ?? 0
        return [
          [`all/${fact}/${code}`, all],
          [`referred/${fact}/${code}`, referred],
          [`others/${fact}/${code}`, all - referred],
        ]
      }),
    ),
  )

/** The accepted members without a fact. */
function countTaken({ referrals }: Report): Map<string, number> {
  const numberOf = (name: string) => referrals?.facts.find((each) => each.fact === name)?.number ?? 0
  return new Map(facts.map((fact) => [`without/${fact}`, numberOf('taken') - numberOf(fact)]))
}

/**
 * Whether a finding is a change of a number. A small change reveals nothing, because many may have come and gone.
 */
const isChange = (told: string): boolean => told.includes('..')

/**
 * Finds the few loans that a reader can work out from the numbers of lenders, referrals and accepted members
 * together, if the reader knows that no loan is withdrawn.
 */
export function findToldReferralLoans(reports: Report[], truth: Report[]): string[] {
  const lenders = truth[0]?.loans?.partners.map(({ code }) => code) ?? []
  return [
    ...toldByCells(
      reports.map((report) => describeLenders(report, lenders)),
      truth.map(countLenders),
    ),
    ...toldByCells(reports.map(describeTaken), truth.map(countTaken)).filter((told) => !isChange(told)),
  ]
}
