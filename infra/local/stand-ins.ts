import type { DataDirectory } from './data-directory.ts'
import { demoCitizens } from './demo/citizens.ts'
import { demoPeople } from './demo/office.ts'
import { openDoor } from './door.ts'
import { type Endpoints, pointSdkTo } from './endpoints.ts'
import { type Engine, startEngine } from './engine.ts'
import { startOnFreePort } from './free-port.ts'
import { mailInvitation } from './invitation.ts'
import { startKms } from './kms.ts'
import { createStores, deployment, localConfig } from './local-config.ts'
import { startMailbox } from './mailbox/mailbox.ts'
import { startObjectStore } from './object-store.ts'
import { startPopulationRegister } from './population-register.ts'
import { startTokenIssuer } from './token-issuer.ts'

const preferredPorts = { objectStore: 8100, kms: 8200, machine: 8400, register: 8500, mailbox: 8600 }

/**
 * Starts the stand-ins for AWS beside the engine, each on its port or the next free one, tells the SDK their addresses,
 * and creates the table and the buckets.
 */
export async function startStandIns({
  data,
  engine = startEngine(data),
  issuerPort,
  publicUrl,
  pagesUrl,
  isIndexed,
  deskUrl,
  now,
}: {
  data: DataDirectory
  /** The engine, if it is already starting. */
  engine?: Promise<Engine>
  issuerPort: number
  /** The address for links in mails, for systems that send mails. */
  publicUrl?: string
  pagesUrl?: string
  /** Whether a new table gets its indexes at once (default), or from `addIndexes` later. */
  isIndexed?: boolean
  deskUrl?: string
  now: () => Date
}) {
  let mailboxUrl = ''
  const [dynamoDb, objectStore, kms, machine, register, mailbox, issuer] = await Promise.all([
    engine,
    startOnFreePort(preferredPorts.objectStore, (port) => startObjectStore({ directory: data.objects, port })),
    startOnFreePort(preferredPorts.kms, (port) => startKms({ directory: data.root, port })),
    openDoor(preferredPorts.machine),
    startOnFreePort(preferredPorts.register, startPopulationRegister),
    startOnFreePort(preferredPorts.mailbox, (port) => startMailbox({ port, now })),
    startOnFreePort(issuerPort, async (port) => ({
      ...(await startTokenIssuer({
        directory: data.root,
        port,
        clientId: localConfig(deployment).TOKEN_CLIENT_ID,
        people: [...demoPeople, ...demoCitizens],
        invite: (to) => mailInvitation(mailboxUrl, { to, deskUrl: deskUrl ?? localConfig(deployment).DESK_URL }),
        now,
      })),
      port,
    })),
  ])
  mailboxUrl = mailbox.endpoint
  const endpoints: Endpoints = {
    dynamoDb: dynamoDb.endpoint,
    objectStore: objectStore.endpoint,
    kms: kms.endpoint,
    machine: machine.endpoint,
    issuer: issuer.issuer,
    mailbox: mailbox.endpoint,
  }
  pointSdkTo(endpoints)
  const config = {
    ...localConfig(deployment, issuer.issuer),
    IDENTITY_CHECK_URL: register.endpoint,
    // A report is due as soon as a month has ended, so that it can be tried on any day.
    REPORT_DAY: 1,
    REPORT_HOUR: 0,
    ...(publicUrl && { PUBLIC_URL: publicUrl }),
    ...(pagesUrl && { PAGES_URL: pagesUrl }),
    ...(deskUrl && { DESK_URL: deskUrl }),
  }
  await createStores(config, isIndexed)
  return {
    config,
    issuer,
    machine,
    mailbox,
    endpoints,
    enginePid: dynamoDb.pid,
    stop: () =>
      Promise.all([dynamoDb, objectStore, kms, machine, register, mailbox, issuer].map((standIn) => standIn.stop())),
  }
}
