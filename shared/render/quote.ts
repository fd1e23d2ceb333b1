import type { Language } from '../domain/values/language.ts'
import { html, type Markup } from './markup.ts'

/**
 * What officials wrote: obstacles, bases of targets, causes of corrections. They write in Indonesian, which pages and
 * mails in English say to those who have it read aloud.
 */
export const quote = (text: string, language: Language): Markup =>
  html`<span${language !== 'id' && html` lang="id"`}>${text}</span>`
