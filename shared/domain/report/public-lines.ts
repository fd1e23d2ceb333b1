import { smallest } from '../hiding/bound.ts'
import type { Report } from './report.ts'

type StageLine = Report['lines'][number]

const isSmall = (members: number | null): boolean => members !== null && members < smallest

const hiddenParts = { attained: null, late: null, reversed: null }

/**
 * A stage's line of the month as the public sees it. Its net is the difference of two exact counts. Its parts are shown
 * only if none is small, because each part follows from the others. Zero reversals count as small: they would reveal
 * that no cell fell, which helps to work out cells later.
 */
export function makePublicLine(line: StageLine): StageLine {
  const { attained, late, reversed, reclassifiedIn, reclassifiedOut } = line
  const isRevealing = isSmall(reversed) || [attained, late].some((part) => part !== 0 && isSmall(part))
  const isMoveRevealing = isSmall(reclassifiedIn) || isSmall(reclassifiedOut)
  return {
    ...line,
    ...(isRevealing && hiddenParts),
    ...(isMoveRevealing && { reclassifiedIn: null, reclassifiedOut: null }),
    reasons: isRevealing ? [] : makePublicReasons(line.reasons),
  }
}

/** The line of a correction, without its parts: readers could compare them with the issue that it corrects. */
export const hideParts = (line: StageLine): StageLine => ({
  ...line,
  ...hiddenParts,
  reclassifiedIn: null,
  reclassifiedOut: null,
  reasons: [],
})

/** If any reason is rare, shows the reasons without numbers, and not in the order of their frequency. */
const makePublicReasons = (reasons: StageLine['reasons']): StageLine['reasons'] =>
  reasons.length > 1 && reasons.some(({ members }) => isSmall(members))
    ? reasons.map((each) => ({ ...each, members: null })).toSorted((a, b) => (a.reason < b.reason ? -1 : 1))
    : reasons
