import type { Figures } from '../figures/figures.ts'
import { lackLoanReports } from '../figures/financing-figures.ts'

/**
 * The renderer version of a new issue; the issue keeps it. Raise all numbers when the text of an output changes.
 * Version 4 added the sentence that no lender reports loans; issues without that sentence stayed at 3. Versions 5 and 6
 * are these two with tagged PDFs, contents of workbooks, and the earlier months of shares. Versions 7 and 8 add the tables
 * of referrals; issues without referrals stay at 5 and 6. Versions 9 and 10 also list, in a correction, the days that
 * referrals took.
 */
export function chooseRenderer({ indicators, referrals }: Pick<Figures, 'indicators' | 'referrals'>): string {
  const isUnreported = lackLoanReports(indicators)
  if (referrals) return isUnreported ? '10' : '9'
  return isUnreported ? '6' : '5'
}

/** Whether a correction of this renderer version lists the days that referrals took. */
export const listsReferralDays = (renderer: string): boolean => Number(renderer) >= 9
