import { placePath } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { leadingHeadlines } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { shortName } from '../words/names.ts'
import { type PlaceView, placeSentence } from '../words/place-sentences.ts'
import { wordingOf } from '../words/wording.ts'
import { headlineBlock } from './headline-block.ts'
import { placeFunnel } from './place-funnel.ts'
import { stylePath } from './style.ts'

/** A small page for frames on other sites: both headlines, or a place's funnel, with a link to the full page. */
export function embedPage(report: Report, view: PlaceView | undefined, origin: string, language: Language): string {
  const wording = wordingOf(language)
  const name = view?.place.name ?? shortName(report, wording)
  const title = `${name}, ${wording.formats.month(report.month)}`
  const path = view ? placePath(view.place, report) : `/reports/${report.month}/${report.number}`
  const content: Markup = view
    ? html`<p class="why">${placeSentence(view, wording)}</p>${placeFunnel(view, wording)}`
    : html`<div class="pair">${leadingHeadlines(report).map((headline, i) => headlineBlock(report, headline, i, wording))}</div>`
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Capaian</title>
<link rel="stylesheet" href="${stylePath}">
</head>
<body>
<main class="frame embed"><h1>${title}</h1>
${content}
<p class="small"><a href="${origin}${path}${languageQuery(language)}" target="_blank" rel="noopener">${report.publication.producer[language]} · ${wording.words.issue.toLowerCase()} ${report.number}</a></p></main>
</body>
</html>
`.markup
}
