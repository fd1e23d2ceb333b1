import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import type { Programme } from '../programme/programme.ts'
import { writeDay } from '../values/written-date.ts'

/**
 * How many loans have a fact, shown next to the members financed. A member counts by one loan fact, but a reader may
 * think of the other.
 */
export const LoansBeside = z
  .object({
    fact: LoanFactKind,
    loans: z.int().nullable().describe('null: hidden'),
    asOf: Month.optional().describe('In a public report: the earlier month whose number is still shown'),
  })
  .meta({ id: 'LoansBeside' })
export type LoansBeside = z.infer<typeof LoansBeside>

type Fact = FinanceRule['fact']

const comparedFacts: readonly Fact[] = ['approved', 'disbursed']

const factWords: Record<Fact, { fact: Bilingual; loan: Bilingual; counts: Bilingual }> = {
  approved: {
    fact: { id: 'disetujui', en: 'approved' },
    loan: { id: 'pinjaman disetujui', en: 'loan approved' },
    counts: {
      id: 'dihitung sejak pinjaman disetujui, meskipun belum dicairkan',
      en: 'counted once a loan is approved, even if it is not paid out',
    },
  },
  disbursed: {
    fact: { id: 'dicairkan', en: 'disbursed' },
    loan: { id: 'pinjaman dicairkan', en: 'loan disbursed' },
    counts: { id: 'dihitung sejak pinjaman dicairkan', en: 'counted once a loan is paid out' },
  },
}

/** The rules in force up to the end of a month, the latest last. The first rule also applies before its day. */
function listRulesUntil({ financing }: Programme, month: Month): FinanceRule[] {
  const rules = (financing?.rules ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const begunRules = rules.filter(({ from }) => from <= `${month}-31`)
  return begunRules.length > 0 ? begunRules : rules.slice(0, 1)
}

/** The loan facts that make members count as financed, each once. */
const listFacts = (rules: FinanceRule[]): Fact[] => [...new Set(rules.map(({ fact }) => fact))]

const joinWords = <T>(language: 'id' | 'en', facts: T[], words: (fact: T) => Bilingual) =>
  facts.map((fact) => words(fact)[language]).join(' / ')

/** A stage's name. The financed stage's name has the loan fact that counts: `Permodalan (disetujui)`. */
export function nameStage(
  programme: Programme,
  month: Month,
  { code, name }: { code: string; name: Bilingual },
): Bilingual {
  if (code !== programme.financing?.stage) return name
  const facts = listFacts(listRulesUntil(programme, month))
  const words = (language: 'id' | 'en') =>
    `${name[language]} (${joinWords(language, facts, (fact) => factWords[fact].fact)})`
  return { id: words('id'), en: words('en') }
}

/** Whether an indicator counts members as financed although no lender reports loans. */
export const lackLoanReports = (indicators: readonly { loans?: LoansBeside[] | undefined }[]): boolean =>
  indicators.some(({ loans }) => loans?.length === 0)

type IndicatorText = { counts: string; name: Bilingual; definition: Bilingual; loans?: LoansBeside[] | undefined }

/**
 * Makes an indicator of members financed say what it counts: its name and definition state the rule in force, and it
 * lists the loans approved and disbursed. Without `facts` (no lender reports loans) the list is empty. Other indicators
 * stay as they are.
 */
export function describeFinancing<T extends IndicatorText>(
  programme: Programme,
  month: Month,
  indicator: T,
  facts: readonly { fact: LoanFactKind; cumulative: { number: number } }[] | undefined,
): T {
  if (indicator.counts !== programme.financing?.stage) return indicator
  const rules = listRulesUntil(programme, month)
  const { name, definition } = indicator
  const nameWithFacts = (language: 'id' | 'en') =>
    `${name[language]} (${joinWords(language, listFacts(rules), (fact) => factWords[fact].loan)})`
  const definitionWithRule = (language: 'id' | 'en') => `${definition[language]} ${ruleSentence(rules, language)}`
  return {
    ...indicator,
    name: { id: nameWithFacts('id'), en: nameWithFacts('en') },
    definition: { id: definitionWithRule('id'), en: definitionWithRule('en') },
    loans: comparedFacts.flatMap((fact) => {
      const factFigures = facts?.find((each) => each.fact === fact)
      return factFigures ? [{ fact, loans: factFigures.cumulative.number }] : []
    }),
  }
}

/**
 * `Counted once a loan is approved, even if it is not paid out.` If several rules apply, each later one is given with
 * its day.
 */
function ruleSentence(rules: FinanceRule[], language: 'id' | 'en'): string {
  const clauses = rules.map(({ from, fact }, i) => {
    const words = factWords[fact].counts[language]
    if (i === 0) return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    return language === 'id'
      ? `pinjaman yang disetujui mulai ${writeDay(from, language)} ${words}`
      : `loans approved from ${writeDay(from, language)} on are ${words}`
  })
  return `${clauses.join('; ')}.`
}
