import * as z from 'zod'
import { everyStage, type Programme } from '../programme/programme.ts'
import { type Amount, toSen } from '../values/money.ts'
import { Classification, codesOf, dimensionNames, dimensions, isOptional, unstated } from './breakdown-dimensions.ts'
import type { LoanEntry, ReferralEntry, StageEntry } from './entry.ts'
import { isLate } from './lateness.ts'
import { LoanFactKind } from './loan-fact-kind.ts'
import { ReferralFactKind } from './referral-fact-kind.ts'

/** Counter name → number. Names are short because every tally stores each of them, and storage costs money. */
export type Counters = Record<string, number>

/** Checked by hand, because one answer holds tens of thousands of counters, and a schema would take long. */
const isCounters = (value: unknown): value is Counters =>
  typeof value === 'object' && value !== null && Object.values(value).every((n) => typeof n === 'number')
export const Counters = z.custom<Counters>(isCounters)

export const entryLines = ['attained', 'late', 'reversed', 'reclassified_out', 'reclassified_in'] as const
/** The line of the report that an entry counts in. */
export type ReportLine = (typeof entryLines)[number]

/** A line, or the net of all lines. Only frozen totals have `net` counters; no entry adds to them. */
export type CounterLine = ReportLine | 'net'

const counterLines = [...entryLines, 'net'] as const
const lineKeys = {
  attained: 'a',
  late: 'l',
  reversed: 'r',
  reclassified_out: 'o',
  reclassified_in: 'i',
  net: 'n',
} as const
const lineEffects = { attained: 1, late: 1, reversed: -1, reclassified_out: -1, reclassified_in: 1, net: 1 } as const
const everyStageKey = '*'
const durationKey = 'd'

/** Upper bounds, in days, of the buckets of durations since the first stage. The first bucket holds dates before it. */
export const durationBuckets = [-1, 7, 30, 90, 180, 365, Number.POSITIVE_INFINITY] as const

/** Upper bounds, in days, of the buckets of days from application to decision, and from referral to answer or loan. */
export const decisionBuckets = [3, 7, 14, 30, 60, 90, Number.POSITIVE_INFINITY] as const

const factLines = ['counted', 'late', 'reversed'] as const
/** The line of the report that an entry of a loan or referral counts in. */
export type FactLine = (typeof factLines)[number]

/** A `FactLine`, or the net of all of them. */
export type FactCounterLine = FactLine | 'net'

export const factCounterLines = [...factLines, 'net'] as const
const factLineKeys = { counted: 'a', late: 'l', reversed: 'r', net: 'n' } as const
const factLineEffects = { counted: 1, late: 1, reversed: -1, net: 1 } as const
const factKeys = { applied: 'a', approved: 'p', disbursed: 'd', rejected: 'r' } as const
const referralFactKeys = {
  sent: 's',
  taken: 't',
  not_eligible: 'e',
  no_answer: 'n',
  withdrawn: 'w',
  ...factKeys,
} as const
const measureKeys = { number: 'c', millions: 'm', sen: 's' } as const
/** The first character of the name of a loan's or a referral's counter. Counters of days have `d` instead of a line. */
const loanKey = 'L'
const referralKey = 'R'
const daysKey = 'd'

/**
 * What a loan counter counts: loans, or one of the two parts of their amount. Amounts are added up in two parts, whole
 * millions of rupiah and the remaining sen. So every counter stays an exact number (below 2^53 even for nine hundred
 * thousand loans of the largest amount) and is handled like any other.
 */
export type LoanMeasure = keyof typeof measureKeys
const measures = ['number', 'millions', 'sen'] as const
const senOfMillion = 100_000_000n

/** Splits an amount into the two parts that are counted. */
export const splitAmount = (amount: Amount): { millions: number; sen: number } => {
  const sen = toSen(amount)
  return { millions: Number(sen / senOfMillion), sen: Number(sen % senOfMillion) }
}

/** The amount in sen that the two parts add up to. */
export const joinAmount = ({ millions, sen }: { millions: number; sen: number }): bigint =>
  BigInt(millions) * senOfMillion + BigInt(sen)

export type LoanCell = { fact: LoanFactKind; agency: string; partner: string }

export type ReferralCell = { fact: ReferralFactKind; agency: string; partner: string }

export type StageCell = Classification & { stage: string }
export type StageCounter = StageCell & { line: CounterLine }
type LoanCounter = LoanCell & { line: 'loan'; factLine: FactCounterLine; measure: LoanMeasure }
type LoanDaysCounter = LoanCell & { line: 'loan_days'; bucket: number }
type ReferralCounter = ReferralCell & { line: 'referral'; factLine: FactCounterLine }
type ReferralDaysCounter = ReferralCell & { line: 'referral_days'; bucket: number }

/**
 * What a counter's name means: a cell on a line, or a bucket (an index into `durationBuckets` or `decisionBuckets`).
 */
export type Counter =
  | StageCounter
  | { line: 'duration'; stage: string; bucket: number }
  | LoanCounter
  | LoanDaysCounter
  | ReferralCounter
  | ReferralDaysCounter

/** Whether a counter counts members who hold a stage. */
export const isOfStage = (counter: Counter): counter is StageCounter => 'stage' in counter && !('bucket' in counter)

export const effectOfLine = (line: CounterLine): 1 | -1 => lineEffects[line]

export const effectOfFactLine = (line: FactCounterLine): 1 | -1 => factLineEffects[line]

export const lineForEntry = (entry: StageEntry): ReportLine =>
  entry.kind === 'attained' && isLate(entry) ? 'late' : entry.kind

export function lineForFactEntry(entry: LoanEntry | ReferralEntry): FactLine {
  if (entry.kind === 'loan_reversed' || entry.kind === 'referral_reversed') return 'reversed'
  return isLate(entry) ? 'late' : 'counted'
}

/** Adds `more` to `sum`, in place. Counters that become 0 stay, as they do in a tally. */
export function addCounters(sum: Counters, more: Counters): Counters {
  for (const name of Object.keys(more)) addCount(sum, name, more[name] ?? 0)
  return sum
}

/** The net of counters in members, loans, amounts and referrals. Durations stay as they are. */
export function netCounters(names: CounterNames, counters: Counters): Counters {
  const net: Counters = {}
  for (const name of Object.keys(counters)) {
    const netCounter = names.netOf(name)
    addCount(net, netCounter.name, (counters[name] ?? 0) * netCounter.effect)
  }
  return net
}

function addCount(sum: Counters, name: string, n: number): void {
  sum[name] = (sum[name] ?? 0) + n
}

/** `counters` times -1. */
export const negateCounters = (counters: Counters): Counters =>
  Object.fromEntries(Object.entries(counters).map(([name, n]) => [name, -n]))

/**
 * Names and reads the counters of a programme. A stage counter's name has five characters: line, stage, and one key per
 * dimension (agency, gender, category). A duration's name has three: `d`, stage, bucket. A loan counter's name has five
 * characters (`L`, line, fact, agency, measure, or `L`, `d`, fact, agency, bucket), then the partner's code. A referral
 * counter's name has `R` and no measure.
 */
export type CounterNames = ReturnType<typeof makeCounterNames>

export function makeCounterNames(programme: Programme) {
  const stages = makeCodec([...programme.stages, { code: everyStage, key: everyStageKey }])
  const agencies = makeCodec(programme.agencies)
  const classifications = makeClassificationCodec(programme)
  const countersByName = new Map<string, Counter>()
  const nets = new Map<string, { name: string; effect: 1 | -1 }>()
  const durationName = (stage: string, bucket: number): string => durationKey + stages.key(stage) + bucket

  const loanStem = (line: string, { fact, agency }: LoanCell) => loanKey + line + factKeys[fact] + agencies.key(agency)

  function parseLoan(name: string): Counter {
    const [, line = '', fact = '', agency = '', last = ''] = name
    const cell = {
      fact: findWord(LoanFactKind.options, factKeys, fact),
      agency: agencies.code(agency),
      partner: name.slice(5),
    }
    if (line === daysKey) return { line: 'loan_days', ...cell, bucket: Number(last) }
    const factLine = findWord(factCounterLines, factLineKeys, line)
    return { line: 'loan', factLine, ...cell, measure: findWord(measures, measureKeys, last) }
  }

  const referralStem = (line: string, { fact, agency }: ReferralCell) =>
    referralKey + line + referralFactKeys[fact] + agencies.key(agency)

  function parseReferral(name: string): Counter {
    const [, line = '', fact = '', agency = '', bucket = ''] = name
    const cell = { fact: findWord(ReferralFactKind.options, referralFactKeys, fact), agency: agencies.code(agency) }
    if (line === daysKey) return { line: 'referral_days', ...cell, bucket: Number(bucket), partner: name.slice(5) }
    return {
      line: 'referral',
      factLine: findWord(factCounterLines, factLineKeys, line),
      ...cell,
      partner: name.slice(4),
    }
  }

  function parse(name: string): Counter {
    if (name.startsWith(loanKey)) return parseLoan(name)
    if (name.startsWith(referralKey)) return parseReferral(name)
    const [line = '', stage = '', ...keys] = name
    if (line === durationKey) return { line: 'duration', stage: stages.code(stage), bucket: Number(keys[0]) }
    return { line: findWord(counterLines, lineKeys, line), stage: stages.code(stage), ...classifications.read(keys) }
  }

  /** The parts of a counter's name. Throws on a name that the programme does not know. */
  function readCounter(name: string): Counter {
    const counter = countersByName.get(name) ?? parse(name)
    countersByName.set(name, counter)
    return counter
  }

  const nameOf = (line: CounterLine, cell: StageCell): string =>
    lineKeys[line] + stages.key(cell.stage) + classifications.keys(cell)

  const loanName = (line: FactCounterLine, cell: LoanCell, measure: LoanMeasure): string =>
    loanStem(factLineKeys[line], cell) + measureKeys[measure] + cell.partner

  const referralName = (line: FactCounterLine, cell: ReferralCell): string =>
    referralStem(factLineKeys[line], cell) + cell.partner

  function netOfCounter(name: string): { name: string; effect: 1 | -1 } {
    const counter = readCounter(name)
    if ('bucket' in counter) return { name, effect: 1 }
    if (counter.line === 'referral')
      return { name: referralName('net', counter), effect: effectOfFactLine(counter.factLine) }
    if (counter.line === 'loan')
      return { name: loanName('net', counter, counter.measure), effect: effectOfFactLine(counter.factLine) }
    return { name: nameOf('net', counter), effect: effectOfLine(counter.line) }
  }

  return {
    nameOf,
    /** The duration counter for a stage attained this many days after the first. */
    durationOf: (stage: string, days: number): string =>
      durationName(
        stage,
        durationBuckets.findIndex((end) => days <= end),
      ),
    durationName,
    loanName,
    /** The counter for decisions that took a partner this many days. */
    loanDaysOf: (cell: LoanCell, days: number): string =>
      loanStem(daysKey, cell) + decisionBuckets.findIndex((end) => days <= end) + cell.partner,
    referralName,
    /** The counter for answers or loans that came this many days after the referral. */
    referralDaysOf: (cell: ReferralCell, days: number): string =>
      referralStem(daysKey, cell) + decisionBuckets.findIndex((end) => days <= end) + cell.partner,
    read: readCounter,
    /** The net counter that a counter adds to, and the sign. */
    netOf(name: string): { name: string; effect: 1 | -1 } {
      const net = nets.get(name) ?? netOfCounter(name)
      nets.set(name, net)
      return net
    },
  }
}

/** The word that a key represents. */
function findWord<T extends string>(words: readonly T[], keys: Record<T, string>, key: string): T {
  const word = words.find((candidate) => keys[candidate] === key)
  if (!word) throw new Error(`A counter has an unknown part ${key}`)
  return word
}

/** The keys of a classification, in the order of the dimensions. Trailing unstated values have no key. */
function makeClassificationCodec(programme: Programme) {
  const codecs = dimensionNames.map((dimension) => {
    const values = dimensions[dimension].values(programme)
    return { dimension, ...makeCodec(isOptional(dimension) ? [...values, unstated] : values) }
  })
  return {
    keys: (cell: Classification): string =>
      codesOf(cell)
        .map((code, i) => codecs[i]?.key(code))
        .join(''),
    read: (keys: string[]): Classification =>
      Classification.parse(
        Object.fromEntries(
          codecs
            .map(({ dimension, code }, i) => [dimension, code(keys[i] ?? unstated.key)])
            .filter(([, code]) => code !== unstated.code),
        ),
      ),
  }
}

function makeCodec(rows: { code: string; key: string }[]) {
  const keys = new Map(rows.map(({ code, key }) => [code, key]))
  const codes = new Map(rows.map(({ code, key }) => [key, code]))
  const requireKnown = (value: string | undefined, what: string) => {
    if (value === undefined) throw new Error(`A counter names ${what}, which the programme does not know`)
    return value
  }
  return {
    key: (code: string) => requireKnown(keys.get(code), code),
    code: (key: string) => requireKnown(codes.get(key), key),
  }
}
