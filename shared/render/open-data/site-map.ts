import { checkPath } from '../../domain/report/proof.ts'
import { listPlaces, placePath, placesPath } from '../../domain/report/public-place.ts'
import type { Report } from '../../domain/report/report.ts'
import { html } from '../markup.ts'
import { dataPath } from './paths.ts'

/** Every page that a search engine may list: the latest figures, every month and every place. */
export function siteMap(latest: Report | undefined, months: string[], origin: string): string {
  const places = latest ? listPlaces(latest).map((place) => placePath(place)) : []
  const paths = ['/', placesPath, dataPath, checkPath, ...months.map((month) => `/reports/${month}`), ...places]
  return html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${paths.map((path) => html`<url><loc>${origin}${path}</loc></url>\n`)}</urlset>
`.markup
}

export const robots = (origin: string): string => `User-agent: *\nAllow: /\nSitemap: ${origin}/sitemap.xml\n`
