import { KMSClient } from '@aws-sdk/client-kms'
import type * as z from 'zod'
import { Config } from '../../shared/config.ts'
import { addNextKey } from '../../shared/data/keys.ts'
import { tableNamed } from '../../shared/data/table.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { readArgs, runCommand, usageRefusal } from '../command-line.ts'

const usage = `npm run rotate    make the next key for personal data in a deployment, and print the steps that follow
Needs the environment of one of its functions (TABLE_NAME, KMS_KEY_ID and KEY_VERSIONS), and AWS credentials that may
read and write its table and ask KMS for data keys. No function uses the key until you list its version.`

const KeyConfig = Config.pick({ TABLE_NAME: true, KMS_KEY_ID: true, KEY_VERSIONS: true })

await runCommand(async (args) => {
  const { help } = readArgs(usage, { args, options: { help: { type: 'boolean', default: false } } }).values
  if (help) return console.log(usage)
  const config = KeyConfig.safeParse(process.env)
  if (!config.success) {
    const names = config.error.issues.map(({ path }) => path.join()).join(', ')
    throw usageRefusal(usage, `These variables of a deployment's function are missing or not valid: ${names}.`)
  }
  console.log(await makeNextKey(config.data))
})

async function makeNextKey({ TABLE_NAME, KMS_KEY_ID, KEY_VERSIONS }: z.infer<typeof KeyConfig>): Promise<string> {
  const version = await addNextKey(tableNamed(TABLE_NAME), keyWrapper(new KMSClient({}), KMS_KEY_ID))
  const newLast = [...KEY_VERSIONS, version].join(', ')
  const newFirst = [version, ...KEY_VERSIONS].join(', ')
  return `${TABLE_NAME} has a key of version ${version}, which no function uses yet. In infra/environments.ts:
1. Set keyVersions: [${newLast}] and deploy. Every function can then read what the new key writes.
2. Wait 15 minutes, until no older function runs. Set keyVersions: [${newFirst}] and deploy.
   New data is written with the new key, and old data stays readable. Never remove a version from the list.`
}
