import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import {
  type CounterNames,
  type Counters,
  type FactCounterLine,
  joinAmount,
  type LoanMeasure,
} from '../ledger/counter.ts'
import { LoanFactKind, makeByFact } from '../ledger/loan-fact-kind.ts'
import { writeRupiah } from '../values/money.ts'
import { byKey } from '../values/text-order.ts'
import { countByDays, dayRanges, type FactScope, listPartners, readFactCounters, sumLines } from './fact-counters.ts'
import words from './loan-fact-words.data.json' with { type: 'json' }
import type { NodeCounters } from './node-counters.ts'

/** Rupiah as text with two decimals, summed exactly. Negative when more was reversed than counted. */
export const Sum = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .meta({ id: 'RupiahSum', example: '12500000.00' })

const LoanCount = z.object({ number: z.int(), amount: Sum }).meta({ id: 'LoanCount' })
type LoanCount = z.infer<typeof LoanCount>

const LoanLines = z
  .object({
    counted: LoanCount,
    late: LoanCount.describe('Counted now, but of an earlier month that is closed'),
    reversed: LoanCount,
    net: LoanCount,
  })
  .meta({ id: 'LoanLines' })

const BilingualText = z.object({ id: z.string(), en: z.string() })

export const FactFigures = z
  .object({
    fact: LoanFactKind,
    name: BilingualText,
    definition: BilingualText,
    cumulative: LoanCount,
    inMonth: LoanLines,
  })
  .meta({ id: 'LoanFactFigures' })

const ByFact = z.record(LoanFactKind, z.object({ cumulative: LoanCount, inMonth: LoanCount }))

const Row = z
  .object({ code: z.string(), name: z.string(), facts: ByFact })
  .meta({ id: 'LoanRow', description: 'Cumulative, and net in the month' })

const Decisions = z
  .object({
    fact: LoanFactKind,
    buckets: z.array(z.object({ fromDay: z.int(), toDay: z.int().nullable(), loans: z.int() })),
  })
  .meta({ id: 'LoanDecisionDays', description: 'Days from application to decision, cumulative loans' })

const Late = z
  .object({ trueMonth: Month, facts: z.record(LoanFactKind, LoanCount) })
  .meta({ id: 'LateLoans', description: 'Net change in this month that belongs to an earlier month' })

/** What partners reported about loans, counted in the same cells and by the same rules as stages. */
export const LoanFigures = z
  .object({
    facts: z.array(FactFigures),
    partners: z.array(Row).describe('Partners with loans'),
    areas: z.array(Row.extend({ parent: z.string() })).describe('Areas with loans, on the two levels below the area'),
    decisionDays: z.array(Decisions),
    late: z.array(Late),
  })
  .meta({ id: 'LoanFigures' })
export type LoanFigures = z.infer<typeof LoanFigures>

const facts: Record<LoanFactKind, { name: Bilingual; definition: Bilingual }> = words

const decidingFacts = ['approved', 'rejected'] as const

type AmountParts = Record<LoanMeasure, number>
type FactParts = Record<LoanFactKind, Record<FactCounterLine, AmountParts>>

const emptyParts = (): AmountParts => ({ number: 0, millions: 0, sen: 0 })
const emptyLines = () => ({ counted: emptyParts(), late: emptyParts(), reversed: emptyParts(), net: emptyParts() })

/** Sums the loan counters of a scope by fact and line. */
function sumByFact(names: CounterNames, counters: Counters, scope: FactScope): FactParts {
  const parts: FactParts = makeByFact(emptyLines)
  for (const [{ fact, factLine, measure }, n] of readFactCounters(names, counters, 'loan', scope))
    parts[fact][factLine][measure] += n
  return parts
}

const makeCount = (part: AmountParts): LoanCount => ({ number: part.number, amount: writeRupiah(joinAmount(part)) })

const countNet = (lines: Record<FactCounterLine, AmountParts>): LoanCount =>
  makeCount({
    number: sumLines((line) => lines[line].number),
    millions: sumLines((line) => lines[line].millions),
    sen: sumLines((line) => lines[line].sen),
  })

function makeFacts(names: CounterNames, node: NodeCounters, scope: FactScope): z.infer<typeof ByFact> {
  const [cumulative, inMonth] = [sumByFact(names, node.cumulative, scope), sumByFact(names, node.inMonth, scope)]
  return makeByFact((fact) => ({
    cumulative: makeCount(cumulative[fact].net),
    inMonth: countNet(inMonth[fact]),
  }))
}

/**
 * The loan figures of a node. `below` are its descendants with their names; `partnerName` turns a partner's code into
 * its name.
 */
export function makeLoanFigures(
  names: CounterNames,
  node: NodeCounters,
  below: { node: NodeCounters; name: string; parent: string }[],
  { agency, partnerName }: { agency?: string | undefined; partnerName: (code: string) => string },
): LoanFigures {
  const cumulative = sumByFact(names, node.cumulative, { agency })
  const inMonth = sumByFact(names, node.inMonth, { agency })
  return {
    facts: LoanFactKind.options.map((fact) => ({
      fact,
      ...facts[fact],
      cumulative: makeCount(cumulative[fact].net),
      inMonth: {
        counted: makeCount(inMonth[fact].counted),
        late: makeCount(inMonth[fact].late),
        reversed: makeCount(inMonth[fact].reversed),
        net: countNet(inMonth[fact]),
      },
    })),
    partners: listPartners(names, node, 'loan', agency).map((code) => ({
      code,
      name: partnerName(code),
      facts: makeFacts(names, node, { agency, partner: code }),
    })),
    areas: below
      .filter((child) => listPartners(names, child.node, 'loan', agency).length > 0)
      .map(({ node: child, name, parent }) => ({
        code: child.area,
        name,
        parent,
        facts: makeFacts(names, child, { agency }),
      })),
    decisionDays: decidingFacts.map((fact) => {
      const counts = countByDays(names, node, 'loan_days', [fact], agency)
      return { fact, buckets: dayRanges.map((range, i) => ({ ...range, loans: counts[i] ?? 0 })) }
    }),
    late: Object.entries(node.shifts)
      .toSorted(byKey)
      .flatMap(([trueMonth, counters]) => {
        const parts = sumByFact(names, counters, { agency })
        const isTouched = Object.values(parts).some((lines) => Object.values(lines).some((part) => part.number !== 0))
        return isTouched ? [{ trueMonth, facts: makeByFact((fact) => countNet(parts[fact])) }] : []
      }),
  }
}
