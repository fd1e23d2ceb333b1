import * as z from 'zod'
import type { Day } from '../domain/calendar.ts'
import { busy, invalid } from '../domain/problems/app-error.ts'
import type { Nik } from '../domain/values/nik.ts'

const Answer = z.object({ match: z.boolean() })

const patienceMs = 5_000

/**
 * Asks the population register whether a NIK, name and birth date belong together. The register receives these three
 * and answers match or no match; only the outcome is kept.
 *
 * Access needs a cooperation agreement with Ditjen Dukcapil (Permendagri 102/2019), which also fixes the wire format
 * for each institution. Without a URL, the check is off. Throws `invalid` if it is off, and `busy` if the register does
 * not answer.
 */
export const identityCheck = ({ url }: { url: string | undefined }) => ({
  async matches(person: { nik: Nik; name: string; birthDate: Day }): Promise<boolean> {
    if (url === undefined) throw invalid('identity_check_off')
    const answer = await ask(url, person).catch(() => undefined)
    if (answer === undefined) throw busy('identity_check_unanswered')
    return answer
  },
})

async function ask(url: string, person: object): Promise<boolean> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(person),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  if (!answer.ok) throw new Error(`The population register answered ${answer.status}`)
  return Answer.parse(await answer.json()).match
}
