import type { Report } from '../../domain/report/report.ts'
import { html, type Markup } from '../markup.ts'
import { quote } from '../quote.ts'
import type { Wording } from '../words/wording.ts'

export function obstacleSection(obstacles: Report['obstacles'], { words, language }: Wording): Markup | undefined {
  if (obstacles.length === 0) return undefined
  return html`<section aria-labelledby="kendala"><h2 id="kendala">${words.obstacles}</h2>${obstacles.map(
    ({ areaName, agency, obstacle, followUp }) =>
      html`<div class="ob"><h3>${areaName}${agency !== undefined && `, ${agency}`}</h3><p><b>${words.obstacle}.</b> ${quote(obstacle, language)}</p><p><b>${words.followUp}.</b> ${quote(followUp, language)}</p></div>`,
  )}</section>`
}
