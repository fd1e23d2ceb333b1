import * as z from 'zod'
import type { Month } from '../calendar.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Frame } from '../ledger/frame.ts'
import { ascending, byKey } from '../values/text-order.ts'

/** How many members of an area and agency had a stage reversed for one of the programme's reasons. */
export const Reversals = z.object({
  area: z.string(),
  agency: z.string(),
  stage: z.string(),
  reason: z.string(),
  members: z.int(),
})
export type Reversals = z.infer<typeof Reversals>

/** Replaces every reason that is not on the programme's list, because typed text does not belong in a report. */
const unlistedReason = { code: 'unlisted', name: { id: 'Alasan lain', en: 'Another reason' } }

/** How many levels below the root an issue's lowest areas are. */
const levels = 2

/** Counts the reversals among entries by reason. With `trueMonth`, counts only those of that month. */
export function countReversals({ areas, programme }: Frame, entries: Entry[], trueMonth?: Month): Reversals[] {
  const listedCodes = new Set(programme.reasons.map(({ code }) => code))
  const sums = new Map<string, Reversals>()
  for (const entry of entries) {
    if (entry.kind !== 'reversed' || (trueMonth !== undefined && entry.trueMonth !== trueMonth)) continue
    const { agency, stage, reason = '' } = entry
    const area =
      areas
        .pathOf(entry.area)
        .slice(0, levels + 1)
        .at(-1) ?? areas.root
    const cell = { area, agency, stage, reason: listedCodes.has(reason) ? reason : unlistedReason.code }
    const key = Object.values(cell).join('/')
    const sum = sums.get(key)
    if (sum) sum.members++
    else sums.set(key, { ...cell, members: 1 })
  }
  return [...sums].toSorted(byKey).map(([, each]) => each)
}

/** The reasons of one stage's reversals in a scope, most frequent first. */
export function countReasons(
  { areas, programme }: Pick<Frame, 'areas' | 'programme'>,
  reversals: Reversals[],
  { stage, area, agency }: { stage: string; area: string; agency?: string | undefined },
) {
  const scopeReversals = reversals.filter(
    (each) =>
      each.stage === stage && areas.isWithin(each.area, area) && (agency === undefined || each.agency === agency),
  )
  return [...Map.groupBy(scopeReversals, ({ reason }) => reason)]
    .map(([reason, rows]) => ({
      reason,
      name: programme.reasons.find(({ code }) => code === reason)?.name ?? unlistedReason.name,
      members: rows.reduce((sum, { members }) => sum + members, 0),
    }))
    .toSorted((a, b) => b.members - a.members || ascending(a.reason, b.reason))
}
