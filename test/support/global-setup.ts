import { startStandIns } from './stand-ins.ts'
import { workers } from './workers.ts'

/**
 * Once per run: the stand-ins for AWS, with an engine for each worker. The workers are forked after this and inherit the
 * variables from which the SDK reads where they are.
 */
export default async function setup() {
  const { endpoints, stop } = await startStandIns(workers)
  process.env.TEST_ENGINES = endpoints.join(' ')
  return stop
}
