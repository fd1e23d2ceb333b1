import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../../shared/config.ts'
import { CannotStart } from './cannot-start.ts'
import { createTable } from './create-table.ts'
import type { DataDirectory } from './data-directory.ts'
import { startDynamoDb } from './dynamodb.ts'
import { freePort } from './free-port.ts'
import { startKms } from './kms.ts'
import { createBucket, startObjectStore } from './object-store.ts'
import { startTokenIssuer } from './token-issuer.ts'
import { writeAhead } from './write-ahead.ts'

const preferredPorts = { dynamoDb: 8000, objectStore: 8100, kms: 8200 }
const name = 'capaian'

/**
 * Starts what stands in for AWS, each on its port or the next free one, tells the SDK where it is, and creates table
 * and bucket.
 *
 * @throws CannotStart when the local DynamoDB does not start, in particular without Java
 */
export async function startStandIns({
  data,
  issuerPort,
  now,
}: {
  data: DataDirectory
  issuerPort: number
  now: () => Date
}) {
  writeAhead(data.dynamoDb)
  const [dynamoDb, objectStore, kms, issuer] = await Promise.all([
    onFreePort(preferredPorts.dynamoDb, (port) => startDynamoDb({ directory: data.dynamoDb, port })).catch(asSentence),
    onFreePort(preferredPorts.objectStore, (port) => startObjectStore({ directory: data.objects, port })),
    onFreePort(preferredPorts.kms, (port) => startKms({ directory: data.root, port })),
    onFreePort(issuerPort, async (port) => ({
      ...(await startTokenIssuer({ directory: data.root, port, clientId: name, now })),
      port,
    })),
  ])
  tellSdk({ dynamoDb: dynamoDb.endpoint, objectStore: objectStore.endpoint, kms: kms.endpoint })
  await Promise.all([
    createTable(new DynamoDBClient({}), name),
    createBucket(new S3Client({ forcePathStyle: true }), name),
  ])
  const config: Config = {
    TABLE_NAME: name,
    BUCKET_NAME: name,
    KMS_KEY_ID: 'alias/capaian',
    TOKEN_ISSUER: issuer.issuer,
    TOKEN_CLIENT_ID: name,
  }
  return {
    config,
    issuer,
    endpoints: { dynamoDb: dynamoDb.endpoint, objectStore: objectStore.endpoint },
    stop: () => Promise.all([dynamoDb.stop(), objectStore.stop(), kms.stop(), issuer.stop()]),
  }
}

/** Starts a server on the port or the next free one, and tries further ones when somebody else is faster. */
export async function onFreePort<T>(preferred: number, start: (port: number) => Promise<T>): Promise<T> {
  const port = await freePort(preferred)
  try {
    return await start(port)
  } catch (error) {
    if ((await freePort(port)) === port) throw error
    return onFreePort(port + 1, start)
  }
}

function asSentence(error: unknown): never {
  throw error instanceof Error ? new CannotStart(error.message) : error
}

/** From here on the SDK of this process finds the stand-ins and nothing else, whatever is configured on this laptop. */
function tellSdk({ dynamoDb, objectStore, kms }: { dynamoDb: string; objectStore: string; kms: string }): void {
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])
    delete process.env[name]
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb,
    AWS_ENDPOINT_URL_S3: objectStore,
    AWS_ENDPOINT_URL_KMS: kms,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
}
