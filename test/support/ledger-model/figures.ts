import type { Count, FigureNumbers, Line } from '../figure-numbers.ts'
import { all, listUpwards, type Place } from './places.ts'

/**
 * One step of one figure: on a line of the month `postedIn`, but belonging to `trueMonth` by its date. `days` is the time
 * since the first stage.
 */
export type Move = Place & { line: Line; stage: string; trueMonth: string; postedIn: string; days: number | undefined }

export type FigureQuery = { month: string; area: string; agency?: string; reading: 'as_posted' | 'restated' }

type Terms = { stages: string[]; agencies: string[]; categories: string[] }

const genders = ['female', 'male', 'unknown']
const bucketEnds = [-1, 7, 30, 90, 180, 365, Number.POSITIVE_INFINITY]
const effect = (line: Line) => (line === 'reversed' || line === 'reclassifiedOut' ? -1 : 1)

/** The figures that follow from the moves of a model. `nodes` are all areas, at every depth. */
export function modelFigures(moves: Move[], nodes: Set<string>, { stages, agencies, categories }: Terms) {
  /** Whether a move belongs to this scope. */
  const within = (where: Partial<Place>) => (move: Move) =>
    (where.area === undefined || listUpwards(move.area).includes(where.area)) &&
    (where.agency === undefined || move.agency === where.agency) &&
    (where.gender === undefined || move.gender === where.gender) &&
    (where.category === undefined || move.category === where.category)

  const countsUpTo = ({ month, reading }: FigureQuery) =>
    reading === 'as_posted' ? ({ postedIn }: Move) => postedIn <= month : ({ trueMonth }: Move) => trueMonth <= month
  const countsIn = ({ month, reading }: FigureQuery) =>
    reading === 'as_posted' ? ({ postedIn }: Move) => postedIn === month : ({ trueMonth }: Move) => trueMonth === month
  const sum = (some: Move[]) => some.reduce((n, { line }) => n + effect(line), 0)

  function countOf(query: FigureQuery, stage: string, where: Partial<Place>): Count {
    const mine = moves.filter((move) => move.stage === stage && within(where)(move))
    const monthly = mine.filter(countsIn(query))
    const on = (line: Line) => monthly.filter((move) => move.line === line).length
    return {
      cumulative: sum(mine.filter(countsUpTo(query))),
      inMonth: {
        attained: on('attained'),
        late: on('late'),
        reversed: on('reversed'),
        reclassifiedIn: on('reclassifiedIn'),
        reclassifiedOut: on('reclassifiedOut'),
        net: sum(monthly),
      },
    }
  }

  const everyStage = (query: FigureQuery, where: Partial<Place>) =>
    Object.fromEntries([...stages, all].map((stage) => [stage, countOf(query, stage, where)]))

  function lateRows(query: FigureQuery, scope: Partial<Place>) {
    if (query.reading === 'restated') return []
    const shifted = moves.filter((m) => m.postedIn === query.month && m.trueMonth < query.month).filter(within(scope))
    const months = [...new Set(shifted.map(({ trueMonth }) => trueMonth))].toSorted()
    return months.map((trueMonth) => {
      const mine = shifted.filter((move) => move.trueMonth === trueMonth)
      const stagesOfMine = [...new Set(mine.map(({ stage }) => stage))]
      const nets = stagesOfMine.map((stage) => [stage, sum(mine.filter((move) => move.stage === stage))])
      return { trueMonth, stages: Object.fromEntries(nets) }
    })
  }

  function crossingRows(query: FigureQuery, scope: Partial<Place>): Record<string, Record<string, number>> {
    const rows: Record<string, Record<string, number>> = {}
    for (const agency of scope.agency ? [scope.agency] : agencies)
      for (const gender of genders)
        for (const category of categories)
          for (const stage of [...stages, all]) {
            const n = countOf(query, stage, { ...scope, agency, gender, category }).cumulative
            if (n !== 0)
              rows[`${agency} ${gender} ${category}`] = { ...rows[`${agency} ${gender} ${category}`], [stage]: n }
          }
    return rows
  }

  return {
    /** One number: a stage's members in a scope at the end of a month, or what the month changed. */
    count: (query: FigureQuery, stage: string, where: Partial<Place>): Count =>
      countOf(query, stage, { area: query.area, ...where }),

    /** The entries that belong to this month or earlier by their date, and were posted later. */
    leftOut: ({ month, area }: { month: string; area: string }, since: string, stage: string, where: Partial<Place>) =>
      moves.filter(
        (move) =>
          move.stage === stage &&
          move.postedIn > month &&
          move.trueMonth <= month &&
          move.trueMonth >= since &&
          within({ area, ...where })(move),
      ).length,

    /** The expected figures, in the form of `numbersIn`. */
    figures(query: FigureQuery): FigureNumbers {
      const scope = { area: query.area, ...(query.agency && { agency: query.agency }) }
      const depth = listUpwards(query.area).length
      const below = [...nodes].filter((node) => {
        const path = listUpwards(node)
        return path.includes(query.area) && path.length > depth && path.length <= depth + 2
      })
      const rows = (codes: string[], where: (code: string) => Partial<Place>) =>
        Object.fromEntries(codes.map((code) => [code, everyStage(query, { ...scope, ...where(code) })]))
      const duration = (stage: string) =>
        bucketEnds.map((end, i) => {
          const start = bucketEnds[i - 1] ?? Number.NEGATIVE_INFINITY
          const mine = moves.filter((m) => m.stage === stage && m.days !== undefined && m.days > start && m.days <= end)
          return sum(mine.filter(within(scope)).filter(countsUpTo(query)))
        })
      return {
        stages: everyStage(query, scope),
        areas: rows(below, (area) => ({ area })),
        agencies: rows(query.agency ? [query.agency] : agencies, (agency) => ({ agency })),
        genders: rows(genders, (gender) => ({ gender })),
        categories: rows(categories, (category) => ({ category })),
        crossings: crossingRows(query, scope),
        durations: query.agency
          ? {}
          : Object.fromEntries([...stages.slice(1), all].map((stage) => [stage, duration(stage)])),
        late: lateRows(query, scope),
      }
    },
  }
}
