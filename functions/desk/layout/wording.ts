import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Language } from '../../../shared/domain/values/language.ts'
import { type Formats, makeFormats } from '../../../shared/render/formats.ts'

/** The language of a page. `say` chooses between an Indonesian and an English text. */
export type DeskWording = {
  language: Language
  formats: Formats
  say: (id: string, en: string) => string
  sayOf: (text: Bilingual) => string
}

const makeWording = (language: Language): DeskWording => ({
  language,
  formats: makeFormats(language),
  say: (id, en) => (language === 'id' ? id : en),
  sayOf: (text) => text[language],
})

const wordings = { id: makeWording('id'), en: makeWording('en') }

export const deskWording = (language: Language): DeskWording => wordings[language]
