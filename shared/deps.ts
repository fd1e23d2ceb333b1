import { KMSClient } from '@aws-sdk/client-kms'
import { Config } from './config.ts'
import { openSigningSeed } from './data/signing-key.ts'
import type { Programme } from './domain/programme/programme.ts'
import { makeSignerName } from './domain/report/checkpoint.ts'
import { checkpointSigner } from './gateways/checkpoint-signer.ts'
import { files } from './gateways/files.ts'
import { identityCheck } from './gateways/identity-check.ts'
import { intake } from './gateways/intake.ts'
import { jobs } from './gateways/jobs.ts'
import { keyWrapper } from './gateways/key-wrapper.ts'
import { push } from './gateways/push.ts'
import { lazyS3 } from './gateways/s3.ts'
import { tokens } from './gateways/tokens.ts'
import { assembleLedger, lambdaSurroundings, openStore, type Store, type Surroundings } from './ledger-deps.ts'

/**
 * What the use cases work with: the programme, the table's modules, the outside world, the clock and random numbers.
 */
export type Deps = ReturnType<typeof assembleDeps>

/** Assembles the dependencies on an open store. Makes no call yet. */
export function assembleDeps(ledger: Store, config: Config, outside: Surroundings) {
  const s3 = lazyS3()
  const pushReach = { loopback: config.PUSH_TO_LOOPBACK === true }
  return {
    ...assembleLedger(ledger, config, outside),
    files: files(s3, config.BUCKET_NAME),
    intake: intake(s3, config.INTAKE_BUCKET_NAME),
    identityCheck: identityCheck({ url: config.IDENTITY_CHECK_URL }),
    jobs: jobs(config.JOB_MACHINE_ARN),
    signer: checkpointSigner(makeSignerName(outside.programme.code), () =>
      openSigningSeed(ledger.table, keyWrapper(new KMSClient({}), config.KMS_KEY_ID, 'capaian-checkpoint')),
    ),
    pushReach,
    push: push(pushReach),
    publicUrl: config.PUBLIC_URL,
    pagesUrl: config.PAGES_URL,
    deskUrl: config.DESK_URL,
    tokens: tokens({
      issuer: config.TOKEN_ISSUER,
      clientId: config.TOKEN_CLIENT_ID,
      audience: config.TOKEN_AUDIENCE,
      jwksUrl: config.TOKEN_JWKS_URL,
      now: outside.now,
    }),
  }
}

/** Opens the store and assembles the dependencies on it. */
export const openDeps = async (config: Config, outside: Surroundings) =>
  assembleDeps(await openStore(config), config, outside)

/** Loads the dependencies of a deployed function from its environment. */
export const loadDeps = (environment: NodeJS.ProcessEnv, programme: Programme): Promise<Deps> =>
  openDeps(Config.parse(environment), lambdaSurroundings(programme))
