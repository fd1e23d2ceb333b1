import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import { LoanFactKind } from '../ledger/loan-fact-kind.ts'
import type { FinanceRule } from '../programme/finance-rule.ts'
import type { Programme } from '../programme/programme.ts'

/** Loans that stand beside members financed: a member counts by one of them, and is read as if by another. */
export const LoansBeside = z
  .object({
    fact: LoanFactKind,
    loans: z.int().nullable().describe('null: hidden'),
    asOf: Month.optional().describe('In a public report: the earlier month whose number is still shown'),
  })
  .meta({ id: 'LoansBeside' })
export type LoansBeside = z.infer<typeof LoansBeside>

type Fact = FinanceRule['fact']

const besideFinanced: readonly Fact[] = ['approved', 'disbursed']

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

/** The rules in force until the end of a month, the latest last; before the first rule, the first one holds. */
function rulesUntil({ financing }: Programme, month: Month): FinanceRule[] {
  const rules = (financing?.rules ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1))
  const begun = rules.filter(({ from }) => from <= `${month}-31`)
  return begun.length > 0 ? begun : rules.slice(0, 1)
}

/** The facts by which members are financed, each once. */
const factsOf = (rules: FinanceRule[]): Fact[] => [...new Set(rules.map(({ fact }) => fact))]

const each = <T>(language: 'id' | 'en', facts: T[], words: (fact: T) => Bilingual) =>
  facts.map((fact) => words(fact)[language]).join(' / ')

/** A stage's name, with the fact of a loan by which the stage of financing counts: `Permodalan (disetujui)`. */
export function stageNameIn(
  programme: Programme,
  month: Month,
  { code, name }: { code: string; name: Bilingual },
): Bilingual {
  if (code !== programme.financing?.stage) return name
  const facts = factsOf(rulesUntil(programme, month))
  const words = (language: 'id' | 'en') =>
    `${name[language]} (${each(language, facts, (fact) => factWords[fact].fact)})`
  return { id: words('id'), en: words('en') }
}

type Told = { counts: string; name: Bilingual; definition: Bilingual; loans?: LoansBeside[] | undefined }

/**
 * An indicator of members financed as it says what it counts: by the rule in force, in its name and definition, and with
 * the loans approved and disbursed beside it. Others stay as they are.
 */
export function tellFinancing<T extends Told>(
  programme: Programme,
  month: Month,
  indicator: T,
  facts: readonly { fact: LoanFactKind; cumulative: { number: number } }[],
): T {
  if (indicator.counts !== programme.financing?.stage) return indicator
  const rules = rulesUntil(programme, month)
  const { name, definition } = indicator
  const named = (language: 'id' | 'en') =>
    `${name[language]} (${each(language, factsOf(rules), (fact) => factWords[fact].loan)})`
  const defined = (language: 'id' | 'en') => `${definition[language]} ${ruleSentence(rules, language)}`
  return {
    ...indicator,
    name: { id: named('id'), en: named('en') },
    definition: { id: defined('id'), en: defined('en') },
    loans: besideFinanced.map((fact) => ({
      fact,
      loans: facts.find((each) => each.fact === fact)?.cumulative.number ?? 0,
    })),
  }
}

/** `Counted once a loan is approved, even if it is not paid out.` Of several rules, each with its day. */
function ruleSentence(rules: FinanceRule[], language: 'id' | 'en'): string {
  const clauses = rules.map(({ from, fact }, i) => {
    const words = factWords[fact].counts[language]
    if (i === 0) return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
    return language === 'id'
      ? `pinjaman yang disetujui mulai ${from} ${words}`
      : `loans approved from ${from} on are ${words}`
  })
  return `${clauses.join('; ')}.`
}
