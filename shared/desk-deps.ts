import { randomBytes } from 'node:crypto'
import { Config } from './config.ts'
import { invitedPeople } from './data/invited-people.ts'
import { readTogether } from './data/read-together.ts'
import { sessions } from './data/sessions.ts'
import { assembleDeps } from './deps.ts'
import type { Programme } from './domain/programme/programme.ts'
import { accounts } from './gateways/accounts.ts'
import { signInService } from './gateways/sign-in.ts'
import { lambdaSurroundings, openStore, type Surroundings } from './ledger-deps.ts'
import { lambdaMetrics, type Metrics } from './metrics.ts'

/** The dependencies of the desk: those of the API, metrics, sessions, the sign-in service, and its accounts if they are ours. */
export type DeskDeps = Awaited<ReturnType<typeof openDeskDeps>>

/** Opens the store and assembles the dependencies of the desk on it. */
export async function openDeskDeps(config: Config, outside: Surroundings, metrics: Metrics) {
  const ledger = await openStore(config)
  return {
    ...assembleDeps(ledger, config, outside),
    metrics,
    sessions: sessions(ledger.table, ledger.keyring),
    people: invitedPeople(ledger.table, ledger.keyring),
    readTogether,
    ...(config.USER_POOL_ID !== undefined && { accounts: accounts(config.USER_POOL_ID) }),
    signIn: signInService({
      issuer: config.TOKEN_ISSUER,
      clientId: config.TOKEN_CLIENT_ID,
      callbackUrl: `${config.DESK_URL}/sign-in/back`,
      signedOutUrl: `${config.DESK_URL}/signed-out`,
      now: outside.now,
    }),
    newSecret: (): string => randomBytes(32).toString('base64url'),
  }
}

/** Loads the dependencies of the deployed desk from its environment. */
export function loadDeskDeps(environment: NodeJS.ProcessEnv, programme: Programme): Promise<DeskDeps> {
  const outside = lambdaSurroundings(programme)
  return openDeskDeps(Config.parse(environment), outside, lambdaMetrics(outside.now))
}
