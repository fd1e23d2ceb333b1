import path from 'node:path'
import { startStandIns } from './stand-ins.ts'
import { workers } from './workers.ts'

/**
 * Once per run: the stand-ins for AWS, with an engine for each worker. The workers are forked after this and inherit the
 * variables from which the SDK reads where they are.
 */
export default async function setup() {
  // Programs that tests start, and workers, find what the one before them has compiled.
  process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, '../../node_modules/.cache/node')
  const { endpoints, stop } = await startStandIns(workers)
  process.env.TEST_ENGINES = endpoints.join(' ')
  return stop
}
