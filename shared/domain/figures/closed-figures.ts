import type { Figures } from './figures.ts'

/** The figures of a closed month as posted, their JSON, and a hash of that. */
export type ClosedFigures = { figures: Figures; json: string; hash: string }

/** How much of them a process keeps, in bytes of JSON. In memory they take about five times as much. */
export const mostClosedFigures = 4 * 1024 * 1024
