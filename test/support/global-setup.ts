import { compileCache } from '../../infra/local/compile-cache.ts'
import { startStandIns } from './stand-ins.ts'
import { workers } from './workers.ts'

/**
 * Starts the stand-ins for AWS once per run, with an engine for each worker. Workers are forked afterwards and inherit
 * the variables from which the SDK reads the addresses.
 */
export default async function setup() {
  // Workers and programs that tests start reuse what an earlier process compiled.
  process.env.NODE_COMPILE_CACHE ??= compileCache
  const { endpoints, stop } = await startStandIns(workers)
  process.env.TEST_ENGINES = endpoints.join(' ')
  return stop
}
