import * as z from 'zod'
import { Instant } from '../../shared/domain/calendar.ts'
import { offsetClock } from './offset-clock.ts'

const Health = z.object({ now: Instant })

/** The clock of a running system, which `--now` may have set to any time. */
export async function readRunningClock(api: string): Promise<() => Date> {
  const health = Health.parse(await (await fetch(`${api}/health`)).json())
  return offsetClock(new Date(health.now))
}
