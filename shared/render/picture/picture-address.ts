import type { Report } from '../../domain/report/report.ts'
import { Language } from '../../domain/values/language.ts'
import { summarizeHeadlines } from '../headline.ts'
import { shortName } from '../words/names.ts'
import type { Wording } from '../words/wording.ts'

/** The size, in pixels, of a picture that sites show beside a shared address. */
export const pictureSize = { width: 1200, height: 630 }

/**
 * The version of the picture's look. It is part of the address, because sites keep a picture for good. Raise it when
 * the look changes.
 */
const version = 1

/** The address of the picture of an issue. */
export const picturePath = ({ month, number }: Pick<Report, 'month' | 'number'>, language: Language): string =>
  `/reports/${month}/${number}/gambar-${version}-${language}.png`

/** Reads the language of a picture from its file name. */
export const readPictureFile = (file: string): Language | undefined =>
  Language.options.find((language) => file === `gambar-${version}-${language}.png`)

export const namePicture = (report: Report, wording: Wording): string =>
  `${shortName(report, wording)}, ${wording.formats.month(report.month)}`

/** What the picture shows, for readers who do not see it. */
export function describePicture(report: Report, wording: Wording): string {
  const { formats, language } = wording
  const funnel = report.funnel.map(
    ({ stage, name, members, shareOfFirst }) =>
      `${stage} ${name[language]} ${formats.number(members)} (${formats.percent(shareOfFirst)})`,
  )
  return `${namePicture(report, wording)}. ${summarizeHeadlines(report, wording)} ${funnel.join(', ')}.`
}
