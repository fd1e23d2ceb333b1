import { type Entry, Gender, isLate } from './entry.ts'
import { everyStage, type Programme } from './programme.ts'

/** Counter name → number. Names are short because every one is paid for in every tally. */
export type Counters = Record<string, number>

const lines = ['attained', 'late', 'reversed', 'reclassified_out', 'reclassified_in'] as const
/** On which line of the report an entry stands. */
export type Line = (typeof lines)[number]

/** A line, or what all lines come to: `net` counts only in frozen totals, no entry stands on it. */
export type CounterLine = Line | 'net'

const counterLines = [...lines, 'net'] as const
const lineKeys = {
  attained: 'a',
  late: 'l',
  reversed: 'r',
  reclassified_out: 'o',
  reclassified_in: 'i',
  net: 'n',
} as const
const lineEffects = { attained: 1, late: 1, reversed: -1, reclassified_out: -1, reclassified_in: 1, net: 1 } as const
const genderKeys = { female: 'f', male: 'm', unknown: 'u' } as const
const everyStageKey = '*'
const durationKey = 'd'

/** Upper ends, in days, of the buckets of durations from the first stage; the first holds dates before it. */
export const durationBuckets = [-1, 7, 30, 90, 180, 365, Number.POSITIVE_INFINITY] as const

export type StageCell = { stage: string; agency: string; gender: Gender; category: string }
/** What a counter's name says: a line's cell, or a duration bucket (index into `durationBuckets`). */
export type Counter = (StageCell & { line: CounterLine }) | { line: 'duration'; stage: string; bucket: number }

export const effectOfLine = (line: CounterLine): 1 | -1 => lineEffects[line]

export const lineOf = (entry: Entry): Line => (entry.kind === 'attained' && isLate(entry) ? 'late' : entry.kind)

/** Adds `more` into `sum`, in place; counters that come to 0 stay, since a tally keeps them too. */
export function addCounters(sum: Counters, more: Counters): Counters {
  for (const [name, n] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + n
  return sum
}

/** The net of counters: what they come to in number of members, durations as they are. */
export function netOf(names: CounterNames, counters: Counters): Counters {
  const net: Counters = {}
  for (const [name, n] of Object.entries(counters)) {
    const counter = names.read(name)
    if (counter.line === 'duration') addCounters(net, { [name]: n })
    else addCounters(net, { [names.nameOf('net', counter)]: n * effectOfLine(counter.line) })
  }
  return net
}

/** `counters` times -1. */
export const negated = (counters: Counters): Counters =>
  Object.fromEntries(Object.entries(counters).map(([name, n]) => [name, -n]))

/**
 * The names of a programme's counters, five characters each: line, stage, agency, gender, category;
 * durations three: `d`, stage, bucket.
 */
export type CounterNames = ReturnType<typeof counterNames>

export function counterNames(programme: Programme) {
  const stages = codec([...programme.stages, { code: everyStage, key: everyStageKey }])
  const agencies = codec(programme.agencies)
  const categories = codec(programme.categories)
  const genders = codec(Gender.options.map((code) => ({ code, key: genderKeys[code] })))
  const known = new Map<string, Counter>()
  const durationName = (stage: string, bucket: number): string => durationKey + stages.key(stage) + bucket

  function parse(name: string): Counter {
    const [line = '', stage = '', agency = '', gender = '', category = ''] = name
    if (line === durationKey) return { line: 'duration', stage: stages.code(stage), bucket: Number(agency) }
    return {
      line: lineOfKey(line),
      stage: stages.code(stage),
      agency: agencies.code(agency),
      gender: Gender.parse(genders.code(gender)),
      category: categories.code(category),
    }
  }

  return {
    nameOf: (line: CounterLine, { stage, agency, gender, category }: StageCell): string =>
      lineKeys[line] + stages.key(stage) + agencies.key(agency) + genders.key(gender) + categories.key(category),
    /** The duration counter of a stage reached so many days after the first. */
    durationOf: (stage: string, days: number): string =>
      durationName(
        stage,
        durationBuckets.findIndex((end) => days <= end),
      ),
    durationName,
    /** The parts of a name. Throws on a name that the programme does not know. */
    read(name: string): Counter {
      const counter = known.get(name) ?? parse(name)
      known.set(name, counter)
      return counter
    },
  }
}

function lineOfKey(key: string): CounterLine {
  const line = counterLines.find((candidate) => lineKeys[candidate] === key)
  if (!line) throw new Error(`A counter has an unknown line ${key}`)
  return line
}

function codec(rows: { code: string; key: string }[]) {
  const keys = new Map(rows.map(({ code, key }) => [code, key]))
  const codes = new Map(rows.map(({ code, key }) => [key, code]))
  const found = (value: string | undefined, wanted: string) => {
    if (value === undefined) throw new Error(`A counter names ${wanted}, which the programme does not know`)
    return value
  }
  return { key: (code: string) => found(keys.get(code), code), code: (key: string) => found(codes.get(key), key) }
}
