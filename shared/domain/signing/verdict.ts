/** Why verification failed. Operators see how often (`RefusedCalls`); every caller gets the same answer. */
export type Doubt = 'header_missing' | 'header_shape' | 'signature' | 'stale'

/** Whether a request is genuine, and when it was sent. */
export type Verdict = { isGenuine: true; sentAt: Date } | { isGenuine: false; doubt: Doubt }

export const makeDoubtful = (doubt: Doubt): Verdict => ({ isGenuine: false, doubt })

/** Accepts a signed time within the skew of our clock, before or after. */
export const judgeTime = (sentAt: Date, now: Date, skewSeconds: number): Verdict =>
  Math.abs(now.getTime() - sentAt.getTime()) <= skewSeconds * 1000 ? { isGenuine: true, sentAt } : makeDoubtful('stale')
