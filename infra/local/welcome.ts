import type { Figures } from '../../shared/domain/figures/figures.ts'
import { drawFunnel, headlineLines } from './funnel-table.ts'

/** What `npm start` prints when everything runs: where to look first, and the funnel of a month. */
export const writeWelcome = (home: string, figures: Figures): string =>
  [
    '',
    `Buka / open    ${home}`,
    '',
    ...drawFunnel(figures),
    ...headlineLines(figures),
    'Ctrl-C berhenti / stops.',
  ].join('\n')
