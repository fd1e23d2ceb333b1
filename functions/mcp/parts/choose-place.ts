import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { listPlaces, type Place, searchPlaces } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'

/** The whole programme, or a part of it that has a public page. */
export type ChosenPlace = 'whole' | Place

const mostNamed = 8

/** Finds the one place that was named, or says what is wrong. Without a name, it is the whole programme. */
export function choosePlace(
  report: Report,
  placeName: string | undefined,
  problems: Problem[],
): ChosenPlace | undefined {
  if (placeName === undefined || isWhole(report, placeName)) return 'whole'
  const found = searchPlaces(listPlaces(report), placeName)
  const [one] = found
  if (one && found.length === 1) return one
  if (!one) {
    problems.push({ code: 'place_unknown', path: ['place'], params: { place: placeName } })
    return undefined
  }
  const candidates = found.slice(0, mostNamed).map(({ code, name }) => `${name} (${code})`)
  const places = [...candidates, ...(found.length > mostNamed ? ['…'] : [])].join(', ')
  problems.push({ code: 'place_ambiguous', path: ['place'], params: { place: placeName, places } })
  return undefined
}

const isWhole = ({ scope: { area } }: Report, placeName: string): boolean =>
  [area.code, area.name].some((each) => each.toLowerCase() === placeName.toLowerCase())
