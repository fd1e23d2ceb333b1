import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import * as z from 'zod'
import { bundle } from '../../infra/build.ts'
import { type Config, toEnvironment } from '../../shared/config.ts'
import { ownSources } from '../bench/metafile.ts'

const root = path.join(import.meta.dirname, '../..')
const Message = z.object({ id: z.number(), answer: z.unknown().optional(), error: z.string().optional() })

/** A function as it is deployed, in a separate process. */
export type BuiltFunction = {
  /** Returns the handler's answer. Throws what the handler throws, as Lambda would report it. */
  invoke: (event: unknown) => Promise<unknown>
  /** The lines of its log. */
  log: () => string
}

/**
 * Builds all functions as they are deployed, and starts them in bare Node processes with only the environment that
 * Lambda gives. The bundles are in a directory from which no other file of this repository can be imported.
 */
export async function builtFunctions(config: Config) {
  const folder = await mkdtemp(path.join(tmpdir(), 'capaian-bundles-'))
  const dist = path.join(folder, 'dist')
  const built = await bundle(undefined, { functions: path.join(root, 'functions'), dist })
  const children: ChildProcess[] = []
  const fileOf = (name: string) => path.join(dist, name, 'index.mjs')
  const start = async (name: string): Promise<BuiltFunction> => {
    const child = fork(path.join(import.meta.dirname, 'bundle-process.ts'), [fileOf(name)], {
      cwd: dist,
      env: lambdaEnvironment(name, config),
      silent: true,
    })
    children.push(child)
    const output: string[] = []
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece: Buffer) => output.push(`${piece}`))
    const log = () => output.join('')
    const [ready]: unknown[] = await Promise.race([once(child, 'message'), once(child, 'close')])
    if (typeof ready !== 'object') throw new Error(`${name} did not start:\n${log()}`)
    return { invoke: invoker(child), log }
  }
  const started = new Map<string, Promise<BuiltFunction>>()
  return {
    names: built.map(({ name }) => name),
    built,
    /** The file that Lambda loads for a function. */
    fileOf,
    /** The project's own files in a function. */
    async sourcesOf(name: string): Promise<string[]> {
      return ownSources(JSON.parse(await readFile(path.join(dist, `${name}.meta.json`), 'utf8')))
    },
    /** The running function of a name. */
    function(name: string): Promise<BuiltFunction> {
      const running = started.get(name) ?? start(name)
      started.set(name, running)
      return running
    },
    async stop(): Promise<void> {
      for (const child of children) child.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function invoker(child: ChildProcess) {
  const waiting = new Map<number, (message: z.infer<typeof Message>) => void>()
  child.on('message', (raw) => {
    const message = Message.parse(raw)
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  let last = 0
  return async (event: unknown): Promise<unknown> => {
    const id = ++last
    const answered = new Promise<z.infer<typeof Message>>((resolve) => waiting.set(id, resolve))
    child.send({ id, event })
    const { answer, error } = await answered
    if (error !== undefined) throw new Error(error)
    return answer
  }
}

/** The environment that Lambda gives a function, and the addresses of the stand-ins for AWS. */
export const lambdaEnvironment = (name: string, config: Config) => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([key]) => key.startsWith('AWS_'))),
  ...toEnvironment(config),
  AWS_LAMBDA_FUNCTION_NAME: name,
  PATH: process.env.PATH,
  TZ: ':UTC',
})
