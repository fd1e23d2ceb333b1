import type { Problem } from '../problems/app-error.ts'
import type { AreaTree } from './area-tree.ts'
import type { Programme } from './programme.ts'

const knows = (known: { code: string }[], asked: string): boolean => known.some(({ code }) => code === asked)

/** An agency's code that the programme does not know; nothing where none is given. */
export const agencyProblems = ({ agencies }: Pick<Programme, 'agencies'>, agency: string | undefined): Problem[] =>
  agency === undefined || knows(agencies, agency)
    ? []
    : [{ code: 'agency_unknown', path: ['agency'], params: { agency } }]

/** A category's code that the programme does not know; nothing where none is given. */
export const categoryProblems = (
  { categories }: Pick<Programme, 'categories'>,
  category: string | undefined,
): Problem[] =>
  category === undefined || knows(categories, category)
    ? []
    : [{ code: 'category_unknown', path: ['category'], params: { category } }]

/** A stage's code that the programme does not know; nothing where none is given. */
export const stageProblems = (
  { stages }: Pick<Programme, 'stages'>,
  stage: string | undefined,
  path: (string | number)[] = ['stage'],
): Problem[] =>
  stage === undefined || knows(stages, stage) ? [] : [{ code: 'stage_unknown', path, params: { stage } }]

/** An indicator's code that the programme does not know. */
export const indicatorProblems = ({ indicators }: Pick<Programme, 'indicators'>, indicator: string): Problem[] =>
  knows(indicators, indicator) ? [] : [{ code: 'indicator_unknown', path: ['indicator'], params: { indicator } }]

/** An area's code that there is not; nothing where none is given. */
export const areaProblems = (areas: Pick<AreaTree, 'find'>, area: string | undefined): Problem[] =>
  area === undefined || areas.find(area) ? [] : [{ code: 'area_unknown', path: ['area'], params: { area } }]
