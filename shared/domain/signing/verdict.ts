/** Why a request is not believed. For a metric only: callers are answered alike, whatever it was. */
export type Doubt = 'header_missing' | 'header_shape' | 'signature' | 'stale'

/** Whether a request was signed by whom it says, and when. */
export type Verdict = { isGenuine: true; sentAt: Date } | { isGenuine: false; doubt: Doubt }

export const notGenuine = (doubt: Doubt): Verdict => ({ isGenuine: false, doubt })

/** A genuine signature still has to be of now: no further than the skew from our clock, before or after. */
export const judgeTime = (sentAt: Date, now: Date, skewSeconds: number): Verdict =>
  Math.abs(now.getTime() - sentAt.getTime()) <= skewSeconds * 1000 ? { isGenuine: true, sentAt } : notGenuine('stale')
