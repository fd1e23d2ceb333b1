import type { Language } from '../../domain/values/language.ts'
import { type Formats, makeFormats } from '../formats.ts'
import { english } from './english.ts'
import { indonesian, type Words } from './indonesian.ts'

/** The words of a language, and how it writes numbers and dates. */
export type Wording = { language: Language; words: Words; formats: Formats }

const words = { id: indonesian, en: english }

export const wordingOf = (language: Language): Wording => ({
  language,
  words: words[language],
  formats: makeFormats(language),
})
