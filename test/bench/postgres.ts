import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, globSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import { findFreePort } from '../../infra/local/free-port.ts'
import { endProcess, spawnTethered } from '../../infra/local/tethered-process.ts'

/** PostgreSQL as Debian installs it (`apt-get install postgresql`). */
const findPostgres = () => globSync('/usr/lib/postgresql/*/bin/postgres').map((file) => path.dirname(file))

/** The command as Debian's user `postgres` if this process runs as root, because the server refuses to run as root. */
const asItsUser = (command: string, args: string[]): [string, string[]] =>
  process.getuid?.() === 0
    ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', command, ...args]]
    : [command, args]

/** Starts PostgreSQL on an empty directory, with its default settings; undefined when it is not installed. */
export async function startPostgres() {
  const [bin] = findPostgres()
  if (bin === undefined) return undefined
  const directory = mkdtempSync(path.join(tmpdir(), 'capaian-postgres-'))
  chmodSync(directory, 0o777)
  const data = path.join(directory, 'data')
  execFileSync(...asItsUser(path.join(bin, 'initdb'), ['-D', data, '-A', 'trust', '-U', 'bench', '-E', 'UTF8']))
  const port = await findFreePort(0)
  const [command, args] = asItsUser(path.join(bin, 'postgres'), ['-D', data, '-k', directory, '-p', `${port}`])
  const server = spawnTethered(command, args, { cwd: directory })
  server.stdout?.resume()
  server.stderr?.resume()
  const sql = postgres({ host: '127.0.0.1', port, user: 'bench', database: 'postgres', onnotice: () => {} })
  while (!(await sql`SELECT 1`.then(Boolean, () => false))) await sleep(100)
  return {
    port,
    sql,
    async stop() {
      await sql.end()
      const closed = once(server, 'close')
      await endProcess(server)
      await closed
      await rm(directory, { recursive: true, force: true })
    },
  }
}
