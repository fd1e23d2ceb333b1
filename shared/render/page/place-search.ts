import { type Place, placePath, placesPath } from '../../domain/report/public-place.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { html, type Markup } from '../markup.ts'
import { wordingOf } from '../words/wording.ts'
import { type PageOptions, page } from './frame.ts'

/** A plain form that finds a city, district or agency by name. */
export function placeForm(language: Language, query = ''): Markup {
  const label = language === 'id' ? 'Cari kecamatan, kota, atau perangkat daerah' : 'Find a district, city or agency'
  return html`<form class="find" action="${placesPath}" method="get" role="search"><label for="cari">${label}</label>
<input id="cari" name="q" type="search" value="${query}" autocomplete="off" maxlength="80">${language === 'en' && html`<input type="hidden" name="lang" value="en">`}
<button>${language === 'id' ? 'Cari' : 'Find'}</button></form>`
}

type PlaceList = { places: Place[]; query: string; found: Place[] }

/** The places that a search found. If it found none, or nobody searched: every place by city. */
export function placeListPage({ places, query, found }: PlaceList, options: Omit<PageOptions, 'isFront'>): string {
  const { language } = options
  const wording = wordingOf(language)
  const isIndonesian = language === 'id'
  const title = isIndonesian ? 'Wilayah dan perangkat daerah' : 'Areas and agencies'
  return page(
    title,
    placesPath,
    { ...options, isFront: false },
    html`<h1>${title}</h1>
${placeForm(language, query)}
${query !== '' && renderFound(found, query, language)}
${found.length === 0 && placeGroups(places, language)}`,
    wording,
  )
}

const renderFound = (found: Place[], query: string, language: Language): Markup =>
  found.length === 0
    ? html`<p>${language === 'id' ? `Tidak ada wilayah atau perangkat daerah bernama “${query}”. Semuanya tercantum di bawah.` : `No area or agency is called “${query}”. All of them are listed below.`}</p>`
    : html`<ul>${found.map((place) => html`<li>${placeLink(place, language)} <span class="small">${place.level[language]}</span></li>`)}</ul>`

export const placeLink = (place: Place, language: Language): Markup =>
  html`<a href="${placePath(place)}${languageQuery(language)}">${place.name}</a>`

function placeGroups(places: Place[], language: Language): Markup[] {
  const cities = places.filter(({ kind, parent }) => kind === 'area' && parent === undefined)
  const agencies = places.filter(({ kind }) => kind === 'agency')
  const renderLinks = (group: Place[]) =>
    html`<ul class="places">${group.map((place) => html`<li>${placeLink(place, language)}</li>`)}</ul>`
  const agencyHeading = agencies[0]?.level[language] ?? ''
  return [
    ...cities.map(
      (city) =>
        html`<section><h2>${placeLink(city, language)}</h2>${renderLinks(places.filter(({ parent }) => parent === city.code))}</section>`,
    ),
    ...(agencies.length > 0 ? [html`<section><h2>${agencyHeading}</h2>${renderLinks(agencies)}</section>`] : []),
  ]
}
