import type { Report } from '../../domain/report/report.ts'
import type { Speech } from './speech.ts'

/** Of the whole programme, an area, an agency, or an agency in an area. */
export function scopeName({ scope: { area, agency, isWhole } }: Report, { words }: Speech): string {
  if (isWhole) return `${words.whole} · ${area.name}`
  return agency ? `${agency.name} · ${area.name}` : area.name
}

/** What a programme is called for short: its brand, without the legal name in brackets. */
export const shortName = ({ programme }: Report, { language }: Speech): string =>
  programme.name[language].split(' (')[0] ?? programme.name[language]

/** How sound the data are is known of the whole programme alone, and said so in the report of a part. */
export const qualityTitle = ({ scope }: Report, { words }: Speech): string =>
  scope.isWhole ? words.quality : `${words.quality} (${words.whole.toLowerCase()})`

/** An indicator's legal basis, and that it is not official where the basis does not say so itself. */
export function basisText(
  { legalBasis, official }: Pick<Report['headlines'][number], 'legalBasis' | 'official'>,
  { words, language }: Speech,
): string {
  const basis = legalBasis[language]
  return official || basis.startsWith(words.unofficial) ? basis : `${basis} (${words.unofficial.toLowerCase()})`
}

/** In which reading the figures stand. */
export function readingName({ reading, restatedThrough }: Report, { words, language, formats }: Speech): string {
  if (reading === 'as_posted' || restatedThrough === undefined) return words.posted
  const through = formats.month(restatedThrough)
  return `${words.restated} (${language === 'id' ? `sampai pembukuan ${through}` : `with what was posted through ${through}`})`
}
