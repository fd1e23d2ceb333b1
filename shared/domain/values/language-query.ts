import type { Language } from './language.ts'

/** How the address of a page says its language: Indonesian goes without saying. */
export const languageQuery = (language: Language): string => (language === 'en' ? '?lang=en' : '')

/** The language that an address asks for by its `lang`. */
export const readLanguage = (lang: string | undefined): Language => (lang === 'en' ? 'en' : 'id')
