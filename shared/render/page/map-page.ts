import { listPlaces, placePath } from '../../domain/report/public-place.ts'
import { listShares } from '../../domain/report/ranked-places.ts'
import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { findComparedStage } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { shareTable } from '../tables/shares.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { type PageOptions, page } from './frame.ts'
import { renderTable } from './table.ts'
import { hiddenNote } from './table-sections.ts'
import { tileMap } from './tile-map.ts'

/** The path of the map of a stage: of the latest month, or of one issue for good. */
export const mapPath = (stage: string, issue?: { month: string; number: number }): string =>
  `${issue ? `/reports/${issue.month}/${issue.number}` : ''}/peta/${stage}`

/** Whether a report can be shown as a map of a stage. */
export const hasMap = (report: Report, stage: string): boolean =>
  report.publication.tiles !== undefined &&
  report.funnel.slice(1).some((step) => step.stage === stage) &&
  listShares(report, stage).length > 0

/** A stage's share of the registered members in every district, as a map and as a table. */
export function mapPage(report: Report, stage: string, options: PageOptions): string {
  const wording = wordingOf(options.language)
  const { formats, language } = wording
  const name = report.funnel.find((step) => step.stage === stage)?.name[language] ?? ''
  const title = `${stage} ${name}, ${formats.month(report.month)}`
  const places = new Map(listPlaces(report).map((place) => [place.code, place]))
  const linkRow = ([code]: unknown[]) => {
    const place = places.get(String(code))
    return place && `${placePath(place, report)}${languageQuery(language)}`
  }
  const summary =
    language === 'id'
      ? `Persentase anggota terdaftar yang mencapai ${stage} ${name}, menurut kecamatan.`
      : `Members who attained ${stage} ${name}, as a share of those registered, by district.`
  return page(
    title,
    options.isFront ? mapPath(stage) : mapPath(stage, report),
    options,
    html`<h1>${title}</h1>
<p class="stand">${summary}</p>
${stageLinks(report, stage, options.isFront ? undefined : report, wording)}
${tileMap(report, stage, wording)}
<section aria-labelledby="tabel"><h2 id="tabel">${language === 'id' ? 'Dalam angka' : 'In numbers'}</h2>${renderTable(shareTable(report, stage, wording), report, wording, linkRow)}${hiddenNote(report, wording)}</section>`,
    wording,
    { report, summary: `${title}. ${summary}` },
  )
}

const stageLinks = (report: Report, stage: string, issue: Report | undefined, { language }: Wording): Markup =>
  html`<nav class="stages" aria-label="${language === 'id' ? 'Tahap' : 'Stage'}">${report.funnel
    .slice(1)
    .map((step) =>
      step.stage === stage
        ? html`<b aria-current="page">${step.stage}</b> `
        : html`<a href="${mapPath(step.stage, issue)}${languageQuery(language)}" title="${step.name[language]}">${step.stage}</a> `,
    )}</nav>`

/** The map of the stage that the report compares, for the first screens of the page. */
export function mapSection(report: Report, wording: Wording): Markup | undefined {
  const stage = findComparedStage(report) ?? report.funnel.at(-1)?.stage
  if (stage === undefined || !hasMap(report, stage)) return undefined
  // If every district is blank, the page of the map says why.
  if (listShares(report, stage).every(({ share }) => share === null)) return undefined
  const map = tileMap(report, stage, wording)
  const { language } = wording
  const name = report.funnel.find((step) => step.stage === stage)?.name[language] ?? ''
  const explanation =
    language === 'id' ? 'sebagai persentase anggota terdaftar, menurut kecamatan' : 'of those registered, by district'
  return html`<section aria-labelledby="peta"><h2 id="peta">${stage} ${name} ${explanation}</h2>
${map}
<p class="small"><a href="${mapPath(stage, report)}${languageQuery(language)}">${language === 'id' ? 'Tabel dan peta tahap lain' : 'Its table, and maps of the other stages'}</a></p></section>`
}
