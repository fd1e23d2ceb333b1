import type { Month } from '../../domain/calendar.ts'
import type { ImportReport } from '../../domain/import/import.ts'
import { effectOf, type StageEntry } from '../../domain/ledger/entry.ts'
import { isLate } from '../../domain/ledger/lateness.ts'
import { byKey } from '../../domain/values/text-order.ts'

/** Adds up what the rows of an import would post. */
export function makeImportPreview() {
  const stages = new Map<string, number>()
  const months = new Map<Month, { stages: Record<string, number>; late: Record<string, number> }>()
  const addTo = (sums: Record<string, number>, { stage }: StageEntry) => {
    sums[stage] = (sums[stage] ?? 0) + 1
  }
  return {
    add(entries: StageEntry[]): void {
      for (const entry of entries) {
        stages.set(entry.stage, (stages.get(entry.stage) ?? 0) + effectOf(entry))
        const month = months.get(entry.postedIn) ?? { stages: {}, late: {} }
        addTo(month.stages, entry)
        if (isLate(entry)) addTo(month.late, entry)
        months.set(entry.postedIn, month)
      }
    },
    /** Reports how the import would change the figures, given the present cumulative figures by stage. */
    report(now: { stage: string; cumulative: number }[]): Pick<ImportReport, 'figures' | 'months'> {
      return {
        figures: now.map(({ stage, cumulative }) => ({
          stage,
          now: cumulative,
          after: cumulative + (stages.get(stage) ?? 0),
        })),
        months: [...months].toSorted(byKey).map(([month, { stages: all, late }]) => ({ month, stages: all, late })),
      }
    },
  }
}
