import { busy } from '../problems/app-error.ts'
import { type Contested, isLostRace } from '../problems/lost-race.ts'

/** A pause (milliseconds) and a random number (0 to 1). Callers hand them in, so that tests control both. */
export type Retries = { pause: (ms: number) => Promise<void>; random: () => number }

/** Enough for twenty writers of one item, each of whom loses once to every other. */
const mostTries = 20
const firstPauseMs = 25
export const longestPauseMs = 1000

/**
 * Repeats work while it loses a race over one of `races`, with a growing pause between tries. Throws `busy` when every try
 * loses. The pauses use full jitter (Brooker, "Exponential Backoff and Jitter").
 */
export async function retryRaces<T>(
  { pause, random }: Retries,
  races: readonly Contested[],
  work: () => Promise<T>,
): Promise<T> {
  for (let losses = 0; ; losses++) {
    try {
      return await work()
    } catch (error) {
      if (!isLostRace(error, ...races)) throw error
      if (losses + 1 === mostTries) throw busy('busy')
    }
    await pause(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** losses))
  }
}
