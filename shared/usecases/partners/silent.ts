import type { Deps } from '../../deps.ts'
import { daysBefore } from '../../domain/calendar.ts'

type SilentDeps = Pick<Deps, 'partners' | 'partnerCalls' | 'now' | 'log'>

/** A bank that has told of loans and then says nothing for so long has more likely lost us than its customers. */
const silentDays = 7

/**
 * The partners who have told of loans in the last months and not in the last days, however much they ask for. Who has
 * never told of one is still connecting; suspended partners and sandboxes are not waited for.
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
