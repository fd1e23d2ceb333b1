import type { Headline, Report } from '../domain/report/report.ts'
import type { Speech } from './words/speech.ts'

/** The two readings that a report is led by, the second held against the first. */
export const leadingHeadlines = ({ headlines }: Pick<Report, 'headlines'>): Headline[] => headlines.slice(0, 2)

/** The stage that is held against the first; none where the second headline counts loans, or where there is none. */
export const rivalStage = ({ headlines, comparison }: Pick<Report, 'headlines' | 'comparison'>): string | undefined =>
  comparison.find(({ stage }) => stage === headlines[1]?.counts)?.stage

/** The targets that rival the first for the same period; those of other periods stand with the indicators. */
export const listRivals = ([lead, ...others]: Headline['targets']): Headline['targets'] =>
  others.filter(({ from, to }) => from === lead?.from && to === lead.to)

/** A headline without a target as a share of the first stage, of which that itself is none, nor are loans: `2.17% of those registered`. */
function describeShare(
  { counts, shareOfFirst }: Headline,
  { funnel: [first], comparison }: Report,
  { formats, words }: Speech,
): { share: string; of: string } | undefined {
  const isPart = counts !== first?.stage && comparison.some(({ stage }) => stage === counts)
  return isPart ? { share: formats.percent(shareOfFirst), of: words.ofFirst } : undefined
}

/**
 * What a target's attainment is a share of: nothing to say where it is of all members, else of those who came in its
 * period, such as `16 in January 2023–December 2023`.
 */
function describePart(
  { value }: Headline,
  { realised, from, to }: Headline['targets'][number],
  { formats, language }: Speech,
): string {
  if (realised === value) return ''
  return `${formats.number(realised)} ${language === 'id' ? 'dalam' : 'in'} ${formats.month(from)}–${formats.month(to)}`
}

/** `of the target of 280,000`. */
export const nameTarget = (target: number, { language, formats: { number } }: Speech): string =>
  language === 'id' ? `dari target ${number(target)}` : `of the target of ${number(target)}`

/** The loans beside members financed: `approved 62, disbursed 51`; a number of an earlier month with that month. */
export function loansBeside({ loans }: Headline, { words, formats }: Speech): string | undefined {
  const told = loans?.map(({ fact, loans: n, asOf }) => {
    const month = asOf === undefined ? '' : ` (${words.asOf.toLowerCase()} ${formats.month(asOf)})`
    return `${words.loanFact[fact]} ${n === null ? words.hidden : formats.number(n)}${month}`
  })
  return told?.join(', ')
}

type Target = Headline['targets'][number]

/** A target with its period: `280,000, October 2017–December 2022.` */
export const targetPeriod = ({ value, from, to }: Target, { formats }: Speech): string =>
  `${formats.number(value)}, ${formats.month(from)}–${formats.month(to)}.`

/** A target with its period and basis. */
export const targetText = (target: Target, speech: Speech): string => `${targetPeriod(target, speech)} ${target.basis}`

/**
 * A headline as the equation that it is: how many, of these how many came in the target's period where that is not all,
 * what share, and of what. Without a target the first stage is a share of nothing.
 */
export function describeHeadline(
  headline: Headline,
  report: Report,
  speech: Speech,
): { count: string; part?: string; share?: string; of?: string } {
  const { formats } = speech
  const count = formats.number(headline.value)
  const [target] = headline.targets
  if (!target) return { count, ...describeShare(headline, report, speech) }
  const part = describePart(headline, target, speech)
  const share = formats.percent(target.attainment)
  return { count, ...(part && { part }), share, of: nameTarget(target.value, speech) }
}
