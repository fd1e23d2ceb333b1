import { KMSClient } from '@aws-sdk/client-kms'
import type * as z from 'zod'
import { Config } from '../../shared/config.ts'
import { addNextKey } from '../../shared/data/keys.ts'
import { tableNamed } from '../../shared/data/table.ts'
import { keyWrapper } from '../../shared/gateways/key-wrapper.ts'
import { mistyped, readArgs, runCommand } from '../command-line.ts'

const usage = `npm run rotate    make the next key of personal data in a deployment, and say what is to be done with it
Needs the environment of one of its functions (TABLE_NAME, KMS_KEY_ID and KEY_VERSIONS) and AWS credentials that may
read and write its table and ask KMS for data keys. No function uses the key before it is told to.`

const Asked = Config.pick({ TABLE_NAME: true, KMS_KEY_ID: true, KEY_VERSIONS: true })

await runCommand(async (args) => {
  const { help } = readArgs(usage, { args, options: { help: { type: 'boolean', default: false } } }).values
  if (help) return console.log(usage)
  const asked = Asked.safeParse(process.env)
  if (!asked.success) {
    const names = asked.error.issues.map(({ path }) => path.join()).join(', ')
    throw mistyped(usage, `The environment is not that of a deployment's function: ${names} missing or not valid.`)
  }
  console.log(await nextKey(asked.data))
})

async function nextKey({ TABLE_NAME, KMS_KEY_ID, KEY_VERSIONS }: z.infer<typeof Asked>): Promise<string> {
  const version = await addNextKey(tableNamed(TABLE_NAME), keyWrapper(new KMSClient({}), KMS_KEY_ID))
  const known = [...KEY_VERSIONS, version].join(', ')
  const writing = [version, ...KEY_VERSIONS].join(', ')
  return `${TABLE_NAME} has a key of version ${version}, which nobody uses yet. In infra/environments.ts:
1. keyVersions: [${known}], and deploy. From then on every function can read what it writes.
2. A quarter of an hour later, when no function runs that was started before: keyVersions: [${writing}], and deploy.
   What is new is written with it, what is old stays readable. No version is ever taken out of the list.`
}
