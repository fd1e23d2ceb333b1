import { busy } from '../problems/app-error.ts'
import { type Contested, isMoved } from '../problems/moved.ts'

/** How to wait between tries (milliseconds), and chance (0 to 1): handed in, so that tests and simulations decide. */
export type Retries = { pause: (ms: number) => Promise<void>; random: () => number }

const mostTries = 12
const firstPauseMs = 25
const longestPauseMs = 1000

/**
 * Does work again as long as it loses a race over one of `races`, after a pause that grows with each try. Throws `busy`
 * when every try was lost. The pauses are full jitter (Brooker, "Exponential Backoff and Jitter").
 */
export async function retrying<T>(
  { pause, random }: Retries,
  races: readonly Contested[],
  work: () => Promise<T>,
): Promise<T> {
  for (let attempt = 0; attempt < mostTries; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isMoved(error, ...races)) throw error
    }
    await pause(random() * Math.min(longestPauseMs, firstPauseMs * 2 ** attempt))
  }
  throw busy('busy')
}
