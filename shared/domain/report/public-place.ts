import type { Bilingual } from '../bilingual.ts'
import type { BreakdownCell, Report } from './report.ts'

/** A part of the programme that has a public page: a city, a district or an agency. */
export type Place = {
  kind: 'area' | 'agency'
  code: string
  name: string
  /** What places of its level are called. */
  level: Bilingual
  parent?: string
}

/** The breakdowns whose rows are places. */
const kinds: Record<string, Place['kind']> = { area_1: 'area', area_2: 'area', agency: 'agency' }

/** Every place of a report: the cities, their districts, the agencies. */
export const listPlaces = ({ breakdowns }: Pick<Report, 'breakdowns'>): Place[] =>
  breakdowns.flatMap(({ by, name: level, rows }) => {
    const kind = kinds[by]
    if (kind === undefined) return []
    return rows.map(
      ({ code, name, parent }): Place => ({
        kind,
        code,
        name: name.id,
        level,
        ...(parent !== undefined && { parent }),
      }),
    )
  })

/**
 * The cells of a report's breakdowns about a place, by stage. A page of a place shows only these, so it reveals no
 * more than the report of the whole programme.
 */
export const readPlace = (
  { breakdowns }: Pick<Report, 'breakdowns'>,
  { kind, code }: Pick<Place, 'kind' | 'code'>,
): Record<string, BreakdownCell> =>
  breakdowns
    .filter(({ by }) => kinds[by] === kind)
    .flatMap(({ rows }) => rows.find((row) => row.code === code) ?? [])[0]?.stages ?? {}

/**
 * The change in a place's members since an earlier report. Null if either number is hidden, or is not of its report's own
 * month.
 */
export function changeSince(cell: BreakdownCell | undefined, before: BreakdownCell | undefined): number | null {
  if (!isOwn(cell) || !isOwn(before)) return null
  return cell.members - before.members
}

/** Whether a cell shows the number of its report's own month. */
const isOwn = (cell: BreakdownCell | undefined): cell is BreakdownCell & { members: number } =>
  cell !== undefined && cell.members !== null && cell.asOf === undefined

/** The places that have the typed code, or every typed word in their name. */
export function searchPlaces(places: Place[], query: string): Place[] {
  const words = lettersOf(query).split(' ').filter(Boolean)
  if (words.length === 0) return []
  const byCode = places.filter(({ code }) => code.toLowerCase() === query.trim().toLowerCase())
  if (byCode.length > 0) return byCode
  const placesOfThisName = places.filter(({ name }) => lettersOf(name) === words.join(' '))
  return placesOfThisName.length > 0
    ? placesOfThisName
    : places.filter(({ name }) => words.every((word) => lettersOf(name).includes(word)))
}

const lettersOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const segments = { area: 'wilayah', agency: 'perangkat-daerah' } as const

/** The addresses of places: the list of all; a place in its latest month; and a place in one issue, for good. */
export const placesPath = '/wilayah'
export const placePath = (
  { kind, code }: Pick<Place, 'kind' | 'code'>,
  issue?: { month: string; number: number },
): string => `${issue ? `/reports/${issue.month}/${issue.number}` : ''}/${segments[kind]}/${code}`

/** Reads the kind of place in an address. */
export const readPlaceKind = (segment: string): Place['kind'] | undefined =>
  segment === segments.area ? 'area' : segment === segments.agency ? 'agency' : undefined
