import type { Figures } from './figures.ts'

/** The figures of a month as posted, their JSON, and the hash of that JSON. */
export type KeptFigures = { figures: Figures; json: string; hash: string }

/** How many bytes of figures a process keeps, counted as JSON. In memory they take about five times as much. */
export const mostKeptFigures = 4 * 1024 * 1024
