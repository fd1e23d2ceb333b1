import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startRuntimeApi } from './runtime-api.ts'

const client = fileURLToPath(import.meta.resolve('aws-lambda-ric'))
const nativePart = path.join(import.meta.dirname, 'rapid-client.ts')

/** Runs a built function under AWS's own runtime client, as Lambda does with a log in JSON. */
export async function startRuntime(name: string, file: string, environment: NodeJS.ProcessEnv) {
  const runtime = await startRuntimeApi(`capaian-prod-${name}`)
  const folder = path.dirname(file)
  const child: ChildProcess = spawn(process.execPath, ['--import', nativePart, client], {
    cwd: folder,
    env: {
      ...environment,
      AWS_LAMBDA_RUNTIME_API: runtime.address,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_LOG_GROUP_NAME: name,
      AWS_LAMBDA_LOG_STREAM_NAME: name,
      AWS_LAMBDA_LOG_FORMAT: 'JSON',
      AWS_LAMBDA_NODEJS_USE_ALTERNATIVE_CLIENT_1: 'true',
      LAMBDA_TASK_ROOT: folder,
      _HANDLER: 'index.handler',
    },
  })
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => said.push(`${piece}`))
  const ended = once(child, 'close').then((): never => {
    throw new Error(`The runtime ended:\n${said.join('')}`)
  })
  // Whoever waits sees the end; nobody has to.
  ended.catch(() => {})
  return {
    pid: child.pid ?? 0,
    /** Resolves when the function is loaded and asks for its first event. */
    ready: Promise.race([runtime.firstAsked, ended]),
    invoke: (event: unknown) => Promise.race([runtime.invoke(event), ended]),
    lines: () => said.join('').split('\n').filter(Boolean),
    stop(): void {
      child.kill('SIGKILL')
      runtime.stop()
    },
  }
}
