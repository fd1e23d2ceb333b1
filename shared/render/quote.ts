import type { Language } from '../domain/values/language.ts'
import { html, type Markup } from './markup.ts'

/**
 * A text that officials wrote: an obstacle, the basis of a target, the cause of a correction. They write in Indonesian.
 * In English pages and mails, it is marked so that screen readers pronounce it right.
 */
export const quote = (text: string, language: Language): Markup =>
  html`<span${language !== 'id' && html` lang="id"`}>${text}</span>`
