import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { listPlaces, type Place, searchPlaces } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'

/** The whole programme, or a part of it that has a public page. */
export type ChosenPlace = 'whole' | Place

const mostNamed = 8

/** Finds the one place that was named, or says what is wrong. Without a name, it is the whole programme. */
export function choosePlace(report: Report, asked: string | undefined, problems: Problem[]): ChosenPlace | undefined {
  if (asked === undefined || isWhole(report, asked)) return 'whole'
  const found = searchPlaces(listPlaces(report), asked)
  const [one] = found
  if (one && found.length === 1) return one
  if (!one) {
    problems.push({ code: 'place_unknown', path: ['place'], params: { place: asked } })
    return undefined
  }
  const named = found.slice(0, mostNamed).map(({ code, name }) => `${name} (${code})`)
  const places = [...named, ...(found.length > mostNamed ? ['…'] : [])].join(', ')
  problems.push({ code: 'place_ambiguous', path: ['place'], params: { place: asked, places } })
  return undefined
}

const isWhole = ({ scope: { area } }: Report, asked: string): boolean =>
  [area.code, area.name].some((each) => each.toLowerCase() === asked.toLowerCase())
