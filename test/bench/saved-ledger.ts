import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, rm } from 'node:fs/promises'
import path from 'node:path'
import { dataDirectory } from '../../infra/local/data-directory.ts'
import { startStandIns } from '../../infra/local/stand-ins.ts'
import type { Config } from '../../shared/config.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { relistMembers } from '../../shared/usecases/members/relist-members.ts'
import { through } from './through.ts'

const script = path.join(import.meta.dirname, '../../infra/local/load/load.ts')

/** The day after the published row: October is open, the months before are closed. */
const now = () => new Date('2021-10-28T05:00:00.000Z')

/** A ledger of published members to measure on. `stop` ends its processes and removes it. */
export type SavedLedger = {
  deps: Deps
  config: Config
  table: string
  engine: string
  enginePid: number | undefined
  /** An access token of a subject. */
  token: (subject: string) => Promise<string>
  /** Dependencies whose requests to the table go to another endpoint. */
  depsThrough: (endpoint: string) => Promise<Deps>
  stop: () => Promise<void>
}

/**
 * Opens a copy of the ledger that holds one `scale`th of the published members. The first run loads it through the
 * importer; later runs use the folder again. An interrupted load continues where it stopped.
 */
export async function openSavedLedger(scale: number): Promise<SavedLedger> {
  const saved = `.data/bench-${scale}`
  const copy = `${saved}.copy`
  const args = ['--published', '--until', '2021-09', '--scale', `${scale}`, '--data', saved]
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'inherit'] })
  const [code]: unknown[] = await once(child, 'close')
  if (code !== 0) throw new Error(`Loading at scale ${scale} ended with ${String(code)}`)
  await rm(copy, { recursive: true, force: true })
  await cp(saved, copy, { recursive: true })

  const before = { ...process.env }
  const standIns = await startStandIns({ data: dataDirectory(copy), issuerPort: 8300, now })
  const openAssembled = () =>
    openDeps(standIns.config, { programme: jakpreneur, now, log: jsonLog(() => undefined, now) })
  const deps = await openAssembled()
  await relistMembers(deps)
  return {
    deps,
    config: standIns.config,
    table: standIns.config.TABLE_NAME,
    enginePid: standIns.enginePid,
    token: (subject) => standIns.issuer.token({ subject, expiresInSeconds: 86_400 }),
    depsThrough: (endpoint) => through(endpoint, openAssembled),
    engine: standIns.endpoints.dynamoDb,
    async stop() {
      await standIns.stop()
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
      Object.assign(process.env, before)
      await rm(copy, { recursive: true, force: true })
    },
  }
}
