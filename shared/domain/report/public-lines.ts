import { smallest } from '../hiding/bound.ts'
import type { Report } from './report.ts'

type StageLine = Report['lines'][number]

const isSmall = (members: number | null): boolean => members !== null && members < smallest

const hiddenParts = { attained: null, late: null, reversed: null }

/**
 * A stage's line of the month as anybody may see it. Its net is the difference of two exact counts. What it is made of is
 * shown only where none of it is small, since one part follows from the others. No reversal at all counts as few: it
 * would tell that no cell fell, by which a cell can be told from later ones.
 */
export function publicLines(line: StageLine): StageLine {
  const { attained, late, reversed, reclassifiedIn, reclassifiedOut } = line
  const isTelling = isSmall(reversed) || [attained, late].some((part) => part !== 0 && isSmall(part))
  const isMoved = isSmall(reclassifiedIn) || isSmall(reclassifiedOut)
  return {
    ...line,
    ...(isTelling && hiddenParts),
    ...(isMoved && { reclassifiedIn: null, reclassifiedOut: null }),
    reasons: isTelling ? [] : publicReasons(line.reasons),
  }
}

/** The line of a correction: its parts would be compared with those of the issue that it corrects. */
export const hideParts = (line: StageLine): StageLine => ({
  ...line,
  ...hiddenParts,
  reclassifiedIn: null,
  reclassifiedOut: null,
  reasons: [],
})

/** If any reason is rare, the reasons without numbers, and not in the order of how frequent they are. */
const publicReasons = (reasons: StageLine['reasons']): StageLine['reasons'] =>
  reasons.length > 1 && reasons.some(({ members }) => isSmall(members))
    ? reasons.map((each) => ({ ...each, members: null })).toSorted((a, b) => (a.reason < b.reason ? -1 : 1))
    : reasons
