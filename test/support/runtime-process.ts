import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { findFreePort } from '../../infra/local/free-port.ts'
import { startRuntimeApi } from './runtime-api.ts'

const client = fileURLToPath(import.meta.resolve('aws-lambda-ric'))
const nativePart = path.join(import.meta.dirname, 'rapid-client.ts')
const command = [process.execPath, '--import', nativePart, client]

/** What Lambda sets for a function that logs in JSON. */
const runtimeEnvironment = (name: string, folder: string): NodeJS.ProcessEnv => ({
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_LOG_GROUP_NAME: name,
  AWS_LAMBDA_LOG_STREAM_NAME: name,
  AWS_LAMBDA_LOG_FORMAT: 'JSON',
  AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
  LAMBDA_TASK_ROOT: folder,
  _HANDLER: 'index.handler',
})

/** Collects the lines that a process writes. `ended` rejects with them when it ends. */
function listenTo(child: ChildProcess) {
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => said.push(`${piece}`))
  const ended = once(child, 'close').then((): never => {
    throw new Error(`The runtime ended:\n${said.join('')}`)
  })
  // Ignores the rejection when nothing waits for the end.
  ended.catch(() => {})
  return { ended, lines: () => said.join('').split('\n').filter(Boolean) }
}

/** Runs a built function under AWS's own runtime client, as Lambda does with a log in JSON. */
export async function startRuntime(name: string, file: string, environment: NodeJS.ProcessEnv) {
  const runtime = await startRuntimeApi(`capaian-prod-${name}`)
  const folder = path.dirname(file)
  const [program = '', ...args] = command
  const env = { ...environment, ...runtimeEnvironment(name, folder), AWS_LAMBDA_RUNTIME_API: runtime.address }
  const child = spawn(program, args, { cwd: folder, env })
  const { ended, lines } = listenTo(child)
  return {
    pid: child.pid ?? 0,
    /** Resolves when the function is loaded and asks for its first event. */
    ready: Promise.race([runtime.firstAsked, ended]),
    invoke: (event: unknown) => Promise.race([runtime.invoke(event), ended]),
    lines,
    stop(): void {
      child.kill('SIGKILL')
      runtime.stop()
    },
  }
}

const emulator = 'github.com/aws/aws-lambda-runtime-interface-emulator'
const emulatorVersion = 'v0.0.0-20261030222936-bef5c4ba774d'

/** Builds AWS's emulator of what surrounds a runtime, from its Go module, in a directory. */
export async function buildRuntimeEmulator(directory: string): Promise<string> {
  // An older Go fetches the one that the module names.
  const env = { ...process.env, GOTOOLCHAIN: 'auto', GOBIN: directory }
  await promisify(execFile)('go', ['install', `${emulator}/cmd/aws-lambda-rie@${emulatorVersion}`], { env })
  return path.join(directory, 'aws-lambda-rie')
}

const isListening = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [host, port] = address.split(':')
    const socket = connect(Number(port), host)
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

/** Runs a built function under AWS's runtime client, which AWS's emulator starts and gives its events. */
export async function startEmulatedRuntime(
  program: string,
  name: string,
  file: string,
  environment: NodeJS.ProcessEnv,
) {
  const [api, door] = [`127.0.0.1:${await findFreePort(0)}`, `127.0.0.1:${await findFreePort(0)}`]
  const folder = path.dirname(file)
  const child = spawn(
    program,
    ['--runtime-api-address', api, '--runtime-interface-emulator-address', door, ...command],
    { cwd: folder, env: { ...environment, ...runtimeEnvironment(name, folder) } },
  )
  const { ended, lines } = listenTo(child)
  async function send(id: string, event: unknown): Promise<unknown> {
    while (!(await isListening(door))) await sleep(50)
    const url = `http://${door}/2015-03-31/functions/function/invocations`
    const asked = { method: 'POST', headers: { 'X-Amzn-RequestId': id }, body: JSON.stringify(event) }
    return (await fetch(url, asked)).json()
  }
  return {
    /** Runs the function on an event, under the id of a request. Returns its answer. */
    invoke: (id: string, event: unknown) => Promise.race([send(id, event), ended]),
    lines,
    stop: () => child.kill('SIGTERM'),
  }
}
