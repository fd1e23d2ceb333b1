import type { Deps } from '../../deps.ts'
import { AppError } from '../../domain/problems/app-error.ts'

/**
 * Throws `calls_too_many` when somebody has called an interface more often in this minute than `callsPerMinute` allows,
 * counted across all Lambda functions. Without that setting, nothing is counted and nobody is refused.
 */
export async function limitCalls(
  { callCounts, callsPerMinute, now }: Pick<Deps, 'callCounts' | 'callsPerMinute' | 'now'>,
  door: 'api' | 'partner',
  who: string,
): Promise<void> {
  if (callsPerMinute === undefined) return
  const minute = now().toISOString().slice(0, 'yyyy-mm-ddThh:mm'.length)
  if ((await callCounts.count({ door, who, minute })) > callsPerMinute)
    throw new AppError('too_many', [{ code: 'calls_too_many', params: { most: callsPerMinute } }])
}
