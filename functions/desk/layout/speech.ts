import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Language } from '../../../shared/domain/values/language.ts'
import { type Formats, makeFormats } from '../../../shared/render/formats.ts'

/** The language of a page. `say` chooses between an Indonesian and an English text. */
export type DeskSpeech = {
  language: Language
  formats: Formats
  say: (id: string, en: string) => string
  sayOf: (text: Bilingual) => string
}

const speechIn = (language: Language): DeskSpeech => ({
  language,
  formats: makeFormats(language),
  say: (id, en) => (language === 'id' ? id : en),
  sayOf: (text) => text[language],
})

const speeches = { id: speechIn('id'), en: speechIn('en') }

export const deskSpeech = (language: Language): DeskSpeech => speeches[language]
