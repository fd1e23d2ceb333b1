import { KMSClient } from '@aws-sdk/client-kms'
import { localConfig } from '../../infra/local/local-config.ts'
import { addNextKey } from '../../shared/data/keys.ts'
import { tableNamed } from '../../shared/data/table.ts'
import type { Deps } from '../../shared/deps.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { assembleTestDeps, type TestDeps } from './test-deps.ts'

/** Adds the second version of the keys. Returns dependencies that write with it. */
export async function rotateKeys(before: TestDeps): Promise<Deps> {
  const { KMS_KEY_ID } = localConfig(before.tableName)
  await addNextKey(tableNamed(before.tableName), keyWrapper(new KMSClient({}), KMS_KEY_ID))
  return assembleTestDeps(before.tableName, before.frame.programme, before, [2, 1])
}
