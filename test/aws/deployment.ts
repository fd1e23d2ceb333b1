import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { zipSync } from 'fflate'
import * as z from 'zod'
import { reach } from './emulator.ts'

const synthesised = path.join(import.meta.dirname, '../../cdk.out')

const Manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), environment: z.string().optional(), dependencies: z.array(z.string()).default([]) }),
  ),
})
const Assets = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.object({ path: z.string(), packaging: z.enum(['zip', 'file']) }),
      destinations: z.record(z.string(), z.object({ bucketName: z.string(), objectKey: z.string() })),
    }),
  ),
})

const readSynthesised = async (name: string): Promise<unknown> =>
  JSON.parse(await readFile(path.join(synthesised, name), 'utf8'))

/** The names of an environment's stacks, each after those that it imports from, with the region of each. */
async function listStacks(environment: string): Promise<{ name: string; region: string }[]> {
  const { artifacts } = Manifest.parse(await readSynthesised('manifest.json'))
  const own = new Map(
    Object.entries(artifacts).filter(
      ([name, { type }]) => type === 'aws:cloudformation:stack' && name.startsWith(`capaian-${environment}-`),
    ),
  )
  const ordered = new Set<string>()
  const add = (name: string): void => {
    for (const other of own.get(name)?.dependencies ?? []) if (own.has(other) && !ordered.has(other)) add(other)
    ordered.add(name)
  }
  for (const name of own.keys()) add(name)
  return [...ordered].map((name) => ({ name, region: own.get(name)?.environment?.split('/').at(-1) ?? '' }))
}

async function zipFolder(folder: string): Promise<Uint8Array> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((each) => each.isFile())
  const files = entries.map((each) => path.join(each.parentPath, each.name))
  const contents = await Promise.all(
    files.map(async (file) => [path.relative(folder, file), await readFile(file)] as const),
  )
  return zipSync(Object.fromEntries(contents), { level: 1 })
}

/** A deployment of the synthesised templates, as they are, on an emulator. */
export function deployment(endpoint: string, environment: string) {
  const buckets = new Set<string>()
  const formation = (region: string) => new CloudFormationClient({ ...reach(endpoint), region })

  async function publishAssets(name: string, region: string): Promise<void> {
    const s3 = new S3Client({ ...reach(endpoint), region, forcePathStyle: true })
    for (const { source, destinations } of Object.values(
      Assets.parse(await readSynthesised(`${name}.assets.json`)).files,
    )) {
      const file = path.join(synthesised, source.path)
      const Body = source.packaging === 'zip' ? await zipFolder(file) : await readFile(file)
      for (const { bucketName: Bucket, objectKey: Key } of Object.values(destinations)) {
        if (!buckets.has(Bucket)) await s3.send(new CreateBucketCommand({ Bucket }))
        buckets.add(Bucket)
        await s3.send(new PutObjectCommand({ Bucket, Key, Body }))
      }
    }
  }

  /** Says that the account is bootstrapped for the CDK in a region: every template asks for it. */
  async function bootstrap(region: string): Promise<void> {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-amz-json-1.1',
        'X-Amz-Target': 'AmazonSSM.PutParameter',
        Authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/${region}/ssm/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify({ Name: '/cdk-bootstrap/hnb659fds/version', Value: '30', Type: 'String', Overwrite: true }),
    })
    if (!answer.ok) throw new Error(`Bootstrapping was answered ${answer.status}: ${await answer.text()}`)
  }

  async function settle(client: CloudFormationClient, name: string): Promise<string> {
    for (;;) {
      const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }))
      const status = stack?.StackStatus ?? ''
      if (!status.endsWith('_IN_PROGRESS')) return status
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }

  const capabilities = { Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'] as const }

  /** Makes a stack of a template. Returns the status in which it ends. */
  async function createStack(name: string, template: unknown, region: string): Promise<string> {
    const client = formation(region)
    const TemplateBody = JSON.stringify(template)
    await client.send(
      new CreateStackCommand({ StackName: name, TemplateBody, Capabilities: [...capabilities.Capabilities] }),
    )
    return settle(client, name)
  }

  async function explainFailure(name: string, region: string): Promise<string> {
    const { StackEvents = [] } = await formation(region).send(new DescribeStackEventsCommand({ StackName: name }))
    const failures = StackEvents.filter(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')
    return failures
      .map(({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId}: ${ResourceStatusReason}`)
      .join('; ')
  }

  return {
    formation,
    createStack,
    readTemplate: (name: string) => readSynthesised(`${name}.template.json`),

    /** Makes every stack of the environment, in order. Returns their names. Throws when one cannot be made. */
    async makeAll(): Promise<string[]> {
      const stacks = await listStacks(environment)
      for (const { name, region } of stacks) {
        await bootstrap(region)
        await publishAssets(name, region)
        const status = await createStack(name, await readSynthesised(`${name}.template.json`), region)
        if (status !== 'CREATE_COMPLETE') throw new Error(`${name}: ${status}. ${await explainFailure(name, region)}`)
      }
      return stacks.map(({ name }) => name)
    },

    /** Changes a stack to another template. */
    async update(name: string, template: unknown): Promise<void> {
      const client = formation(reach(endpoint).region)
      const TemplateBody = JSON.stringify(template)
      await client.send(
        new UpdateStackCommand({ StackName: name, TemplateBody, Capabilities: [...capabilities.Capabilities] }),
      )
      const status = await settle(client, name)
      if (status !== 'UPDATE_COMPLETE') throw new Error(`${name}: ${status}`)
    },

    /** The outputs of a stack by their names. */
    async outputs(stack: string): Promise<Record<string, string>> {
      const name = `capaian-${environment}-${stack}`
      const { Stacks: [found] = [] } = await formation(reach(endpoint).region).send(
        new DescribeStacksCommand({ StackName: name }),
      )
      return Object.fromEntries(
        (found?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      )
    },
  }
}
