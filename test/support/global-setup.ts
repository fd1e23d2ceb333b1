import path from 'node:path'
import { startStandIns } from './stand-ins.ts'
import { workers } from './workers.ts'

/**
 * Starts the stand-ins for AWS once per run, with an engine for each worker. Workers are forked afterwards and inherit
 * the variables from which the SDK reads the addresses.
 */
export default async function setup() {
  // Workers and programs that tests start reuse what an earlier process compiled.
  process.env.NODE_COMPILE_CACHE ??= path.join(import.meta.dirname, '../../node_modules/.cache/node')
  const { endpoints, stop } = await startStandIns(workers)
  process.env.TEST_ENGINES = endpoints.join(' ')
  return stop
}
