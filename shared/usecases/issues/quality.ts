import type { Deps } from '../../deps.ts'
import type { Month } from '../../domain/calendar.ts'
import type { Quality } from '../../domain/report/quality.ts'

export type QualityDeps = Pick<
  Deps,
  'disputes' | 'membersWithoutNik' | 'pairs' | 'loans' | 'statements' | 'partners' | 'now'
>

/**
 * Counts the open questions of the whole programme now, and those about partners' statements of a month. The lists
 * counted here hold only open items. Sandboxes are left out.
 */
export async function readQuality(
  { disputes, membersWithoutNik, pairs, loans, statements, partners, now }: QualityDeps,
  month: Month,
): Promise<Quality> {
  const [openDisputes, openDuplicates, withoutNik, parkedLoans, allStatements, allPartners] = await Promise.all([
    disputes.countOpen(),
    pairs.countOpen(),
    membersWithoutNik.count(),
    loans.countParked(),
    statements.ofMonth(month),
    partners.all(),
  ])
  const sandboxes = new Set(allPartners.filter(({ isSandbox }) => isSandbox).map(({ code }) => code))
  const realStatements = allStatements.filter(({ partner }) => !sandboxes.has(partner))
  return {
    countedAt: now().toISOString(),
    openDisputes,
    openDuplicates,
    membersWithoutNik: withoutNik,
    parkedLoans,
    unmatchedStatementLines:
      realStatements.length === 0 ? null : realStatements.reduce((sum, { missingHere }) => sum + missingHere, 0),
  }
}
