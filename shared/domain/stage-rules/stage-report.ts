import type { Day } from '../calendar.ts'

/**
 * A report that a stage was attained, for its rules to judge. `standings` are the member's stages, once a member is
 * named.
 */
export type StageReport = {
  happenedOn: Day
  evidence?: { kind: string } | undefined
  standings?: Readonly<Record<string, { happenedOn: Day }>>
}
