import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'
import { Day, type Month } from '../calendar.ts'
import { type Frame, makeFrame } from '../ledger/frame.ts'
import { Programme } from '../programme/programme.ts'
import { findVersion, makeScopeKey, type Target } from '../programme/target.ts'
import type { Language } from '../values/language.ts'
import { writeDay, writeMonth } from '../values/written-date.ts'
import { AimedAt } from './indicator-figures.ts'
import { nameField } from './setting-words.ts'

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

/** The targets in force at the end of a month: the latest version of each target whose period has begun. */
export function listAims(month: Month, targets: Target[], primaries: Map<string, string>): Aim[] {
  const versions = Map.groupBy(targets, ({ id }) => id)
  return [...versions.values()].flatMap((each) => {
    const current = findVersion(each, `${month}-31`)
    if (!current || current.from > month) return []
    const { setBy: _, setAt: __, ...target } = current
    return [{ target, primary: primaries.get(makeScopeKey(target)) === target.id }]
  })
}

/** The stored bytes of a yardstick. Keys keep the order of the schema, so equal yardsticks have equal bytes. */
export function encodeYardstick({ frame, aims, partners }: Yardstick): Uint8Array {
  const programme = withoutReferral(frame.programme)
  return Buffer.from(JSON.stringify(YardstickRecord.parse({ programme, aims, partners })))
}

/** Removes the terms of referral, because no figure is measured by them. */
function withoutReferral({ referral: _, ...programme }: Programme): Programme {
  return programme
}

export function readYardstick(bytes: Uint8Array): Yardstick {
  const { programme, ...rest } = YardstickRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  return { frame: makeFrame(programme), ...rest }
}

export const hashYardstick = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A setting that changed since a month was closed. */
export const YardstickChange = z
  .object({
    what: z.string().describe('Where it is set, for programs: `targets.tgt_1.value` or `indicators.P1.name.en`'),
    name: Bilingual.optional().describe('Its name in print; absent in early issues'),
    old: z.string().nullable().describe('null: there was none'),
    new: z.string().nullable().describe('null: none from now on'),
  })
  .meta({ id: 'YardstickChange', description: 'A setting as it was when the month closed, and as it is now' })
export type YardstickChange = z.infer<typeof YardstickChange>

/** Leaves only the targets of a scope and of the areas within it, for readers who may see no others. */
export const limitYardstick =
  ({ area, agency }: { area: string; agency?: string | undefined }) =>
  ({ frame, aims, partners }: Yardstick): Yardstick => ({
    frame,
    aims: aims.filter(
      ({ target }) => frame.areas.isWithin(target.area, area) && (agency === undefined || target.agency === agency),
    ),
    partners,
  })

/**
 * Lists every difference between two yardsticks. A new partner is not a difference, because no figure is measured by
 * it.
 */
export function compareYardsticks(before: Yardstick, { partners, ...after }: Yardstick): YardstickChange[] {
  const known = new Set(before.partners.map(({ code }) => code))
  const old = listParts(before)
  const now = listParts({ ...after, partners: partners.filter(({ code }) => known.has(code)) })
  return [...new Map([...now, ...old])].flatMap(([what, { name }]) => {
    const change = { what, name, old: old.get(what)?.value ?? null, new: now.get(what)?.value ?? null }
    return change.old === change.new ? [] : [change]
  })
}

/** A part of a yardstick that can differ, with its name in print. */
type Part = { name: Bilingual; value: string }

/**
 * Every part of a yardstick, keyed by the path of its setting. The aims already include the programme's initial
 * targets, so these are not listed twice.
 */
function listParts(yardstick: Yardstick): Map<string, Part> {
  const { frame, aims, partners } = yardstick
  const { targets: _, ...programme } = withoutReferral(frame.programme)
  const parts = new Map<string, Part>()
  addParts(parts, '', undefined, {
    ...programme,
    areas: Object.fromEntries(programme.areas),
    partners: Object.fromEntries(partners.map(({ code, name }) => [code, name])),
  })
  for (const { target, primary } of aims) {
    const { id, value, basis, effectiveFrom, reason } = target
    addParts(parts, `targets.${id}`, nameTarget(frame, target), { value, basis, effectiveFrom, reason, primary })
  }
  return parts
}

/** `Target, Registered members, DKI Jakarta, October 2017–December 2022`. */
function nameTarget({ programme, areas }: Frame, { indicator, area, agency, from, to }: Aim['target']): Bilingual {
  const targetIndicator = programme.indicators.find(({ code }) => code === indicator)
  const targetAgency = programme.agencies.find(({ code }) => code === agency)
  const inLanguage = (language: Language) =>
    [
      nameField('targets')[language],
      targetIndicator?.name[language] ?? indicator,
      areas.find(area)?.name ?? area,
      targetAgency?.name ?? agency,
      `${writeMonth(from, language)}–${writeMonth(to, language)}`,
    ]
      .filter((part) => part !== undefined)
      .join(', ')
  return { id: inLanguage('id'), en: inLanguage('en') }
}

/**
 * Adds the parts of a setting. Each item of a list is keyed by its code, or by the day from which it applies. The
 * order of the items is one more part.
 */
function addParts(parts: Map<string, Part>, what: string, name: Bilingual | undefined, value: unknown): void {
  const addWithin = (key: string, ownName: Bilingual, innerValue: unknown) =>
    addParts(parts, what === '' ? key : `${what}.${key}`, name ? joinNames(name, ownName) : ownName, innerValue)
  if (Array.isArray(value)) {
    const rows = value.map(
      (row, i) => RowName.safeParse(row).data ?? { key: String(i), name: repeatText(String(i + 1)) },
    )
    if (name) parts.set(what, { name, value: rows.map(({ key }) => key).join(', ') })
    rows.forEach((row, i) => {
      addWithin(row.key, row.name, value[i])
    })
  } else if (typeof value === 'object' && value !== null)
    for (const [key, innerValue] of Object.entries(value)) addWithin(key, nameField(key), innerValue)
  else if (value !== undefined && name) parts.set(what, { name, value: String(value) })
}

const repeatText = (text: string): Bilingual => ({ id: text, en: text })

const joinNames = (above: Bilingual, own: Bilingual): Bilingual => ({
  id: `${above.id}, ${own.id}`,
  en: `${above.en}, ${own.en}`,
})

const RowName = z.union([
  z.object({ code: z.string(), name: Bilingual }).transform(({ code, name }) => ({ key: code, name })),
  z
    .object({ code: z.string(), name: z.string() })
    .transform(({ code, name }) => ({ key: code, name: repeatText(name) })),
  z.object({ from: Day }).transform(({ from }) => ({
    key: from,
    name: { id: writeDay(from, 'id'), en: writeDay(from, 'en') },
  })),
])
