import { readArgs, runCommand, usageRefusal } from '../../command-line.ts'
import { citizenJourney } from './citizen.ts'
import { officerDay } from './officer.ts'
import { findRunningSystem } from './running-system.ts'
import type { Journey } from './visit.ts'

const journeys: Record<string, Journey> = { citizen: citizenJourney, officer: officerDay }

const usage = `npm run journey -- ${Object.keys(journeys).join('|')} [options]      plays one person's day in the running npm start
  --data DIR   where the data of the running system live (.data)
  --help       print this`

await runCommand(async (args) => {
  const { values, positionals } = readArgs(usage, {
    args,
    allowPositionals: true,
    options: { data: { type: 'string', default: '.data' }, help: { type: 'boolean', default: false } },
  })
  const name = positionals.join(' ')
  const journey = journeys[name]
  if (values.help) console.log(usage)
  else if (journey) await journey({ ...(await findRunningSystem(values.data)), say: (line) => console.log(line) })
  else throw usageRefusal(usage, name === '' ? 'Name a journey.' : `There is no journey "${name}".`)
})
