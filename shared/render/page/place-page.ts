import { listPlaces, placePath, readPlace } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { findComparedStage } from '../headline.ts'
import { html, type Markup } from '../markup.ts'
import { placeFunnelTable, placePartsTable, placeSeriesTable } from '../tables/place.ts'
import { describeColumns } from '../words/columns-sentence.ts'
import { shortName } from '../words/names.ts'
import { type PlaceView, placeSentence } from '../words/place-sentences.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { columnChart } from './charts.ts'
import { type PageOptions, page } from './frame.ts'
import { obstacleSection } from './obstacle-section.ts'
import { placeFunnel } from './place-funnel.ts'
import { placeForm, placeLink } from './place-search.ts'
import { renderTable } from './table.ts'
import { hiddenNote } from './table-sections.ts'

/**
 * The page of a city, district or agency. Every number on it is in the public reports of its months, or is computed from
 * numbers that these show.
 */
export function placePage(view: PlaceView, options: PageOptions): string {
  const { place, parent, report } = view
  const wording = wordingOf(options.language)
  const { words, formats, language } = wording
  const title = `${place.name}, ${formats.month(report.month)}`
  const sentence = placeSentence(view, wording)
  const permanentPath = placePath(place, report)
  return page(
    title,
    options.isFront ? placePath(place) : permanentPath,
    options,
    html`
<p class="kicker">${place.level[language]}${parent && html` · ${placeLink(parent, language)}`}</p>
<h1>${title}</h1>
<p class="stand"><a href="/reports/${report.month}/${report.number}${languageQuery(language)}">${shortName(report, wording)}</a> · ${words.issue.toLowerCase()} ${report.number}, ${formats.instant(report.issuedAt, report.programme.zone)} · <a href="${permanentPath}${languageQuery(language)}">${language === 'id' ? 'alamat tetap' : 'permanent address'}</a></p>
<p class="why">${sentence}</p>
${funnel(view, wording)}
${trend(view, wording)}
${parts(view, wording)}
${obstacleSection(ownObstacles(view), wording)}
<section aria-labelledby="lain"><h2 id="lain">${language === 'id' ? 'Wilayah lain' : 'Other places'}</h2>${placeForm(language)}
<p class="small"><b>${words.hash}</b> <code>${report.hash}</code></p></section>`,
    wording,
    { report, summary: sentence, place },
  )
}

const funnel = (view: PlaceView, wording: Wording): Markup =>
  html`<section aria-labelledby="corong"><h2 id="corong">${wording.words.funnelOf(view.report.funnel.length)}</h2>
${placeFunnel(view, wording)}
${renderTable(placeFunnelTable(view, wording), view.report, wording)}${hiddenNote(view.report, wording)}</section>`

/** The two stages that reports compare, month by month, and every stage in a table. */
function trend({ place, report, reports, parent }: PlaceView, wording: Wording): Markup {
  const { language, formats } = wording
  const { headlines, funnel: steps } = report
  const table = placeSeriesTable({ place, parent, report, reports }, wording)
  const leadingStages = [...new Set([steps[0]?.stage, findComparedStage(report)])].flatMap((stage) => stage ?? [])
  const charts = leadingStages.flatMap((stage, i) => {
    const name = headlines.find(({ counts }) => counts === stage)?.name[language] ?? stage
    const columns = reports.map((each) => ({
      month: each.month,
      value: readPlace(each, place)[stage]?.members ?? null,
    }))
    // If everything is hidden or 0, there is nothing to draw; the table says so.
    if (columns.every(({ value }) => value === null || value === 0)) return []
    return html`<div><h3>${name}</h3>${columnChart(columns, i === 0 ? 'first' : 'contrast', `${name}: ${describeColumns(columns, wording)}`, formats)}</div>`
  })
  return html`<section aria-labelledby="bulan-bulan"><h2 id="bulan-bulan">${table.title}</h2>${reports.length > 1 && html`<div class="charts">${charts}</div>`}${renderTable(table, report, wording)}</section>`
}

function parts({ place, report }: PlaceView, wording: Wording): Markup | undefined {
  const children = listPlaces(report).filter(({ parent }) => parent === place.code)
  const [firstChild] = children
  if (place.kind === 'agency' || !firstChild) return undefined
  const table = {
    ...placePartsTable(report, children, wording),
    title: wording.words.by(firstChild.level[wording.language]),
  }
  const linkRow = ([code]: unknown[]) => {
    const part = children.find((each) => each.code === code)
    return part && `${placePath(part)}${languageQuery(wording.language)}`
  }
  return tableSection('bagian', table, report, wording, linkRow)
}

const tableSection = (
  id: string,
  table: Parameters<typeof renderTable>[0],
  report: Report,
  wording: Wording,
  linkRow?: (row: unknown[]) => string | undefined,
): Markup =>
  html`<section aria-labelledby="${id}"><h2 id="${id}">${table.title}</h2>${renderTable(table, report, wording, linkRow)}</section>`

/** The obstacles written for the place, or for a place in it. */
const ownObstacles = ({ place, report: { obstacles } }: PlaceView): Report['obstacles'] =>
  obstacles.filter(({ area, agency }) =>
    place.kind === 'agency' ? agency === place.code : area === place.code || area.startsWith(`${place.code}.`),
  )
