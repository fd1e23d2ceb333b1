import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { findFreePort } from '../../infra/local/free-port.ts'
import { installPythonTools } from '../support/python-environment.ts'

const requirements = path.join(import.meta.dirname, 'requirements.txt')

export type Emulator = { endpoint: string; port: number; stop: () => Promise<void> }

/** The region of both environments. */
export const region = 'ap-southeast-3'

/** What the clients of AWS need to reach the emulator as the owner of the account. */
export const reach = (endpoint: string) => ({
  endpoint,
  region,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
})

/** Installs the emulator and cfn-lint, unless they are there. Returns the interpreter that has them. */
export const installEmulator = (): Promise<string> =>
  installPythonTools({ name: 'aws-emulator', requirements, module: 'ministack' })

/** Starts the emulator, with every call of a function checked against the policies of its role. */
export async function startEmulator(): Promise<Emulator> {
  const [python, port] = await Promise.all([installEmulator(), findFreePort(0)])
  const endpoint = `http://127.0.0.1:${port}`
  const output: string[] = []
  const child = spawn(python, [path.join(import.meta.dirname, 'emulator.py')], {
    env: {
      ...process.env,
      AUTH: 'true',
      GATEWAY_PORT: `${port}`,
      MINISTACK_REGION: region,
      LOG_LEVEL: 'WARNING',
      PATH: `${path.dirname(process.execPath)}:${process.env.PATH}`,
    },
  })
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece: Buffer) => output.push(`${piece}`))
  const childEnd = once(child, 'close')
  for (let tries = 0; !(await answers(endpoint)); tries++) {
    if (child.exitCode !== null || tries === 300) throw new Error(`The emulator does not start:\n${output.join('')}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return {
    endpoint,
    port,
    async stop() {
      child.kill('SIGTERM')
      await childEnd
    },
  }
}

const answers = (endpoint: string): Promise<boolean> =>
  fetch(`${endpoint}/_ministack/health`).then(
    ({ ok }) => ok,
    () => false,
  )
