import type { Day } from '../calendar.ts'

/**
 * A report that a stage was attained, for the rules to judge. `standings` are the member's stages, if the member is
 * known.
 */
export type StageReport = {
  happenedOn: Day
  evidence?: { kind: string } | undefined
  standings?: Readonly<Record<string, { happenedOn: Day }>>
}
