import { laterOf, type Month } from '../calendar.ts'

/** The month in which an entry counts: its own month or, when that is closed, the earliest open one. */
export const findPostingMonth = (own: Month, { openFrom }: { openFrom: Month }): Month => laterOf(own, openFrom)
