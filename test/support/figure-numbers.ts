import type { Figures } from '../../shared/domain/figures/figures.ts'

export type Line = 'attained' | 'late' | 'reversed' | 'reclassifiedIn' | 'reclassifiedOut'

export type Count = { cumulative: number; inMonth: Record<Line | 'net', number> }

type ByStage = Record<string, Count>
export type FigureNumbers = {
  stages: ByStage
  areas: Record<string, ByStage>
  agencies: Record<string, ByStage>
  genders: Record<string, ByStage>
  categories: Record<string, ByStage>
  crossings: Record<string, Record<string, number>>
  durations: Record<string, number[]>
  late: { trueMonth: string; stages: Record<string, number> }[]
}

/** Every number that is counted in a figures object, without names, definitions and percentages. */
export function numbersIn(figures: Figures): FigureNumbers {
  const byCode = (rows: { code: string; stages: ByStage }[]) =>
    Object.fromEntries(rows.map(({ code, stages }) => [code, stages]))
  return {
    stages: Object.fromEntries(
      figures.stages.map(({ stage, cumulative, inMonth }) => [stage, { cumulative, inMonth }]),
    ),
    areas: byCode(figures.areas),
    agencies: byCode(figures.agencies),
    genders: byCode(figures.genders),
    categories: byCode(figures.categories),
    crossings: Object.fromEntries(
      figures.crossings.map(({ agency, gender, category, stages }) => [`${agency} ${gender} ${category}`, stages]),
    ),
    durations: Object.fromEntries(
      figures.durations.map(({ stage, buckets }) => [stage, buckets.map(({ members }) => members)]),
    ),
    late: figures.late,
  }
}
