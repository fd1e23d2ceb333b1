import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { FigureChange } from '../figures/figure-change.ts'
import { Figures, listRows } from '../figures/figures.ts'
import { codesOf } from '../ledger/breakdown-dimensions.ts'
import { Book } from './book.ts'
import { Proof } from './proof.ts'

/** One frozen edition of a month's report. Number 1 is made at closing; every later one corrects the one before. */
export const Issue = z
  .object({
    format: z.literal(2),
    renderer: z.string().describe('Version of the renderer; the same issue and version give the same texts'),
    month: Month,
    number: z.int().min(1),
    issuedAt: Instant,
    cause: z.string().optional().describe('Why the month is issued again'),
    previous: z.string().optional().describe('Hash of the issue before this one in the chain of the programme'),
    figures: Figures,
    changes: z.array(FigureChange).describe('Compared with the issue of this month before it'),
    book: Book,
    proof: Proof.optional(),
    salt: z.string().optional().describe('Secret, so that nobody can find hidden numbers by trying hashes'),
  })
  .meta({ id: 'Issue' })
export type Issue = z.infer<typeof Issue>

/** An issue's record in the table; the issue itself is in the file store. */
export const IssueRecord = z
  .object({
    month: Month,
    number: z.int().min(1),
    issuedAt: Instant,
    issuedBy: z.string(),
    cause: z.string().optional(),
    hash: z.string().describe('SHA-256, hexadecimal, of the stored bytes (unpacked)'),
    previous: z.string().optional(),
    place: z.int().optional().describe('Which issue of the programme it is, in order of issuing'),
    publicHash: z
      .string()
      .optional()
      .describe('SHA-256, hexadecimal, of the public document: the hash that is printed. The first issues have none'),
    publicPrevious: z.string().optional().describe('The printed hash of the issue before'),
    file: z.string(),
    changes: z.int().describe('How many figures differ from the issue of this month before it'),
    hiding: z.string().optional().describe('The hiding rule of its public document; absent: the first rule'),
  })
  .meta({ id: 'IssueRecord' })
export type IssueRecord = z.infer<typeof IssueRecord>

/** The bytes of an issue, as stored, hashed and given out. Keys keep the order of the schema. */
export const encodeIssue = (issue: Issue): Uint8Array => Buffer.from(`${JSON.stringify(Issue.parse(issue))}\n`)

export const hashIssue = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A number, an amount of rupiah as text, or several of them by name. */
type FigureValue = number | string | { [name: string]: FigureValue }

/**
 * Every number in a figures object, by a stable name such as `areas.31.71.P1.inMonth.late`. Amounts are in whole
 * rupiah.
 */
export function listFigureValues(figures: Figures): Map<string, number> {
  const values = new Map<string, number>()
  const setCounts = (name: string, count: FigureValue): void => {
    if (typeof count === 'object') for (const [part, each] of Object.entries(count)) setCounts(`${name}.${part}`, each)
    else values.set(name, Math.trunc(Number(count)))
  }
  for (const { stage, cumulative, inMonth } of figures.stages) setCounts(`stages.${stage}`, { cumulative, inMonth })
  for (const { list, rows } of listRows(figures))
    for (const { code, stages } of rows) setCounts(`${list}.${code}`, stages)
  for (const { stages, ...classification } of figures.crossings)
    for (const [stage, n] of Object.entries(stages))
      values.set(`crossings.${codesOf(classification).join('.')}.${stage}`, n)
  for (const { stage, buckets } of figures.durations)
    buckets.forEach(({ members }, i) => {
      values.set(`durations.${stage}.${i}`, members)
    })
  for (const { code, value, targets } of figures.indicators) {
    values.set(`indicators.${code}`, value)
    for (const target of targets) values.set(`targets.${target.id}`, target.value)
  }
  for (const kind of ['loans', 'referrals'] as const) {
    const { facts = [], partners = [], areas = [] } = figures[kind] ?? {}
    for (const { fact, cumulative, inMonth } of facts) setCounts(`${kind}.${fact}`, { cumulative, inMonth })
    for (const row of partners) setCounts(`partners.${row.code}.${kind}`, row.facts)
    for (const row of areas) setCounts(`areas.${row.code}.${kind}`, row.facts)
  }
  return values
}

/** Every figure that differs between `before` and `after`. A missing figure is 0. */
export function compareFigures(before: Figures, after: Figures): FigureChange[] {
  const old = listFigureValues(before)
  const now = listFigureValues(after)
  const names = [...new Set([...old.keys(), ...now.keys()])]
  return names.flatMap((figure) => {
    const change = { figure, old: old.get(figure) ?? 0, new: now.get(figure) ?? 0 }
    return change.old === change.new ? [] : [{ ...change, difference: change.new - change.old }]
  })
}
