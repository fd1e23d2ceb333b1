import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Month } from '../calendar.ts'
import { type Frame, makeFrame } from '../ledger/frame.ts'
import { Programme } from '../programme/programme.ts'
import { findVersion, scopeKey, type Target } from '../programme/target.ts'
import { AimedAt } from './indicator-figures.ts'

const Aim = AimedAt.pick({ target: true, primary: true })
export type Aim = z.infer<typeof Aim>

const PartnerName = z.object({ code: z.string(), name: z.string() })

const YardstickRecord = z.object({
  programme: Programme,
  aims: z.array(Aim),
  partners: z.array(PartnerName),
})

/**
 * What the figures of a month are measured against and described with: the programme with its names, definitions, bases
 * and rules, the targets in force at the end of the month, and the partners' names.
 */
export type Yardstick = { frame: Frame; aims: Aim[]; partners: z.infer<typeof PartnerName>[] }

/** The targets in force at the end of a month: the latest version of each, if its period has begun. */
export function aimsIn(month: Month, targets: Target[], primaries: Map<string, string>): Aim[] {
  const versions = Map.groupBy(targets, ({ id }) => id)
  return [...versions.values()].flatMap((each) => {
    const current = findVersion(each, `${month}-31`)
    if (!current || current.from > month) return []
    const { setBy: _, setAt: __, ...target } = current
    return [{ target, primary: primaries.get(scopeKey(target)) === target.id }]
  })
}

/** The stored bytes of a yardstick. Keys keep the order of the schema, so equal yardsticks have equal bytes. */
export const yardstickBytes = ({ frame, aims, partners }: Yardstick): Uint8Array =>
  Buffer.from(JSON.stringify(YardstickRecord.parse({ programme: frame.programme, aims, partners })))

export function readYardstick(bytes: Uint8Array): Yardstick {
  const { programme, ...rest } = YardstickRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  return { frame: makeFrame(programme), ...rest }
}

export const yardstickHash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A setting that changed since a month was closed. */
export const YardstickChange = z
  .object({
    what: z.string(),
    old: z.string().nullable().describe('null: there was none'),
    new: z.string().nullable().describe('null: there is none any more'),
  })
  .meta({
    id: 'YardstickChange',
    description: 'For example targets.tgt_1.value or indicators.P1.name.en: as it was when the month closed, and now',
  })
export type YardstickChange = z.infer<typeof YardstickChange>

/** A yardstick with the targets of a scope and of what lies within it: those of others are not told there. */
export const partWithin =
  ({ area, agency }: { area: string; agency?: string | undefined }) =>
  ({ frame, aims, partners }: Yardstick): Yardstick => ({
    frame,
    aims: aims.filter(
      ({ target }) => frame.areas.isWithin(target.area, area) && (agency === undefined || target.agency === agency),
    ),
    partners,
  })

/** Everything in which two yardsticks differ, by name. A partner that is new measures nothing by itself. */
export function yardstickChanges(before: Yardstick, { partners, ...after }: Yardstick): YardstickChange[] {
  const known = new Set(before.partners.map(({ code }) => code))
  const old = listParts(before)
  const now = listParts({ ...after, partners: partners.filter(({ code }) => known.has(code)) })
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const change = { what, old: old.get(what) ?? null, new: now.get(what) ?? null }
    return change.old === change.new ? [] : [change]
  })
}

/** Every part of a yardstick by name. The targets that the programme started with count only as aims. */
function listParts({ frame, aims, partners }: Yardstick): Map<string, string> {
  const parts = new Map<string, string>()
  addParts(parts, '', {
    ...frame.programme,
    areas: Object.fromEntries(frame.programme.areas),
    targets: Object.fromEntries(aims.map(({ target, primary }) => [target.id, { ...target, primary }])),
    partners: Object.fromEntries(partners.map(({ code, name }) => [code, name])),
  })
  return parts
}

/** Names a list's rows by their code, or by the day from which they apply. The order of rows is a part of its own. */
function addParts(parts: Map<string, string>, name: string, value: unknown): void {
  if (Array.isArray(value)) {
    const rows = value.map((row, i) => RowName.safeParse(row).data ?? String(i))
    parts.set(name, rows.join(', '))
    value.forEach((row, i) => {
      addParts(parts, `${name}.${rows[i]}`, row)
    })
  } else if (typeof value === 'object' && value !== null)
    for (const [key, held] of Object.entries(value)) addParts(parts, name === '' ? key : `${name}.${key}`, held)
  else if (value !== undefined) parts.set(name, String(value))
}

const RowName = z.union([
  z.object({ code: z.string() }).transform(({ code }) => code),
  z.object({ from: z.string() }).transform(({ from }) => from),
])
