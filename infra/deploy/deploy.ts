import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { KMSClient } from '@aws-sdk/client-kms'
import { bundle } from '../build.ts'
import { runCommand } from '../command-line.ts'
import { CommandRefusal } from '../command-refusal.ts'
import { dev, type Environment, prod } from '../environments.ts'
import { unprotectedKey } from '../protection.ts'
import { findBlockers } from './deploy-blockers.ts'
import { type DeployOptions, readDeployOptions, usage } from './deploy-options.ts'
import { unprotectUncreated, wasNeverCreated } from './uncreated-stacks.ts'

const root = join(import.meta.dirname, '../..')

await runCommand(async (args) => {
  const options = readDeployOptions(args)
  if (options === 'help') console.log(usage)
  else await deploy(options)
})

async function deploy({ name, yes }: DeployOptions): Promise<void> {
  const [environment, other] = name === 'dev' ? [dev, prod] : [prod, dev]
  const blockers = findBlockers(environment, {
    hasCredentials: await hasCredentials(environment.region),
    uncommitted: await listUncommitted(),
    other,
  })
  if (blockers.length > 0)
    throw new CommandRefusal(`Nothing was deployed.\n${blockers.map((why) => `* ${why}`).join('\n')}`)
  const functions = await bundle()
  console.log(`Built ${functions.map((each) => each.name).join(', ')}`)
  const approval = ['--require-approval', yes ? 'never' : 'broadening']
  const outputs = `cdk.out/outputs-${name}.json`
  const uncreatedStacks = await unprotectAllUncreated(environment)
  const contextArgs = uncreatedStacks.length > 0 ? ['--context', `${unprotectedKey}=${name}`] : []
  await runCdk(environment, ['deploy', `capaian-${name}-*`, ...approval, '--outputs-file', outputs, ...contextArgs])
  if (uncreatedStacks.length > 0) {
    console.log(`Protecting ${uncreatedStacks.join(' and ')} from deletion`)
    await runCdk(environment, ['deploy', ...uncreatedStacks, '--exclusively', ...approval])
  }
  console.log(
    `${name} is deployed. Its addresses are in ${outputs}. After a first deployment, read "First run" in infra/OPERATING.md.`,
  )
}

/**
 * Removes the protection of those stacks with data that were never created, so that the CDK can delete what a failed
 * first deployment left. Returns the names of these stacks.
 */
async function unprotectAllUncreated({ name, region, tokens }: Environment): Promise<string[]> {
  const client = new CloudFormationClient({ region })
  const uncreatedStacks: string[] = []
  for (const stack of [`capaian-${name}-data`, ...(tokens ? [] : [`capaian-${name}-identity`])]) {
    if (!(await wasNeverCreated(client, stack))) continue
    await unprotectUncreated(client, stack)
    uncreatedStacks.push(stack)
  }
  return uncreatedStacks
}

async function runCdk({ region }: Environment, args: string[]): Promise<void> {
  const cdk = spawn(join(root, 'node_modules/.bin/cdk'), args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CDK_DISABLE_CLI_TELEMETRY: '1' },
  })
  const [code]: unknown[] = await once(cdk, 'close')
  if (code !== 0)
    throw new CommandRefusal(
      `cdk ended with ${code}. Stacks that it did not reach are unchanged. Run the same command again to continue. If it asks ` +
        `for a bootstrap: npx cdk bootstrap aws://ACCOUNT/${region} aws://ACCOUNT/us-east-1, once per account.`,
    )
}

/** Whether the SDK finds any credentials. The CDK looks in the same places. */
async function hasCredentials(region: string): Promise<boolean> {
  try {
    await new KMSClient({ region }).config.credentials()
    return true
  } catch {
    return false
  }
}

async function listUncommitted(): Promise<string[]> {
  const { stdout } = await promisify(execFile)('git', ['status', '--porcelain'], { cwd: root })
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.slice(3))
}
