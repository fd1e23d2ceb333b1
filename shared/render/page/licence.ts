import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { html, type Markup } from '../markup.ts'

/** The licence of the data, linked if it has an address. */
export const licence = ({ publication }: Report, language: Language): Markup =>
  publication.licenceUrl === undefined
    ? html`${publication.licence[language]}`
    : html`<a rel="license" href="${publication.licenceUrl}">${publication.licence[language]}</a>`
