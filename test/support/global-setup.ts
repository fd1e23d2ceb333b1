import { startDynamoDb } from '../../infra/local/dynamodb.ts'
import { freePort } from '../../infra/local/free-port.ts'
import { startKms } from '../../infra/local/kms.ts'
import { startObjectStore } from '../../infra/local/object-store.ts'

/**
 * Once per run: the table's engine, the object store and the keys, all in memory. The workers are forked after this
 * and inherit the variables from which the SDK reads where they are.
 */
export default async function setup() {
  const ports = { dynamoDb: await freePort(0), kms: await freePort(0) }
  const [dynamoDb, objectStore, kms] = await Promise.all([
    startDynamoDb({ port: ports.dynamoDb }),
    startObjectStore({ port: 0 }),
    startKms({ port: ports.kms }),
  ])
  // A profile would take precedence over the keys below, a token would go with them.
  delete process.env.AWS_PROFILE
  delete process.env.AWS_SESSION_TOKEN
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: dynamoDb.endpoint,
    AWS_ENDPOINT_URL_S3: objectStore.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
  return async () => {
    await Promise.all([dynamoDb.stop(), objectStore.stop(), kms.stop()])
  }
}
