import type { Tile } from '../../domain/programme/programme.ts'
import { listShares, type PlaceShare } from '../../domain/report/ranked-places.ts'
import type { Report } from '../../domain/report/report.ts'
import { html, type Markup } from '../markup.ts'
import { extremesSentence } from '../words/extremes-sentence.ts'
import type { Wording } from '../words/wording.ts'
import { classifyShares, classOf, type ShareClass } from './share-classes.ts'

const side = 100
const gap = 4

/**
 * A map of equal tiles, one for each district, coloured by a stage's share of the registered members. The words of its
 * label and the table beside it say the same. Undefined if the programme has no tiles.
 */
export function tileMap(report: Report, stage: string, wording: Wording): Markup | undefined {
  const { publication } = report
  const { tiles = {} } = publication
  const places = listShares(report, stage).flatMap((share) => {
    const at = tiles[share.code]
    return at ? [{ ...share, at }] : []
  })
  if (places.length === 0) return undefined
  const classes = classifyShares(places.flatMap(({ share }) => share ?? []))
  const columns = Math.max(...places.map(({ at }) => at.column)) + 1
  const rows = Math.max(...places.map(({ at }) => at.row)) + 1
  const label = `${nameStage(report, stage, wording)}, ${wording.words.shareOfFirst}. ${extremesSentence(places, wording)}`
  return html`<figure class="map"><svg viewBox="0 0 ${columns * side} ${rows * side}" role="img" aria-label="${label}">${places.map(
    (place) => tile(place, place.at, classes, wording),
  )}</svg>
<figcaption><p>${extremesSentence(places, wording)}</p>${legend(classes, places, wording)}</figcaption></figure>`
}

const nameStage = ({ funnel }: Report, stage: string, { language }: Wording): string =>
  `${stage} ${funnel.find((step) => step.stage === stage)?.name[language] ?? ''}`

function tile(place: PlaceShare, { column, row }: Tile, classes: ShareClass[], { formats }: Wording): Markup {
  const { name, share, isEarlier } = place
  const [x, y] = [column * side, row * side]
  const words = name.split(' ')
  const middle = x + side / 2 - gap / 2
  const text = share === null ? '–' : `${formats.percent(share)}${isEarlier ? '*' : ''}`
  return html`<g><title>${name}: ${text}</title><rect class="${share === null ? 'q' : `q q${classOf(classes, share)}`}" x="${x}" y="${y}" width="${side - gap}" height="${side - gap}" rx="6"/>${words.map(
    (word, i) => html`<text class="nm" x="${middle}" y="${y + 24 + i * 18}">${word}</text>`,
  )}<text class="vl" x="${middle}" y="${y + 84}">${text}</text></g>`
}

function legend(classes: ShareClass[], shares: PlaceShare[], { language, formats }: Wording): Markup {
  const none = language === 'id' ? 'disembunyikan atau terlalu sedikit' : 'hidden or too few'
  return html`<ul class="legend">${classes.map(
    ({ from, to }, i) =>
      html`<li><svg aria-hidden="true" viewBox="0 0 20 20"><rect class="q q${i}" width="20" height="20"/></svg> ${from === to ? formats.percent(from) : `${formats.percent(from)}–${formats.percent(to)}`}</li>`,
  )}${shares.some(({ share }) => share === null) && html`<li><svg aria-hidden="true" viewBox="0 0 20 20"><rect class="q" width="20" height="20"/></svg> ${none}</li>`}</ul>`
}
