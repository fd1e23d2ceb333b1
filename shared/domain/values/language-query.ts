import type { Language } from './language.ts'

/** The query of a page in a language. Indonesian is the default and needs none. */
export const languageQuery = (language: Language): string => (language === 'en' ? '?lang=en' : '')

/** Reads the language from the `lang` of an address. */
export const readLanguage = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id')
