import { lackLoanReports } from '../domain/figures/financing-figures.ts'
import type { Headline, Report } from '../domain/report/report.ts'
import type { Wording } from './words/wording.ts'

/** The two headlines at the top of a report. The second is compared with the first. */
export const leadingHeadlines = ({ headlines }: Pick<Report, 'headlines'>): Headline[] => headlines.slice(0, 2)

/** The stage compared with the first. `undefined` if the second headline counts loans or is missing. */
export const findComparedStage = ({
  headlines,
  comparison,
}: Pick<Report, 'headlines' | 'comparison'>): string | undefined =>
  comparison.find(({ stage }) => stage === headlines[1]?.counts)?.stage

/**
 * The targets for the same period as the first target, without it. Targets for other periods are listed with the
 * indicators.
 */
export const listRivalTargets = ([lead, ...others]: Headline['targets']): Headline['targets'] =>
  others.filter(({ from, to }) => from === lead?.from && to === lead.to)

/**
 * A headline without a target, as a share of the first stage: `2.17% of those registered`. The first stage and loans
 * have no such share.
 */
function describeShare(
  { counts, shareOfFirst }: Headline,
  { funnel: [first], comparison }: Report,
  { formats, words }: Wording,
): { share: string; of: string } | undefined {
  const isPart = counts !== first?.stage && comparison.some(({ stage }) => stage === counts)
  return isPart ? { share: formats.percent(shareOfFirst), of: words.ofFirst } : undefined
}

/**
 * The members that a target's attainment counts, such as `16 in January 2023–December 2023`. Empty if it counts all
 * members.
 */
function describePart(
  { value }: Headline,
  { realised, from, to }: Headline['targets'][number],
  { formats, language }: Wording,
): string {
  if (realised === value) return ''
  return `${formats.number(realised)} ${language === 'id' ? 'dalam' : 'in'} ${formats.month(from)}–${formats.month(to)}`
}

/** `of the target of 280,000`. */
export const nameTarget = (target: number, { language, formats: { number } }: Wording): string =>
  language === 'id' ? `dari target ${number(target)}` : `of the target of ${number(target)}`

/**
 * Writes the numbers of loans that are compared with members financed: `approved 62, disbursed 51`. A number from an
 * earlier month is given with that month. If no lender reports loans, says so.
 */
export function describeComparedLoans(
  { loans }: Pick<Headline, 'loans'>,
  { words, formats }: Wording,
): string | undefined {
  if (lackLoanReports([{ loans }])) return words.loansUnreported
  const loanTexts = loans?.map(({ fact, loans: n, asOf }) => {
    const month = asOf === undefined ? '' : ` (${words.asOf.toLowerCase()} ${formats.month(asOf)})`
    return `${words.loanFact[fact]} ${n === null ? words.hidden : formats.number(n)}${month}`
  })
  return loanTexts?.join(', ')
}

type Target = Headline['targets'][number]

/** A target with its period: `280,000, October 2017–December 2022.` */
export const writeTargetPeriod = ({ value, from, to }: Target, { formats }: Wording): string =>
  `${formats.number(value)}, ${formats.month(from)}–${formats.month(to)}.`

/** A target with its period and basis. */
export const writeTarget = (target: Target, wording: Wording): string =>
  `${writeTargetPeriod(target, wording)} ${target.basis}`

/**
 * A headline as an equation: the count, the part of it in the target's period (if not all), the share, and what it is a
 * share of. The first stage has no share unless it has a target.
 */
export function describeHeadline(
  headline: Headline,
  report: Report,
  wording: Wording,
): { count: string; part?: string; share?: string; of?: string } {
  const { formats } = wording
  const count = formats.number(headline.value)
  const [target] = headline.targets
  if (!target) return { count, ...describeShare(headline, report, wording) }
  const part = describePart(headline, target, wording)
  const share = formats.percent(target.attainment)
  return { count, ...(part && { part }), share, of: nameTarget(target.value, wording) }
}

/** One sentence for each of the two headlines: previews of the page and the feed show them. */
export const summarizeHeadlines = (report: Report, wording: Wording): string =>
  leadingHeadlines(report)
    .map((headline) => {
      const { count, part, share, of } = describeHeadline(headline, report, wording)
      const equal = share === undefined ? '' : ` = ${share} ${of}`
      return `${headline.name[wording.language]}: ${count}${part ? `; ${part}` : ''}${equal}.`
    })
    .join(' ')
