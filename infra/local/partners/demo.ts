import { setTimeout as sleep } from 'node:timers/promises'
import { readArgs, runCommand } from '../../command-line.ts'
import { runningSystem } from '../journeys/running-system.ts'
import { lendersDay } from './lenders.ts'

const usage = `npm run partner:demo -- [options]      a bank and a fintech tell what npm start runs of loans
  --data DIR   where the data of the running system live (.data)
  --help       print this`

await runCommand(async (args) => {
  const { data, help } = readArgs(usage, {
    args,
    options: { data: { type: 'string', default: '.data' }, help: { type: 'boolean', default: false } },
  }).values
  if (help) console.log(usage)
  else await play(data)
})

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
