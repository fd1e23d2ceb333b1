import { type Dimension, dimensionNames, type PartialClassification, valuesIn } from '../ledger/breakdown-dimensions.ts'
import type { Problem } from '../problems/app-error.ts'
import type { ProblemCode } from '../problems/problem-texts.ts'
import type { AreaTree } from './area-tree.ts'
import type { Programme } from './programme.ts'

const isKnown = (rows: { code: string }[], wantedCode: string): boolean => rows.some(({ code }) => code === wantedCode)

/** A problem if the programme does not know the agency; none if no agency is given. */
export const listAgencyProblems = ({ agencies }: Pick<Programme, 'agencies'>, agency: string | undefined): Problem[] =>
  agency === undefined || isKnown(agencies, agency)
    ? []
    : [{ code: 'agency_unknown', path: ['agency'], params: { agency } }]

const unknownCodes: Partial<Record<Dimension, ProblemCode>> = { agency: 'agency_unknown', category: 'category_unknown' }

/** A problem for each code of a classification that the programme does not know. */
export const listClassificationProblems = (programme: Programme, classification: PartialClassification): Problem[] =>
  dimensionNames.flatMap((dimension): Problem[] => {
    const value = classification[dimension]
    const values = valuesIn(programme, dimension)
    if (value === undefined || isKnown(values, value)) return []
    const code = unknownCodes[dimension]
    if (code) return [{ code, path: [dimension], params: { [dimension]: value } }]
    return [
      { code: 'value_choice', path: [dimension], params: { allowed: values.map((each) => each.code).join(', ') } },
    ]
  })

/** A problem if the programme does not know the stage; none if no stage is given. */
export const listStageProblems = (
  { stages }: Pick<Programme, 'stages'>,
  stage: string | undefined,
  path: (string | number)[] = ['stage'],
): Problem[] =>
  stage === undefined || isKnown(stages, stage) ? [] : [{ code: 'stage_unknown', path, params: { stage } }]

/** A problem if the programme does not know the indicator. */
export const listIndicatorProblems = ({ indicators }: Pick<Programme, 'indicators'>, indicator: string): Problem[] =>
  isKnown(indicators, indicator) ? [] : [{ code: 'indicator_unknown', path: ['indicator'], params: { indicator } }]

/** A problem if there is no such area; none if no area is given. */
export const listAreaProblems = (areas: Pick<AreaTree, 'find'>, area: string | undefined): Problem[] =>
  area === undefined || areas.find(area) ? [] : [{ code: 'area_unknown', path: ['area'], params: { area } }]
