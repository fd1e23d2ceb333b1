import { html, type Markup } from '../../../shared/render/markup.ts'
import type { DeskWording } from './wording.ts'

/** A box with a result or a warning. */
export const box = (tone: 'good' | 'bad' | 'heed', title: string, content: Markup | string = ''): Markup =>
  html`<div class="box ${tone}"${tone === 'bad' ? html` role="alert"` : html` role="status"`}><h2>${title}</h2>${content}</div>`

export const tag = (text: string, tone?: 'good' | 'bad' | 'heed'): Markup =>
  html`<span class="tag${tone && ` ${tone}`}">${text}</span>`

type Cell = Markup | string | number | undefined
type Column = string | { heading: string; isNumber: true }

/** A table whose first column has the headings of rows. If it is too wide for the screen, it scrolls, also by keyboard. */
export function table(caption: string, columns: Column[], rows: Cell[][]): Markup {
  const numberClass = (at: number) => typeof columns[at] === 'object' && html` class="number"`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table><thead><tr>${columns.map(
    (column, at) =>
      html`<th scope="col"${numberClass(at)}>${typeof column === 'string' ? column : column.heading}</th>`,
  )}</tr></thead><tbody>${rows.map(
    ([first, ...rest]) =>
      html`<tr><th scope="row"${numberClass(0)}>${first}</th>${rest.map((cell, at) => html`<td${numberClass(at + 1)}>${cell}</td>`)}</tr>`,
  )}</tbody></table></div>`
}

/** A list of names and values. Leaves out names without a value. */
export const facts = (pairs: [name: string, value: Cell][]): Markup =>
  html`<dl>${pairs.flatMap(([name, value]) => (value === undefined || value === '' ? [] : html`<dt>${name}</dt><dd>${value}</dd>`))}</dl>`

/** The link at the top of a page to the page above it. */
export const backLink = (path: string, name: string): Markup =>
  html`<p class="trailing"><a href="${path}">← ${name}</a></p>`

/** The link that shows the progress of work anew. With script, the page does so by itself. */
export const lookAgain = (address: string, { say }: DeskWording): Markup =>
  html`<a href="${address}">${say('Lihat lagi', 'Look again')}</a><noscript> ${say('(tekan sampai pekerjaannya selesai)', '(press this until the work is done)')}</noscript>`

/** The link to the next page of a list, if there is one. The start of that page is added to `address`. */
export const nextLink = (address: string, place: string | undefined, { say }: DeskWording): Markup | undefined =>
  place === undefined
    ? undefined
    : html`<p class="more"><a class="button" href="${address}${place}">${say('Halaman berikutnya', 'Next page')}</a></p>`
