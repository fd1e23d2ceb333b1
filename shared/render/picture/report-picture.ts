import type { Report, Step } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { describeHeadline, findComparedStage, leadingHeadlines } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { contrast, first, hairline, ink, muted } from '../palette.ts'
import { makePrintable } from '../printable.ts'
import { nameScope } from '../words/names.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { namePicture, pictureSize } from './picture-address.ts'

const ground = '#faf8f2'
const track = '#ebe7dc'
const margin = 60
const column = 520

/**
 * Both readings of a month and its funnel as an SVG of the size of a preview. It has no number that the page of the
 * same report does not show.
 */
export function reportPicture(report: Report, language: Language): string {
  const wording = wordingOf(language)
  const { width, height } = pictureSize
  const about = `${nameScope(report, wording)} · ${wording.words.issue.toLowerCase()} ${report.number}`
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}">
<rect width="${width}" height="${height}" fill="${ground}"/>
${text(namePicture(report, wording), { x: margin, y: 84, size: 44, weight: 800, room: 2 * column })}
${text(about, { x: margin, y: 122, size: 22, colour: muted, room: 2 * column })}
${leadingHeadlines(report).map((headline, i) => {
  const { count, part, share, of } = describeHeadline(headline, report, wording)
  const x = margin + i * (column + 40)
  const colour = i === 0 ? first : contrast
  const below = share === undefined ? '' : `${part ?? count} ${of ?? ''}`
  return html`<rect x="${x}" y="150" width="${column}" height="5" fill="${colour}"/>
${text(headline.name[language], { x, y: 190, size: 24, weight: 600, room: column })}
${text(share ?? count, { x, y: 272, size: 84, weight: 800, colour, room: column })}
${text(below, { x, y: 312, size: 24, weight: 600, room: column })}`
})}
${funnelBars(report, wording)}
${text(report.publication.producer[language], { x: margin, y: 606, size: 18, colour: muted, room: column })}
${text('Capaian.', { x: width - margin, y: 606, size: 20, weight: 800, colour: first, room: 200, end: true })}
</svg>`.markup
}

function funnelBars(report: Report, wording: Wording): Markup[] {
  const { language, formats } = wording
  const comparedStage = findComparedStage(report)
  const [top, bottom] = [340, 580]
  const step = Math.min(40, (bottom - top) / Math.max(1, report.funnel.length))
  const [left, length] = [430, 470]
  const size = Math.min(20, step * 0.6)
  const bar = ({ shareOfFirst }: Step) =>
    shareOfFirst === 'undefined' ? 2 : Math.max(2, (length * Math.min(100, Number(shareOfFirst))) / 100)
  return report.funnel.map((each, i) => {
    const y = top + i * step
    const line = y + step / 2 + size * 0.36
    const colour = each.stage === comparedStage ? contrast : first
    return html`
${text(each.stage, { x: margin, y: line, size, weight: 600, room: 50 })}${text(each.name[language], { x: margin + 50, y: line, size, room: 310 })}
<rect x="${left}" y="${y + 4}" width="${length}" height="${step - 8}" fill="${track}"/><rect x="${left}" y="${y + 4}" width="${bar(each).toFixed(1)}" height="${step - 8}" fill="${colour}"/>
${text(formats.number(each.members), { x: 1020, y: line, size, weight: 600, room: 110, end: true })}${text(formats.percent(each.shareOfFirst), { x: 1140, y: line, size, colour: muted, room: 110, end: true })}
<rect x="${margin}" y="${(y + step).toFixed(1)}" width="1080" height="1" fill="${hairline}"/>`
  })
}

type TextPlace = {
  x: number
  y: number
  size: number
  weight?: 400 | 600 | 800
  colour?: string
  /** How wide the text may be. A longer text is set smaller. */
  room: number
  /** Whether `x` is where the text ends. */
  end?: true
}

/** The greatest width of a character of ordinary text, in parts of the text's size. */
const characterWidth = 0.62

/** The font names each weight as a separate family. */
const families = {
  400: 'Plus Jakarta Sans',
  600: 'Plus Jakarta Sans SemiBold',
  800: 'Plus Jakarta Sans ExtraBold',
}

function text(content: string, { x, y, size, weight = 400, colour = ink, room, end }: TextPlace): Markup {
  const printableText = makePrintable(content)
  const fittingSize = Math.min(size, room / (characterWidth * Math.max(1, printableText.length)))
  return html`<text x="${x}" y="${y.toFixed(1)}" font-size="${fittingSize.toFixed(1)}" font-family="${families[weight]}" font-weight="${weight}" fill="${colour}"${end && html` text-anchor="end"`}>${printableText}</text>`
}
