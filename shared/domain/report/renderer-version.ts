import type { Figures } from '../figures/figures.ts'
import { lackLoanReports } from '../figures/financing-figures.ts'

/**
 * The version to make an issue with; it keeps this one. Raise both numbers when the text of an output changes. Version 4
 * added one sentence, that no lender reports loans; issues without it stayed at 3. Versions 5 and 6 are the same two
 * with tagged PDFs, contents of workbooks, and the earlier months of shares.
 */
export const chooseRenderer = ({ indicators }: Pick<Figures, 'indicators'>): string =>
  lackLoanReports(indicators) ? '6' : '5'
