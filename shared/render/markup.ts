/** A piece of HTML or SVG: what stands in it is either ours or was escaped. */
export type Markup = { readonly markup: string }

type Part = Markup | string | number | undefined | false | Part[]

/**
 * HTML by a tagged template: every value is escaped unless it is markup itself. A template and not JSX, because Node runs
 * these files as they are, and strips types but compiles nothing.
 */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Markup => ({
  markup: strings.map((text, i) => text + (i < parts.length ? writePart(parts[i]) : '')).join(''),
})

/** What is HTML already: our own styles and conditional comments. */
export const raw = (markup: string): Markup => ({ markup })

function writePart(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(writePart).join('')
  return typeof part === 'object' ? part.markup : escapeText(String(part))
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (found) => entities[found] ?? '')
