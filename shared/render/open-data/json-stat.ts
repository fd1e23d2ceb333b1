import type { Bilingual } from '../../domain/bilingual.ts'
import { type Dimension, dimensionNames, dimensions } from '../../domain/ledger/breakdown-dimensions.ts'
import {
  listObservations,
  listUsedDimensions,
  type Observation,
  readPartCode,
  total,
} from '../../domain/report/observation.ts'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'

/**
 * How the members in a JSON-stat dataset are divided. Each division covers the same members, so each is a dataset of
 * its own.
 */
export type StatDivision = 'area' | Dimension
export const statDivisions: StatDivision[] = ['area', ...dimensionNames]

/** The divisions that reports use. */
export const listDivisions = (reports: Report[]): StatDivision[] => ['area', ...listUsedDimensions(reports)]

const area: Bilingual = { id: 'Wilayah', en: 'Area' }
const everybody: Bilingual = { id: 'Semua', en: 'All' }

/** The name of a division. */
export const nameDivision = (by: StatDivision): Bilingual => (by === 'area' ? area : dimensions[by].name)

/**
 * Members by month, division and stage as JSON-stat 2.0. `status` marks the cells that are hidden or show an earlier
 * month's number.
 */
export function jsonStat(reports: Report[], by: StatDivision, language: Language) {
  const last = reports.at(-1)
  const observations = reports.flatMap(listObservations).filter((each) => isDividedBy(each, by, last))
  const cells = new Map(observations.map((each) => [makeCellKey(each.month, readPart(each, by), each.stage), each]))
  const months = reports.map(({ month }) => month)
  const parts = new Map(observations.map((each) => [readPart(each, by), namePart(reports, each, by, language)]))
  const stages = new Map(
    reports.flatMap(({ funnel, complete }) =>
      [...funnel, complete].map(({ stage, name }) => [stage, name[language]] as const),
    ),
  )
  const orderedCells = months.flatMap((month) =>
    [...parts.keys()].flatMap((part) => [...stages.keys()].map((stage) => cells.get(makeCellKey(month, part, stage)))),
  )
  const dimension = (label: string, categories: Map<string, string>) => ({
    label,
    category: { index: [...categories.keys()], label: Object.fromEntries(categories) },
  })
  const isIndonesian = language === 'id'
  return {
    version: '2.0',
    class: 'dataset',
    label: [last?.publication.title[language], nameDivision(by)[language]].filter(Boolean).join(': '),
    source: last?.publication.producer[language] ?? '',
    updated: last?.issuedAt ?? '',
    id: ['period', by, 'stage'],
    size: [months.length, parts.size, stages.size],
    role: { time: ['period'], ...(by === 'area' && { geo: [by] }) },
    dimension: {
      period: dimension(isIndonesian ? 'Bulan' : 'Month', new Map(months.map((month) => [month, month]))),
      [by]: dimension(nameDivision(by)[language], parts),
      stage: dimension(isIndonesian ? 'Tahap' : 'Stage', stages),
    },
    value: orderedCells.map((each) => each?.members ?? null),
    status: Object.fromEntries(
      orderedCells.flatMap((each, i) => (each && each.status !== 'shown' ? [[String(i), each.status] as const] : [])),
    ),
    extension: { issues: reports.map(({ month, number, hash }) => ({ month, number, hash })) },
  }
}

/**
 * Whether a number belongs in the dataset of a division: in every other dimension it is a total and, unless the division
 * is by area, it is about the whole area.
 */
const isDividedBy = (each: Observation, by: StatDivision, last: Report | undefined): boolean =>
  dimensionNames.every((dimension) => dimension === by || readPartCode(each, dimension) === total) &&
  (by === 'area' || each.area === last?.scope.area.code)

function namePart(reports: Report[], each: Observation, by: StatDivision, language: Language): string {
  if (by === 'area') return each.areaName
  const part = readPartCode(each, by)
  if (part === total) return everybody[language]
  const rows = reports.flatMap(({ breakdowns }) => breakdowns).flatMap((one) => (one.by === by ? one.rows : []))
  return rows.findLast(({ code }) => code === part)?.name[language] ?? part
}

const readPart = (each: Observation, by: StatDivision): string => (by === 'area' ? each.area : readPartCode(each, by))

const makeCellKey = (...parts: string[]): string => parts.join(' ')
