import type { Figures } from './figures.ts'

/** The figures of a closed month as posted, their JSON, and the hash of that JSON. */
export type ClosedFigures = { figures: Figures; json: string; hash: string }

/** How many bytes of closed figures a process keeps, counted as JSON. In memory they take about five times as much. */
export const mostClosedFigures = 4 * 1024 * 1024
