import { parseArgs } from 'node:util'
import { CannotStart } from '../cannot-start.ts'
import { citizenJourney } from './citizen.ts'
import { officerDay } from './officer.ts'
import { runningSystem } from './running-system.ts'
import { type Journey, Unexpected } from './visit.ts'

const journeys: Record<string, Journey> = { citizen: citizenJourney, officer: officerDay }

const usage = `npm run journey -- ${Object.keys(journeys).join('|')} [options]      one person's way through what npm start runs
  --data DIR   where the data of the running system live (.data)
  --help       print this`

try {
  const { name, data, help } = options(process.argv.slice(2))
  const journey = journeys[name]
  if (help) console.log(usage)
  else if (journey) await journey({ ...(await runningSystem(data)), say: (line) => console.log(line) })
  else throw mistyped(name === '' ? 'Name a journey.' : `There is no journey "${name}".`)
} catch (error) {
  console.error(error instanceof CannotStart || error instanceof Unexpected ? error.message : error)
  process.exit(error instanceof CannotStart ? error.exitCode : 1)
}

function options(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { data: { type: 'string', default: '.data' }, help: { type: 'boolean', default: false } },
    })
    return { ...values, name: positionals.join(' ') }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw mistyped(`${error.message.split('. ')[0]}.`)
  }
}

function mistyped(message: string): CannotStart {
  return new CannotStart(`${message}\n\n${usage}`, 2)
}
