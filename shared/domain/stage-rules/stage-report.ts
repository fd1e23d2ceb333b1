import type { Day } from '../calendar.ts'

/** What rules of a stage judge: a report that it was attained, and the stages of the member, once a member is named. */
export type StageReport = {
  happenedOn: Day
  evidence?: { kind: string } | undefined
  standings?: Readonly<Record<string, { happenedOn: Day }>>
}
