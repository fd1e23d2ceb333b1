import { capaian } from '../../../functions/api/client.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { CommandRefusal } from '../../command-refusal.ts'
import { dataDirectory } from '../data-directory.ts'
import { deployment, localConfig } from '../local-config.ts'
import { isRunning } from '../running.ts'
import { readRunningClock } from '../running-clock.ts'
import { openTokenSigner } from '../token-issuer.ts'
import type { Visit } from './visit.ts'

const tokenSeconds = 3600
/** The time limit of a request. One request may close every month of a new ledger. */
const timeoutMs = 240_000

/** Finds the system that `npm start` runs on a directory, and its clock. Throws `CommandRefusal` if none runs. */
export async function findRunningSystem(
  root: string,
): Promise<Pick<Visit, 'as' | 'today'> & { now: () => Date; webhooks: string; mailbox: string }> {
  const data = dataDirectory(root)
  const state = await data.readState()
  if (!state?.api || !state.endpoints || !(await isRunning({ ...data, ...state })))
    throw new CommandRefusal(
      `Nothing runs on ${root}: npm start in another terminal, and wait until it has printed its address.`,
    )
  const { api: url, endpoints } = state
  const now = await readRunningClock(url)
  const clientId = localConfig(deployment).TOKEN_CLIENT_ID
  const token = await openTokenSigner({ directory: root, issuer: endpoints.issuer, clientId, now })
  return {
    as: (subject) => capaian({ url, timeoutMs, token: () => token({ subject, expiresInSeconds: tokenSeconds }) }),
    today: dayOf(now(), jakpreneur.zone),
    now,
    webhooks: state.webhooks ?? '',
    mailbox: endpoints.mailbox,
  }
}
