import type { Report } from '../../domain/report/report.ts'
import type { Wording } from './wording.ts'

/** Names the scope of a report: the whole programme, an area, an agency, or an agency in an area. */
export function nameScope({ scope: { area, agency, isWhole } }: Report, { words }: Wording): string {
  if (isWhole) return `${words.whole} · ${area.name}`
  return agency ? `${agency.name} · ${area.name}` : area.name
}

/** A programme's short name: its brand, without the legal name in brackets. */
export const shortName = ({ programme }: Report, { language }: Wording): string =>
  programme.name[language].split(' (')[0] ?? programme.name[language]

/**
 * The title of the section on data quality. Quality is known only for the whole programme; the report of a part says
 * so.
 */
export const writeQualityTitle = ({ scope }: Report, { words }: Wording): string =>
  scope.isWhole ? words.quality : `${words.quality} (${words.whole.toLowerCase()})`

/** An indicator's legal basis. Adds that the indicator is not official, if the basis does not say so. */
export function writeBasis(
  { legalBasis, official }: Pick<Report['headlines'][number], 'legalBasis' | 'official'>,
  { words, language }: Wording,
): string {
  const basis = legalBasis[language]
  return official || basis.startsWith(words.unofficial) ? basis : `${basis} (${words.unofficial.toLowerCase()})`
}

/** Names the reading of the figures. */
export function nameReading({ reading, restatedThrough }: Report, { words, language, formats }: Wording): string {
  if (reading === 'as_posted' || restatedThrough === undefined) return words.posted
  const through = formats.month(restatedThrough)
  return `${words.restated} (${language === 'id' ? `sampai pembukuan ${through}` : `with what was posted through ${through}`})`
}
