import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { CannotStart } from '../cannot-start.ts'
import { runningSystem } from '../journeys/running-system.ts'
import { Unexpected } from '../journeys/visit.ts'
import { lendersDay } from './lenders.ts'

const usage = `npm run partner:demo -- [options]      a bank and a fintech tell what npm start runs of loans
  --data DIR   where the data of the running system live (.data)
  --help       print this`

try {
  const { data, help } = options(process.argv.slice(2))
  if (help) console.log(usage)
  else await play(data)
} catch (error) {
  console.error(error instanceof CannotStart || error instanceof Unexpected ? error.message : error)
  process.exit(error instanceof CannotStart ? error.exitCode : 1)
}

async function play(data: string): Promise<void> {
  const { webhooks, ...system } = await runningSystem(data)
  await lendersDay({
    ...system,
    call: ({ path, headers, body }) =>
      fetch(`${webhooks}${path}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
      }),
    wait: () => sleep(1_000),
    say: (line) => console.log(line),
  })
}

function options(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: { data: { type: 'string', default: '.data' }, help: { type: 'boolean', default: false } },
    })
    return values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new CannotStart(`${error.message.split('. ')[0]}.\n\n${usage}`, 2)
  }
}
