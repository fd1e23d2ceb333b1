import type { Figures } from '../figures/figures.ts'
import type { Frame } from '../ledger/frame.ts'
import { firstStage } from '../programme/programme.ts'
import { Gender, genderNames } from '../values/gender.ts'
import { percentage } from '../values/percentage.ts'
import type { Breakdown, BreakdownRow } from './report.ts'

export function breakdownsOf(frame: Frame, own: Figures): Breakdown[] {
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
  const categoryNames = new Map(programme.categories.map(({ code, name }) => [code, name]))
  return [
    ...levels,
    ...(own.agency === undefined
      ? [
          {
            by: 'agency',
            name: { id: 'Perangkat daerah', en: 'Agency' },
            rows: own.agencies.map(({ name, ...rest }) => row(rest, { id: name, en: name })),
          },
        ]
      : []),
    {
      by: 'gender',
      name: { id: 'Jenis kelamin', en: 'Gender' },
      rows: own.genders.map((each) => row(each, genderNames[Gender.parse(each.code)])),
    },
    {
      by: 'category',
      name: { id: 'Kategori', en: 'Category' },
      rows: own.categories.map((each) => row(each, categoryNames.get(each.code) ?? { id: each.name, en: each.name })),
    },
  ]
}
