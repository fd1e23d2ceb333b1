/** A piece of HTML or SVG. Everything in it is our own or escaped. */
export type Markup = { readonly markup: string }

type Part = Markup | string | number | undefined | false | Part[]

/**
 * HTML as a tagged template. It escapes every value that is not markup. These are templates rather than JSX, because
 * Node runs the files as they are: it strips types but compiles nothing.
 */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup => ({
  markup: strings.map((text, i) => text + (i < parts.length ? writePart(parts[i]) : '')).join(''),
})

/** Marks a text as HTML: our own styles and conditional comments. */
export const raw = (markup: string): Markup => ({ markup })

function writePart(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(writePart).join('')
  return typeof part === 'object' ? part.markup : escapeText(String(part))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '')
