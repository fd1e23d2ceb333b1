import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { localConfig } from '../../infra/local/local-config.ts'
import { addKey } from '../../shared/data/keys.ts'
import type { Deps } from '../../shared/deps.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { assembleTestDeps, type TestDeps } from './test-deps.ts'

/** Adds the second key version, and gives dependencies that write with it. */
export async function rotateKeys(before: TestDeps): Promise<Deps> {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const table = { client, name: before.tableName, pause: before.pause }
  await addKey(table, keyWrapper(new KMSClient({}), localConfig(before.tableName).KMS_KEY_ID), 2)
  return assembleTestDeps(before.tableName, before.frame.programme, before)
}
