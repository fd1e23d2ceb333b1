import type { Deps } from '../../deps.ts'
import { daysBefore } from '../../domain/calendar.ts'

type SilentDeps = Pick<Deps, 'partners' | 'partnerCalls' | 'now' | 'log'>

/** A bank that falls silent for this many days has more likely lost its connection than its customers. */
const silentDays = 7

/**
 * The partners that reported loans in the last months but not in the last days, even if they make other calls. A
 * partner that never reported one is still connecting; suspended partners and sandboxes do not count.
 */
export async function silentPartners({ partners, partnerCalls, now, log }: SilentDeps): Promise<string[]> {
  const since = daysBefore(now(), silentDays).toISOString()
  const silent: string[] = []
  for (const { code, status, isSandbox } of await partners.all()) {
    if (status !== 'active' || isSandbox) continue
    const latest = await partnerCalls.lastToldAt(code, now())
    if (latest === undefined || latest >= since) continue
    silent.push(code)
    log('warn', 'A partner is silent', { partner: code, since: latest })
  }
  return silent
}
