import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { apiApp } from '../../../functions/api/app.ts'
import { capaian } from '../../../functions/api/client.ts'
import { obligationHandlers } from '../../../functions/sweep/handlers.ts'
import { webhooksApp } from '../../../functions/webhooks/app.ts'
import { openDeps } from '../../../shared/deps.ts'
import { monthOf } from '../../../shared/domain/calendar.ts'
import { jsonLog } from '../../../shared/log.ts'
import { senderDeps } from '../../../shared/sending.ts'
import { openBooks } from '../../../shared/usecases/ledger/open-books.ts'
import { tellLoan } from '../../../shared/usecases/receiving/tell-loan.ts'
import { dataDirectory } from '../data-directory.ts'
import { grantDemoRoles } from '../demo/office.ts'
import { localProgramme } from '../local-programme.ts'
import { localReference } from '../reference.ts'
import { startStandIns } from '../stand-ins.ts'
import { startSweeping } from '../sweeping.ts'
import type { WayVisit } from './way-to-bank.ts'

const issuerPort = 8300
const sweepEveryMs = 200
const waitMs = 250
const tokenSeconds = 3_600

/**
 * Starts a separate system with new data. Its ledger is empty and begins with the current month. Its clock shows the
 * real time until it is moved forward.
 */
export async function startOwnSystem(say: (line: string) => void): Promise<WayVisit & { stop: () => Promise<void> }> {
  const root = await mkdtemp(path.join(tmpdir(), 'capaian-partner-demo-'))
  let aheadMs = 0
  const now = () => new Date(Date.now() + aheadMs)
  const { config, issuer, stop } = await startStandIns({ data: dataDirectory(root), issuerPort, now })
  const log = jsonLog(console.error, now)
  const deps = await openDeps(config, {
    programme: localProgramme,
    now,
    log: (level, message, fields) => {
      if (level === 'error') log(level, message, fields)
    },
  })
  const start = now()
  await openBooks(deps, monthOf(start, localProgramme.zone))
  await grantDemoRoles(deps, start)
  const sweeper = startSweeping(deps, obligationHandlers({ ...deps, ...senderDeps(config) }), sweepEveryMs)
  const api = apiApp(deps, localReference)
  const doors = webhooksApp({ ...deps, metrics: () => {}, tellLoan: tellLoan(deps) }, () => '127.0.0.1')
  return {
    as: (subject) =>
      capaian({
        url: deps.publicUrl,
        token: () => issuer.token({ subject, expiresInSeconds: tokenSeconds }),
        fetch: async (url, init) => api.request(url, init),
      }),
    call: async ({ path, headers, body }) =>
      doors.request(path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body }),
    now,
    moveClock(to) {
      aheadMs += to.getTime() - now().getTime()
    },
    wait: () => sleep(waitMs),
    say,
    async stop() {
      await sweeper.stop()
      await stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}
