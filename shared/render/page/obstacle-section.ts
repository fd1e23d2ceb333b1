import type { Report } from '../../domain/report/report.ts'
import { html, type Markup } from '../markup.ts'
import type { Speech } from '../words/speech.ts'

export function obstacleSection(obstacles: Report['obstacles'], { words, language }: Speech): Markup | undefined {
  if (obstacles.length === 0) return undefined
  // Officials write in Indonesian.
  const written = language !== 'id' && html` lang="id"`
  return html`<section aria-labelledby="kendala"><h2 id="kendala">${words.obstacles}</h2>${obstacles.map(
    ({ areaName, agency, obstacle, followUp }) =>
      html`<div class="ob"><h3>${areaName}${agency !== undefined && `, ${agency}`}</h3><p><b>${words.obstacle}.</b> <span${written}>${obstacle}</span></p><p><b>${words.followUp}.</b> <span${written}>${followUp}</span></p></div>`,
  )}</section>`
}
