import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createStores, localConfig } from '../../infra/local/local-config.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import type { Caller, Role } from '../../shared/domain/access/grant.ts'
import type { Month } from '../../shared/domain/calendar.ts'
import type { SheetWriters } from '../../shared/domain/export/sheet.ts'
import { longestPauseMs } from '../../shared/domain/jobs/retry-races.ts'
import type { OutgoingMail } from '../../shared/domain/mail/outgoing-mail.ts'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import { identityCheck } from '../../shared/gateways/identity-check.ts'
import { push } from '../../shared/gateways/push.ts'
import type { Surroundings } from '../../shared/ledger-deps.ts'
import { jsonLog } from '../../shared/log.ts'
import { sheetWriters } from '../../shared/render/sheet-writers.ts'
import type { SenderDeps } from '../../shared/sending.ts'
import { openBooks } from '../../shared/usecases/ledger/open-books.ts'
import { copyStores } from './copy-stores.ts'
import { plainJakarta } from './plain-jakarta.ts'

/** A clock that shows the same instant until a test sets it. */
type TestClock = { set(instant: string): void }

export type TestDeps = Deps &
  SenderDeps & {
    sheetWriters: SheetWriters
    clock: TestClock
    logged: string[]
    /** Every mail that was sent. The mail service accepts all of them. */
    sent: OutgoingMail[]
    tableName: string
    bucketName: string
  }

type Options = { now?: string; programme?: Programme; identityCheckUrl?: string | undefined }

/** Dependencies on a new table and bucket in the real engine, with a clock and a log to inspect. */
export async function testDeps({
  firstMonth = '2021-10',
  ...options
}: Options & { firstMonth?: Month } = {}): Promise<TestDeps> {
  const deps = await openNewStores(options)
  await openBooks(deps, firstMonth)
  return deps
}

/**
 * Prepares a ledger at the first call, and gives every caller a copy whose clock shows the same time. A copy takes
 * a tenth of the time of closing months.
 */
export function copiesOf<T extends { deps: TestDeps }>(arrange: () => Promise<T>): () => Promise<T> {
  let arranged: Promise<T> | undefined
  return async () => {
    arranged ??= arrange()
    const original = await arranged
    const { tableName, now, frame } = original.deps
    const options = { now: now().toISOString(), programme: frame.programme }
    return { ...original, deps: await openNewStores(options, (name) => copyStores(tableName, name)) }
  }
}

async function openNewStores(
  { now = '2021-11-30T05:00:00.000Z', programme = plainJakarta, identityCheckUrl }: Options,
  fill = async (_name: string) => {},
): Promise<TestDeps> {
  let at = new Date(now)
  const clock: TestClock = {
    set(instant) {
      at = new Date(instant)
    },
  }
  const logged: string[] = []
  const tableName = `test-${randomUUID()}`
  const bucketName = tableName
  await createStores(localConfig(tableName))
  await fill(tableName)
  const clockNow = () => at
  const log = jsonLog((line) => logged.push(line), clockNow)
  const assembled = await assembleTestDeps(tableName, programme, { now: clockNow, log })
  // Tests do the work of imports and exports themselves.
  const sent: OutgoingMail[] = []
  return {
    ...assembled,
    sheetWriters,
    pause: shortPause,
    jobs: { start: async () => {} },
    // Pushes reach receivers on this machine. No host name resolves, so nothing leaves the machine.
    push: push({ loopback: true }, async () => []),
    mail: { send: async (mail) => ({ outcome: 'handed_over', messageId: `message-${sent.push(mail)}` }) },
    identityCheck: identityCheck({ url: identityCheckUrl }),
    clock,
    logged,
    sent,
    tableName,
    bucketName,
  }
}

/**
 * Pauses after a lost race as in production, but skips the pauses of a second and more that a sweep makes before it
 * looks for work again.
 */
const shortPause = async (ms: number): Promise<void> => {
  await sleep(ms < longestPauseMs ? ms : 20)
}

/** Dependencies on an existing table and the bucket of the same name. The first of the keys encrypts new data. */
export const assembleTestDeps = (
  name: string,
  programme: Programme,
  outside: Omit<Surroundings, 'programme'>,
  keyVersions = [1],
) => openDeps({ ...localConfig(name), KEY_VERSIONS: keyVersions }, { programme, ...outside })

/** A caller with one grant, by default for the whole programme. */
export const callerAs = (
  role: Role,
  { area = '31', agency, subject = `${role}-1` }: { area?: string; agency?: string; subject?: string } = {},
): Caller => ({
  subject,
  grants: [
    {
      id: `grt_${subject}`,
      subject,
      role,
      area,
      ...(agency && { agency }),
      from: '2017-01-01T00:00:00.000Z',
      grantedBy: 'test',
    },
  ],
})

let requests = 0
/** A request with a new key. */
export const request = (key = `key-${++requests}`) => ({ key, fingerprint: key })
