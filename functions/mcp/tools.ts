import type { Tool } from './tool.ts'
import { compareIssues } from './tools/compare-issues.ts'
import { findPlaces } from './tools/find-places.ts'
import { getBreakdown } from './tools/get-breakdown.ts'
import { getDefinitions } from './tools/get-definitions.ts'
import { getFigures } from './tools/get-figures.ts'
import { getSeries } from './tools/get-series.ts'
import { listIssues } from './tools/list-issues.ts'

/** Every question that an assistant may ask, in the order in which it needs them. */
export const tools: Tool[] = [
  listIssues,
  findPlaces,
  getFigures,
  getSeries,
  getBreakdown,
  compareIssues,
  getDefinitions,
]
