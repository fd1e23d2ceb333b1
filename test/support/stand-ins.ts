import { startDynamoDb } from '../../infra/local/dynamodb.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { startKms } from '../../infra/local/kms.ts'
import { startObjectStore } from '../../infra/local/object-store.ts'

/**
 * Starts engines of the table, the object store and the keys, all in memory. The environment gives the SDK their
 * addresses, and of several table engines the first. Returns all addresses, the engines' process ids, and a function that
 * stops everything.
 */
export async function startStandIns(engineCount: number) {
  const [engines, objectStore, kms] = await Promise.all([
    Promise.all(
      Array.from({ length: engineCount }, async (_, core) => startDynamoDb({ port: await findFreePort(0), core })),
    ),
    startObjectStore({ port: 0 }),
    startKms({ port: await findFreePort(0) }),
  ])
  // A profile would override the keys below, and a token would be sent with them.
  delete process.env.AWS_PROFILE
  delete process.env.AWS_SESSION_TOKEN
  const endpoints = engines.map(({ endpoint }) => endpoint)
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: endpoints[0],
    AWS_ENDPOINT_URL_S3: objectStore.endpoint,
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  })
  const stop = async () => {
    await Promise.all([...engines, objectStore, kms].map((standIn) => standIn.stop()))
  }
  return { endpoints, pids: engines.map(({ pid }) => pid), stop }
}
