import { html } from '../markup.ts'
import { wordingOf } from '../words/wording.ts'
import { type PageOptions, page } from './frame.ts'

/** A page that only shows a message: nothing is published yet, or the page does not exist. */
export function plainPage(title: string, text: string, options: Omit<PageOptions, 'isFront'>, path: string): string {
  const wording = wordingOf(options.language)
  return page(title, path, { ...options, isFront: true }, html`<h1>${title}</h1><p>${text}</p>`, wording)
}
