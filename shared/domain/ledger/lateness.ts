import type { Entry } from './entry.ts'

/** Whether the entry's true month was already closed when it was posted. */
export const isLate = ({ postedIn, trueMonth }: Pick<Entry, 'postedIn' | 'trueMonth'>): boolean => postedIn > trueMonth
