import { LoanFactKind } from '../../shared/domain/ledger/loan-fact-kind.ts'
import type { LoanCell, Report } from '../../shared/domain/report/report.ts'
import { attackChain, type KnownIssue } from './chain-attack.ts'
import type { Range } from './ranges.ts'

type Family = NonNullable<Report['hiding']>['families'][string]

const isSmall = (n: number) => n !== 0 && Math.abs(n) < 5

/** What a family of loans says each time it is brought up to date, with the numbers behind it. */
function updatesIn(reports: Report[], truth: Report[], key: string): { family: Family; held: Map<string, number> }[] {
  return reports.flatMap(({ hiding, month }, at) => {
    const family = hiding?.families[key]
    const exact = truth[at]
    return family?.month === month && exact ? [{ family, held: countsIn(exact, key) }] : []
  })
}

/** The loans of partners (`loans/approved`) or of buckets of days (`days/approved`). */
function countsIn({ loans }: Report, key: string): Map<string, number> {
  const [kind, name] = key.split('/')
  const fact = LoanFactKind.parse(name)
  if (kind === 'loans')
    return new Map(loans?.partners.map(({ code, facts }) => [code, facts[fact].cumulative.number ?? 0]))
  const days = loans?.decisionDays.find((each) => each.fact === fact)
  return new Map(days?.buckets.map(({ fromDay, loans: n }) => [String(fromDay), n ?? 0]))
}

/** The small numbers of loans, and the small changes of them, that a family tells exactly. */
function toldByFamily(reports: Report[], truth: Report[], key: string): string[] {
  const updates = updatesIn(reports, truth, key)
  const known = updates.map(
    ({ family: { cells, total } }): KnownIssue => ({
      sums: [{ cells: Object.keys(cells), total }],
      ranges: new Map(
        Object.entries(cells).map(([code, { members, least, most }]): [string, Range] => [
          code,
          [Math.max(0, (members ?? 0) + least), (members ?? 0) + most],
        ]),
      ),
      onlyRose: false,
    }),
  )
  const ranges = attackChain(known)
  const isTold = (name: string, n: number) => {
    const [least, most] = ranges.get(name) ?? [0, 1]
    if (n < least || n > most) throw new Error(`${name} of ${key} is ${n} and not within ${least}..${most}`)
    return isSmall(n) && least === most
  }
  return updates.flatMap(({ held }, at) =>
    [...held].flatMap(([code, n]) => {
      const before = updates[at - 1]?.held.get(code)
      const told = isTold(`${code}@${at}`, n) ? [`${key} ${code}@${at}`] : []
      const change = `${code}@${at - 1}..${at}`
      return before !== undefined && isTold(change, n - before) ? [...told, `${key} ${change}`] : told
    }),
  )
}

type KnownAmount = { fact: LoanFactKind; partner: string | undefined; at: number; number: number; amount: bigint }

const sen = (amount: string): bigint => BigInt(amount.replace('.', ''))

/** Every amount that a report publishes for the first time: on what it prints and in what it hands on to the next. */
function amountsIn({ loans, hiding, month }: Report, at: number, known: Set<string>): KnownAmount[] {
  const printed: [string, LoanCell][] = [
    ...(loans?.facts ?? []).map(({ fact, cumulative }): [string, LoanCell] => [fact, cumulative]),
    ...(loans?.partners ?? []).flatMap(({ code, facts }) =>
      LoanFactKind.options.map((fact): [string, LoanCell] => [`${fact}/${code}`, facts[fact].cumulative]),
    ),
  ]
  const handedOn = Object.entries(hiding?.loans ?? {}).filter(([, { since }]) => since === month)
  return [...printed, ...handedOn].flatMap(([key, { number, amount }]): KnownAmount[] => {
    if (number === null || amount === null || known.has(`${key} ${number} ${amount}`)) return []
    known.add(`${key} ${number} ${amount}`)
    const [fact, partner] = key.split('/')
    return [{ fact: LoanFactKind.parse(fact), partner, at, number, amount: sen(amount) }]
  })
}

/** What the partners' amounts of a report come to, or what the one that is missing comes to. */
function derive(found: KnownAmount[], reports: Report[]): KnownAmount[] {
  return reports.flatMap(({ hiding, month, loans }, at) =>
    LoanFactKind.options.flatMap((fact): KnownAmount[] => {
      const family = hiding?.families[`loans/${fact}`]
      if (!family || family.month !== month || !loans) return []
      const ofFact = found.filter((each) => each.at === at && each.fact === fact)
      const whole = ofFact.find(({ partner }) => partner === undefined)
      const partners = ofFact.filter(({ partner }) => partner !== undefined)
      const missing = Object.keys(family.cells).filter((code) => !partners.some(({ partner }) => partner === code))
      const number = partners.reduce((sum, each) => sum + each.number, 0)
      const amount = partners.reduce((sum, each) => sum + each.amount, 0n)
      if (missing.length === 0 && !whole) return [{ fact, partner: undefined, at, number, amount }]
      if (missing.length === 1 && whole)
        return [{ fact, partner: missing[0], at, number: whole.number - number, amount: whole.amount - amount }]
      return []
    }),
  )
}

/** Of which facts the loans are part of those of another. */
const within: Partial<Record<LoanFactKind, LoanFactKind[]>> = {
  approved: ['applied'],
  disbursed: ['applied', 'approved'],
  rejected: ['applied'],
}

/** What a few loans came to, as far as public amounts tell it by themselves or by subtraction. */
function toldByAmounts(reports: Report[]): string[] {
  const known = new Set<string>()
  const published = reports.flatMap((report, at) => amountsIn(report, at, known))
  const all = [...published, ...derive(published, reports)]
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

/** Everything of a few loans that public reports tell exactly: numbers, changes of numbers, amounts. */
export function toldOfLoans(reports: Report[], truth: Report[]): string[] {
  const keys = LoanFactKind.options.flatMap((fact) => [`loans/${fact}`, `days/${fact}`])
  return [...keys.flatMap((key) => toldByFamily(reports, truth, key)), ...toldByAmounts(reports)]
}
