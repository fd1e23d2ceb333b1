import { listObservations, type Observation, total } from '../../domain/report/observation.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'

/**
 * Members by month, area and stage as JSON-stat 2.0. Agencies, genders and categories are other divisions of the same
 * members, so they are in the CSV only. `status` marks the cells that are hidden or show an earlier month's number.
 */
export function jsonStat(reports: Report[], language: Language) {
  const last = reports.at(-1)
  const byArea = reports.flatMap(listObservations).filter(isOfArea)
  const cells = new Map(byArea.map((each) => [keyOf(each.month, each.area, each.stage), each]))
  const months = reports.map(({ month }) => month)
  const areas = new Map(byArea.map(({ area, areaName }) => [area, areaName]))
  const stages = new Map(
    reports.flatMap(({ funnel, complete }) =>
      [...funnel, complete].map(({ stage, name }) => [stage, name[language]] as const),
    ),
  )
  const found = months.flatMap((month) =>
    [...areas.keys()].flatMap((area) => [...stages.keys()].map((stage) => cells.get(keyOf(month, area, stage)))),
  )
  const dimension = (label: string, categories: Map<string, string>) => ({
    label,
    category: { index: [...categories.keys()], label: Object.fromEntries(categories) },
  })
  const id = language === 'id'
  return {
    version: '2.0',
    class: 'dataset',
    label: last?.publication.title[language] ?? '',
    source: last?.publication.producer[language] ?? '',
    updated: last?.issuedAt ?? '',
    id: ['period', 'area', 'stage'],
    size: [months.length, areas.size, stages.size],
    role: { time: ['period'], geo: ['area'] },
    dimension: {
      period: dimension(id ? 'Bulan' : 'Month', new Map(months.map((month) => [month, month]))),
      area: dimension(id ? 'Wilayah' : 'Area', areas),
      stage: dimension(id ? 'Tahap' : 'Stage', stages),
    },
    value: found.map((each) => each?.members ?? null),
    status: Object.fromEntries(
      found.flatMap((each, i) => (each && each.status !== 'shown' ? [[String(i), each.status] as const] : [])),
    ),
    extension: { issues: reports.map(({ month, number, hash }) => ({ month, number, hash })) },
  }
}

const isOfArea = ({ agency, gender, category }: Observation): boolean =>
  [agency, gender, category].every((code) => code === total)

const keyOf = (...parts: string[]): string => parts.join(' ')
