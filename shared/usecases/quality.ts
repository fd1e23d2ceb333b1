import type { Deps } from '../deps.ts'
import type { Quality } from '../domain/report/quality.ts'

/** What is unsettled in the whole programme now. The lists that are counted hold what is open, not what ever was. */
export async function qualityOf({
  disputes,
  pairs,
  loans,
  now,
}: Pick<Deps, 'disputes' | 'pairs' | 'loans' | 'now'>): Promise<Quality> {
  const [openDisputes, openDuplicates, parkedLoans] = await Promise.all([
    disputes.howManyOpen(),
    pairs.howManyOpen(),
    loans.howManyParked(),
  ])
  return {
    countedAt: now().toISOString(),
    openDisputes,
    openDuplicates,
    membersWithoutNik: null,
    parkedLoans,
    unmatchedStatementLines: null,
  }
}
