import { once } from 'node:events'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { Config } from '../../../shared/config.ts'
import { openDeps } from '../../../shared/deps.ts'
import { jsonLog } from '../../../shared/log.ts'
import { exitWithError } from '../../command-line.ts'
import { addIndexes } from '../create-table.ts'
import { pointSdkTo } from '../endpoints.ts'
import { deployment } from '../local-config.ts'
import { localProgramme } from '../local-programme.ts'
import { offsetClock } from '../offset-clock.ts'
import { seedDemo } from './demo.ts'
import { DemoTask } from './demo-process.ts'

// `startDemoProcess` runs this file in a process, which ends when its parent process does.
process.once('disconnect', () => process.exit(1))
try {
  const [task] = await once(process, 'message')
  await makeDemo(DemoTask.parse(task))
} catch (error) {
  exitWithError(error)
}
process.exit(0)

async function makeDemo({ settings, endpoints, lastMonth, now: start }: DemoTask): Promise<void> {
  pointSdkTo(endpoints)
  const now = offsetClock(new Date(start))
  const deps = await openDeps(Config.parse(settings), {
    programme: localProgramme,
    now,
    log: jsonLog(console.log, now),
  })
  const startedAt = performance.now()
  const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(5)} s`
  console.log('Making the demo, month by month (only the first time):')
  await seedDemo(deps, lastMonth, {
    progress: (line) => console.log(`${line}  ${seconds()}`),
    addIndexes: () => addIndexes(new DynamoDBClient({}), deployment),
  })
}
