import { type Figures, listRowsBy } from '../figures/figures.ts'
import { dimensionNames, dimensions, valuesIn } from '../ledger/breakdown-dimensions.ts'
import type { Frame } from '../ledger/frame.ts'
import { firstStage } from '../programme/programme.ts'
import { percentage } from '../values/percentage.ts'
import type { Breakdown, BreakdownRow } from './report.ts'

export function makeBreakdowns(frame: Frame, own: Figures): Breakdown[] {
  const { programme, areas } = frame
  const first = firstStage(programme).code
  const row = (
    { code, stages }: { code: string; stages: Figures['areas'][number]['stages'] },
    name: BreakdownRow['name'],
    parent?: string,
  ): BreakdownRow => ({
    code,
    name,
    ...(parent !== undefined && { parent }),
    stages: Object.fromEntries(
      Object.entries(stages).map(([stage, { cumulative, inMonth }]) => [
        stage,
        {
          members: cumulative,
          shareOfFirst: percentage(cumulative, stages[first]?.cumulative ?? 0),
          net: inMonth.net,
        },
      ]),
    ),
  })
  const depth = areas.pathOf(own.area.code).length
  const levels = [1, 2].flatMap((below) => {
    const rows = own.areas
      .filter(({ code }) => areas.pathOf(code).length === depth + below)
      .map(({ name, parent, ...rest }) => row(rest, { id: name, en: name }, below > 1 ? parent : undefined))
    const name = programme.publication.areaLevels[depth + below - 2] ?? { id: 'Wilayah', en: 'Area' }
    return rows.length === 0 ? [] : [{ by: `area_${below}`, name, rows }]
  })
  const byDimension = dimensionNames
    .filter((dimension) => dimension !== 'agency' || own.agency === undefined)
    .flatMap((dimension) => {
      const { name } = dimensions[dimension]
      const names = new Map(valuesIn(programme, dimension).map((value) => [value.code, value.name]))
      const rows = listRowsBy(own, dimension).map((each) =>
        row(each, names.get(each.code) ?? { id: each.name, en: each.name }),
      )
      return rows.length === 0 ? [] : [{ by: dimension, name, rows }]
    })
  return [...levels, ...byDimension]
}
