import { readPlace } from '../../domain/report/public-place.ts'
import { findComparedStage } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import type { PlaceView } from '../words/place-sentences.ts'
import type { Wording } from '../words/wording.ts'
import { shareBar } from './charts.ts'

/** The funnel of a place, with the share of the whole programme in each bar. */
export function placeFunnel({ place, report }: PlaceView, wording: Wording): Markup {
  const { words, formats, language } = wording
  const cells = readPlace(report, place)
  const comparedStage = findComparedStage(report)
  const isEarlier = (stage: string) => cells[stage]?.asOf !== undefined
  const first = report.funnel[0]?.stage ?? ''
  const note =
    language === 'id'
      ? 'Jumlah anggota yang telah mencapai setiap tahap dan persentasenya terhadap anggota terdaftar. Garis tegak pada batang menunjukkan persentase seluruh program.'
      : 'How many members have attained each stage, and their share of those registered. The upright line in a bar is the share in the whole programme.'
  return html`<p class="note">${note}</p>
<ol class="funnel">${report.funnel.map(({ stage, name, shareOfFirst }) => {
    const cell = cells[stage]
    const share = cell?.shareOfFirst ?? null
    const mark = isEarlier(stage) ? '*' : ''
    const shareMark = isEarlier(stage) || isEarlier(first) ? '*' : ''
    return html`<li><span class="stage"><b>${stage}</b> ${name[language]}</span><span class="pic">${shareBar(share ?? 'undefined', stage === comparedStage ? 'contrast' : 'first', shareOfFirst)}</span><span class="n">${cell?.members == null ? html`<span class="hid" title="${words.hidden}">•<span class="skip"> ${words.hidden}</span></span>` : `${formats.number(cell.members)}${mark}`}</span><span class="s">${share === null ? '–' : `${formats.percent(share)}${shareMark}`}</span></li>`
  })}</ol>`
}
