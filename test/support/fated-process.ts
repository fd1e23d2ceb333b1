import * as z from 'zod'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import { deadlyProxies } from './deadly-proxy.ts'
import { assembleTestDeps } from './test-deps.ts'

type Deps = Awaited<ReturnType<typeof assembleTestDeps>>

const Environment = z.object({ TEST_TABLE: z.string(), TEST_NOW: z.string(), TEST_FATE: z.string().optional() })

/**
 * The body of a process that does some work and is killed at one of its writes to these services, which
 * `TEST_FATE` names. Without it the process prints the number of writes. `extra` reads more inputs of the work from the
 * environment.
 */
export async function runFated<Told>(
  programme: Programme,
  services: ('DYNAMODB' | 'S3' | 'SESV2' | 'COGNITO_IDENTITY_PROVIDER')[],
  extra: z.ZodType<Told>,
  work: (deps: Deps, told: Told & { TEST_TABLE: string }) => Promise<unknown>,
): Promise<never> {
  const { TEST_TABLE, TEST_NOW, TEST_FATE } = Environment.parse(process.env)
  const told = extra.parse(process.env)
  const [write, side] = (TEST_FATE ?? '').split(' ')
  const proxies = deadlyProxies(
    write ? { write: Number(write), side: side === 'before' ? 'before' : 'after' } : undefined,
  )
  for (const name of services.map((service) => `AWS_ENDPOINT_URL_${service}`))
    process.env[name] = await proxies.before(process.env[name] ?? '')
  const deps = await assembleTestDeps(TEST_TABLE, programme, { now: () => new Date(TEST_NOW), log: () => {} })
  await work(deps, { ...told, TEST_TABLE })
  process.stdout.write(`${proxies.count()}\n`)
  process.exit(0)
}
