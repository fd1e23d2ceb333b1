import type { Formats } from '../formats.ts'
import { html, type Markup } from '../markup.ts'
import type { ChartColumn } from '../words/columns-sentence.ts'

/**
 * The length of a bar in percent of its SVG box, from a percentage with two decimals. It is at least a line and at most
 * the whole box. An undefined share has no bar.
 */
const barLength = (share: string): string =>
  share === 'undefined' ? '0' : `${Math.max(0.25, Math.min(100, Number(share)))}%`

/**
 * Draws a stage's share of the first stage as a bar, and the share to compare it with as an upright line. The text next to the chart gives the same shares.
 */
export const shareBar = (share: string, tone: 'first' | 'contrast', comparedShare?: string): Markup =>
  html`<svg aria-hidden="true" focusable="false"><rect class="track" width="100%" height="100%" rx="2"/><rect class="${tone}" width="${barLength(share)}" height="100%" rx="2"/>${comparedShare !== undefined && html`<line class="beside" x1="${barLength(comparedShare)}" x2="${barLength(comparedShare)}" y1="0" y2="100%"/>`}</svg>`

const height = 160
const width = 650

/**
 * Columns that start at 0, so that a fall looks like a fall, with a scale on the left and months below. The last
 * column has full colour. The label and a table give the same numbers.
 */
export function columnChart(
  columns: ChartColumn[],
  tone: 'first' | 'contrast',
  label: string,
  formats: Pick<Formats, 'number' | 'shortMonth'>,
): Markup {
  const most = findScaleTop(Math.max(0, ...columns.map(({ value }) => value ?? 0)))
  const step = width / Math.max(1, columns.length)
  const bars = columns.map(({ value }, i) => {
    if (value === null) return undefined
    const tall = Math.max(1, Math.round((Math.max(0, value) / most) * height * 10) / 10)
    const isLast = i === columns.length - 1
    return html`<rect class="${tone}${isLast ? '' : ' pale'}" x="${(i * step + 3).toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(step - 6).toFixed(1)}" height="${tall.toFixed(1)}"/>`
  })
  const ticks = most % 2 === 0 ? [most, most / 2, 0] : [most, 0]
  const lines = ticks.map((tick) => {
    const y = height - (tick / most) * height
    return html`<line class="rule" x1="0" x2="${width}" y1="${y}" y2="${y}"/>`
  })
  const labelledColumns = columns.filter((_, i) => i % 3 === (columns.length - 1) % 3)
  return html`<div class="plot"><div class="scale" aria-hidden="true">${ticks.map((tick) => html`<span>${formats.number(tick)}</span>`)}</div>
<svg viewBox="0 -1 ${width} ${height + 2}" preserveAspectRatio="none" role="img" aria-label="${label}">${lines}${bars}</svg>
<div class="ends" aria-hidden="true">${labelledColumns.map(({ month }) => html`<span>${formats.shortMonth(month)}</span>`)}</div></div>`
}

/**
 * The top of a scale: the smallest of 1, 2, 4, 5, 6 and 8, with zeros after it, that is at least `most`. An even top
 * also gets a line at its half.
 */
function findScaleTop(most: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, most))))
  return [1, 2, 4, 5, 6, 8, 10].map((n) => n * power).find((top) => top >= most) ?? 10 * power
}
