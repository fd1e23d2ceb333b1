import type { Month } from '../../domain/calendar.ts'
import { checkPath } from '../../domain/report/proof.ts'
import { type Place, placePath, placesPath } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { fontWeights } from '../fonts.ts'
import { html, type Markup } from '../markup.ts'
import { dataPath, feedPath } from '../open-data/paths.ts'
import { describePicture, picturePath, pictureSize } from '../picture/picture-address.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { stylePath } from './style.ts'
import { fontPath, iconPath } from './style-foundation.ts'

/** An issue that readers can choose. */
export type IssueChoice = { month: Month; number: number }

export type PageOptions = {
  language: Language
  /** The address of the pages, without a slash at its end. It is part of the addresses that are cited and shared. */
  origin: string
  /** Every issue; the latest of a month comes last. */
  issues: IssueChoice[]
  /** Whether this is the front page, which shows the first screens; a report page shows every table. */
  isFront: boolean
}

/** The report that a page shows, a summary of the page, and the place that the page is about, if any. */
type Subject = { report: Report; summary: string; place?: Place }

export function page(
  title: string,
  path: string,
  { issues, origin }: PageOptions,
  content: Markup,
  wording: Wording,
  subject?: Subject,
  script?: string,
): string {
  const { language } = wording
  const other = language === 'id' ? 'en' : 'id'
  const address = (tongue: Language) => path + languageQuery(tongue)
  const skip = language === 'id' ? 'Langsung ke isi' : 'Skip to the content'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Capaian</title>
${subject && previewTags(title, subject, origin, address(language), wording)}
<link rel="canonical" href="${origin}${address(language)}">
<link rel="alternate" type="application/atom+xml" href="${feedPath}${languageQuery(language)}" title="Capaian">
<link rel="icon" href="${iconPath}" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
${fontWeights.map((weight) => html`<link rel="preload" href="${fontPath(weight)}" as="font" type="font/woff2" crossorigin>`)}
${script !== undefined && html`<script src="${script}" defer></script>`}
<link rel="alternate" hreflang="${other}" href="${address(other)}">
</head>
<body>
<a class="skip" href="#isi">${skip}</a>
<header class="bar"><div class="frame">
<a class="mark" href="/${languageQuery(language)}">Capaian<span>.</span></a>
<nav class="tongues" aria-label="${language === 'id' ? 'Bahasa' : 'Language'}">${(['id', 'en'] as const).map(
    (tongue) =>
      tongue === language
        ? html`<b aria-current="true" lang="${tongue}">${tongue.toUpperCase()}</b>`
        : html`<a href="${address(tongue)}" lang="${tongue}" hreflang="${tongue}" aria-label="${tongue === 'id' ? 'ID, Bahasa Indonesia' : 'EN, English'}">${tongue.toUpperCase()}</a>`,
  )}</nav>
<a href="${placesPath}${languageQuery(language)}">${language === 'id' ? 'Wilayah' : 'Areas'}</a>
${monthForm(issues, subject, language)}
</div></header>
<main id="isi" class="frame">${content}</main>
<footer><div class="frame">${language === 'id' ? 'Angka di halaman ini berasal dari terbitan yang tidak pernah diubah; koreksi terbit dengan nomor baru.' : 'The figures on this page come from frozen issues: what is corrected is issued again, under a new number.'} <a href="${dataPath}${languageQuery(language)}">${language === 'id' ? 'Data terbuka' : 'Open data'}</a> · <a href="${checkPath}${languageQuery(language)}">${language === 'id' ? 'Periksa keasliannya' : 'Check them yourself'}</a></div></footer>
</body>
</html>
`.markup
}

/** The tags from which other sites make a preview of a shared page. */
const previewTags = (
  title: string,
  { report, summary }: Subject,
  origin: string,
  path: string,
  wording: Wording,
): Markup => html`<meta name="description" content="${summary}">
<meta property="og:type" content="website">
<meta property="og:site_name" content="Capaian">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${summary}">
<meta property="og:url" content="${origin}${path}">
<meta property="og:locale" content="${wording.language === 'id' ? 'id_ID' : 'en_GB'}">
<meta property="og:image" content="${origin}${picturePath(report, wording.language)}">
<meta property="og:image:type" content="image/png">
<meta property="og:image:width" content="${pictureSize.width}">
<meta property="og:image:height" content="${pictureSize.height}">
<meta property="og:image:alt" content="${describePicture(report, wording)}">
<meta name="twitter:card" content="summary_large_image">`

/**
 * A form to choose a month, newest first. It opens the month's latest issue and keeps the chosen place. It works
 * without scripts.
 */
function monthForm(issues: IssueChoice[], { report, place }: Partial<Subject> = {}, language: Language): Markup {
  const { formats } = wordingOf(language)
  const months = [...new Set(issues.map((each) => each.month))].toSorted().toReversed()
  if (months.length === 0) return html``
  const label = language === 'id' ? 'Bulan' : 'Month'
  return html`<form action="/reports" method="get"><label for="bulan">${label}</label>
<select id="bulan" name="month">${months.map((each) =>
    each === report?.month
      ? html`<option value="${each}" selected>${formats.month(each)}</option>`
      : html`<option value="${each}">${formats.month(each)}</option>`,
  )}</select>${place && html`<input type="hidden" name="place" value="${placePath(place)}">`}${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<button>${language === 'id' ? 'Buka' : 'Open'}</button></form>`
}
