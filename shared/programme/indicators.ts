import type { Indicator } from '../domain/programme/programme.ts'
import list from './indicators.data.json' with { type: 'json' }

/**
 * The ways in which the programme's success has been counted. The official one moved from P4 to P1 with Pergub 2/2020;
 * P7 is the critics' count. All of them read the same row of figures, so none is shown without the whole row. We do not
 * have the Pergub's own date, so the change is dated with the launch of Jakpreneur.
 */
export const indicators: Indicator[] = list

/** The readings in dispute: what the programme declared as its success at the time, and what its critics count. */
export const headlines = ['P1', 'P4', 'P7']
