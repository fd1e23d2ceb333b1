import * as z from 'zod'
import type { Bilingual } from '../bilingual.ts'
import { Month } from '../calendar.ts'
import {
  type CounterNames,
  type Counters,
  decisionBuckets,
  effectOfFactLine,
  type FactCounterLine,
  joinAmount,
  type LoanMeasure,
} from '../ledger/counter.ts'
import { LoanFactKind, makeByFact } from '../ledger/loan-fact-kind.ts'
import { rupiahText } from '../values/money.ts'
import { byKey } from '../values/text-order.ts'
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
    late: LoanCount.describe('Of an earlier, closed month'),
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
  .meta({ id: 'LoanRow', description: 'Cumulative and net of the month' })

const Decisions = z
  .object({
    fact: LoanFactKind,
    buckets: z.array(z.object({ fromDay: z.int(), toDay: z.int().nullable(), loans: z.int() })),
  })
  .meta({ id: 'LoanDecisionDays', description: 'Days from application to decision, cumulative loans' })

const Late = z
  .object({ trueMonth: Month, facts: z.record(LoanFactKind, LoanCount) })
  .meta({ id: 'LateLoans', description: 'Net change posted in this month for an earlier one' })

/** What partners reported about loans, counted in the same cells and by the same rules as stages. */
export const LoanFigures = z
  .object({
    facts: z.array(FactFigures),
    partners: z.array(Row).describe('Partners with loans'),
    areas: z.array(Row.extend({ parent: z.string() })).describe('Of the two levels below the area, those with loans'),
    decisionDays: z.array(Decisions),
    late: z.array(Late),
  })
  .meta({ id: 'LoanFigures' })
export type LoanFigures = z.infer<typeof LoanFigures>

const facts: Record<LoanFactKind, { name: Bilingual; definition: Bilingual }> = words

const decidingFacts = ['approved', 'rejected'] as const

type LoanScope = { agency?: string | undefined; partner?: string }
type AmountParts = Record<LoanMeasure, number>
type FactParts = Record<LoanFactKind, Record<FactCounterLine, AmountParts>>

const emptyParts = (): AmountParts => ({ number: 0, millions: 0, sen: 0 })
const emptyLines = () => ({ counted: emptyParts(), late: emptyParts(), reversed: emptyParts(), net: emptyParts() })

/** Sums the loan counters of a scope by fact and line. */
function sumByFact(names: CounterNames, counters: Counters, { agency, partner }: LoanScope): FactParts {
  const parts: FactParts = makeByFact(emptyLines)
  for (const [name, n] of Object.entries(counters)) {
    const counter = names.read(name)
    if (counter.line !== 'loan') continue
    if (agency !== undefined && counter.agency !== agency) continue
    if (partner !== undefined && counter.partner !== partner) continue
    parts[counter.fact][counter.side][counter.measure] += n
  }
  return parts
}

const makeCount = (part: AmountParts): LoanCount => ({ number: part.number, amount: rupiahText(joinAmount(part)) })

/** The net of all lines. */
function sumLines(lines: Record<FactCounterLine, AmountParts>): AmountParts {
  const net = emptyParts()
  for (const line of ['counted', 'late', 'reversed', 'net'] as const) {
    const effect = effectOfFactLine(line)
    net.number += effect * lines[line].number
    net.millions += effect * lines[line].millions
    net.sen += effect * lines[line].sen
  }
  return net
}

function makeFacts(names: CounterNames, node: NodeCounters, scope: LoanScope): z.infer<typeof ByFact> {
  const [cumulative, inMonth] = [sumByFact(names, node.cumulative, scope), sumByFact(names, node.inMonth, scope)]
  return makeByFact((fact) => ({
    cumulative: makeCount(cumulative[fact].net),
    inMonth: makeCount(sumLines(inMonth[fact])),
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
        net: makeCount(sumLines(inMonth[fact])),
      },
    })),
    partners: listPartners(names, node, agency).map((code) => ({
      code,
      name: partnerName(code),
      facts: makeFacts(names, node, { agency, partner: code }),
    })),
    areas: below
      .filter((child) => listPartners(names, child.node, agency).length > 0)
      .map(({ node: child, name, parent }) => ({
        code: child.area,
        name,
        parent,
        facts: makeFacts(names, child, { agency }),
      })),
    decisionDays: countDecisionDays(names, node, agency),
    late: Object.entries(node.shifts)
      .toSorted(byKey)
      .flatMap(([trueMonth, counters]) => {
        const parts = sumByFact(names, counters, { agency })
        const isTouched = Object.values(parts).some((lines) => Object.values(lines).some((part) => part.number !== 0))
        return isTouched ? [{ trueMonth, facts: makeByFact((fact) => makeCount(sumLines(parts[fact]))) }] : []
      }),
  }
}

/** The codes of the partners whose loans a node counts, sorted. */
function listPartners(
  names: CounterNames,
  { cumulative, inMonth }: NodeCounters,
  agency: string | undefined,
): string[] {
  const found = [...Object.keys(cumulative), ...Object.keys(inMonth)].flatMap((name) => {
    const counter = names.read(name)
    return counter.line === 'loan' && (agency === undefined || counter.agency === agency) ? [counter.partner] : []
  })
  return [...new Set(found)].toSorted()
}

function countDecisionDays(
  names: CounterNames,
  node: NodeCounters,
  agency: string | undefined,
): LoanFigures['decisionDays'] {
  const counts = { approved: decisionBuckets.map(() => 0), rejected: decisionBuckets.map(() => 0) }
  for (const [name, n] of Object.entries(node.cumulative)) {
    const counter = names.read(name)
    if (counter.line !== 'loan_days' || (agency !== undefined && counter.agency !== agency)) continue
    const { fact, bucket } = counter
    if (fact === 'approved' || fact === 'rejected') counts[fact][bucket] = (counts[fact][bucket] ?? 0) + n
  }
  return decidingFacts.map((fact) => ({
    fact,
    buckets: decisionBuckets.map((end, i) => ({
      fromDay: i === 0 ? 0 : (decisionBuckets[i - 1] ?? 0) + 1,
      toDay: Number.isFinite(end) ? end : null,
      loans: counts[fact][i] ?? 0,
    })),
  }))
}
