import { html, type Markup } from '../markup.ts'

/**
 * A bar's length in percent of its SVG box, from a percentage with two decimals. At least a line, at most the whole
 * box.
 */
const barLength = (share: string): string =>
  share === 'undefined' ? '0' : `${Math.max(0.25, Math.min(100, Number(share)))}%`

/**
 * Draws a stage's share of the first as a bar, and the share that it is compared with as an upright line. The words
 * beside it say the same.
 */
export const shareBar = (share: string, tone: 'first' | 'contrast', beside?: string): Markup =>
  html`<svg aria-hidden="true" focusable="false"><rect class="track" width="100%" height="100%" rx="2"/><rect class="${tone}" width="${barLength(share)}" height="100%" rx="2"/>${beside !== undefined && html`<line class="beside" x1="${barLength(beside)}" x2="${barLength(beside)}" y1="0" y2="100%"/>`}</svg>`

const height = 160
const width = 650

/** Columns that start at 0, so that a fall looks like a fall. The last one has full colour. */
export function columnChart(values: number[], tone: 'first' | 'contrast', label: string): Markup {
  const most = Math.max(1, ...values)
  const step = width / Math.max(1, values.length)
  const columns = values.map((value, i) => {
    const tall = Math.max(1, Math.round((Math.max(0, value) / most) * height * 10) / 10)
    const isLast = i === values.length - 1
    return html`<rect class="${tone}${isLast ? '' : ' pale'}" x="${(i * step).toFixed(1)}" y="${(height - tall).toFixed(1)}" width="${(step - 6).toFixed(1)}" height="${tall.toFixed(1)}"/>`
  })
  return html`<svg viewBox="0 0 ${width} ${height + 2}" preserveAspectRatio="none" role="img" aria-label="${label}">${columns}<line class="rule" x1="0" x2="${width}" y1="${height + 1}" y2="${height + 1}" stroke-width="2"/></svg>`
}
