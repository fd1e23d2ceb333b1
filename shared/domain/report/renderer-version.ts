import type { Figures } from '../figures/figures.ts'
import { lackLoanReports } from '../figures/financing-figures.ts'

/**
 * The renderer version of a new issue; the issue keeps it. Raise both numbers when the text of an output changes.
 * Version 4 added the sentence that no lender reports loans; issues without that sentence stayed at 3. Versions 5 and 6
 * are these two with tagged PDFs, contents of workbooks, and the earlier months of shares.
 */
export const chooseRenderer = ({ indicators }: Pick<Figures, 'indicators'>): string =>
  lackLoanReports(indicators) ? '6' : '5'
