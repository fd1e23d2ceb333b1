import type { Bilingual } from '../bilingual.ts'
import type { PrintedValue } from './printed-change.ts'
import { qualityCodes } from './quality.ts'
import { listsReferralDays } from './renderer-version.ts'
import type { Report } from './report.ts'

type Values = Record<string, PrintedValue['value'] | undefined>

/**
 * Lists every printed number, and every printed setting by which something is counted. Leaves out what describes the
 * moment of issuing, and what corrections of this renderer version do not list.
 */
export function listPrinted(report: Report, renderer: string): PrintedValue[] {
  const printedValues: PrintedValue[] = []
  const print = (table: string, row: string, name: Bilingual | undefined, values: Values) => {
    for (const [column, value] of Object.entries(values))
      printedValues.push({ table, row, ...(name && { name }), column, value: value ?? null })
  }
  for (const headline of [...report.headlines, ...report.pastIndicators]) printIndicator(headline, print)
  for (const { stage, name, members, shareOfFirst, shareOfPrevious } of [...report.funnel, report.complete])
    print('funnel', stage, name, { members, share_of_first: shareOfFirst, share_of_previous: shareOfPrevious })
  for (const line of report.lines) {
    const { stage, name, attained, late, reversed, reclassifiedIn, reclassifiedOut, net, reasons } = line
    const moved = { reclassified_in: reclassifiedIn, reclassified_out: reclassifiedOut }
    print('lines', stage, name, { attained, late, reversed, ...moved, net })
    for (const { reason, name: why, members } of reasons)
      print('reasons', `${stage}/${reason}`, why, { reversed: members })
  }
  for (const { stage, name, members, lastMonth, sinceLastMonth, yearAgo, sinceYearAgo } of report.comparison) {
    const lastYear = { year_ago: yearAgo, since_year_ago: sinceYearAgo }
    print('comparison', stage, name, { members, last_month: lastMonth, since_last_month: sinceLastMonth, ...lastYear })
  }
  printLoans(report, print)
  printReferrals(report, print)
  if (listsReferralDays(renderer)) printReferralDays(report, print)
  for (const { by, rows } of report.breakdowns)
    for (const { code, name, stages } of rows)
      for (const [stage, { members, shareOfFirst, net }] of Object.entries(stages))
        print(by, code, name, { [stage]: members, [`${stage}_share`]: shareOfFirst, [`${stage}_net`]: net })
  for (const { month, stages } of report.series)
    for (const [stage, { posted, net, restated }] of Object.entries(stages))
      print('series', month, undefined, { [stage]: posted, [`${stage}_net`]: net, [`${stage}_restated`]: restated })
  for (const { trueMonth, stage, late, reversed, reclassified, net } of report.earlier)
    print('earlier', `${trueMonth}/${stage}`, undefined, { late, reversed, reclassified, net })
  for (const { month, stage, posted, late, reversed, reclassified, restated } of report.restatements)
    print('restatements', `${month}/${stage}`, undefined, { posted, late, reversed, reclassified, restated })
  if (report.scope.isWhole)
    for (const code of qualityCodes) print('quality', code, undefined, { count: report.quality[code] })
  return printedValues
}

type Print = (table: string, row: string, name: Bilingual | undefined, values: Values) => void

function printIndicator(indicator: Report['headlines'][number], print: Print): void {
  const { code, name, definition, legalBasis, unit, value, shareOfFirst, targets, loans = [] } = indicator
  print('indicators', code, name, {
    value,
    share_of_first: shareOfFirst,
    ...Object.fromEntries(loans.map((each) => [`loans_${each.fact}`, each.loans])),
  })
  for (const target of targets)
    print('indicators', `${code}/${target.id}`, name, {
      target_value: target.value,
      from: target.from,
      to: target.to,
      realised: target.realised,
      attainment: target.attainment,
      expected_to_date: target.expectedToDate,
      needed_per_month: target.neededPerMonth,
      missing: Math.max(0, target.gap),
      surplus: Math.max(0, -target.gap),
      basis: target.basis,
    })
  print('definitions', code, name, { name, definition, basis: legalBasis, unit })
}

function printLoans({ loans }: Report, print: Print): void {
  for (const { fact, name, cumulative, inMonth } of loans?.facts ?? []) {
    const { number, amount } = inMonth.net
    print('loans', fact, name, { ...cumulative, in_month: number, amount_in_month: amount })
  }
  for (const { code, name, facts } of loans?.partners ?? [])
    for (const [fact, { cumulative }] of Object.entries(facts))
      print(
        'loan_partners',
        code,
        { id: name, en: name },
        {
          [fact]: cumulative.number,
          [`${fact}_amount`]: cumulative.amount,
        },
      )
}

function printReferrals({ referrals }: Report, print: Print): void {
  for (const { fact, name, number, inMonth } of referrals?.facts ?? [])
    print('referrals', fact, name, { number, in_month: inMonth })
  const lists = [
    ['referral_partners', referrals?.partners ?? []],
    ['referral_areas', referrals?.areas ?? []],
  ] as const
  for (const [table, rows] of lists)
    for (const { code, name, facts } of rows)
      for (const [fact, cell] of Object.entries(facts))
        print(table, code, { id: name, en: name }, { [fact]: cell.number })
}

function printReferralDays({ referrals }: Report, print: Print): void {
  for (const { step, half, buckets } of referrals?.days ?? []) {
    const numbers = Object.fromEntries(buckets.map((bucket) => [`from_${bucket.fromDay}`, bucket.referrals]))
    print('referral_days', step, undefined, { half, ...numbers })
  }
}
