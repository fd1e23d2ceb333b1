import { randomUUID } from 'node:crypto'
import { createStores, localConfig } from '../../infra/local/local-config.ts'
import type { Config } from '../../shared/config.ts'
import { type Deps, openDeps } from '../../shared/deps.ts'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakarta } from '../../shared/programme/areas.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import { closeMonths } from '../../shared/usecases/issues/close-months.ts'
import { startProgramme } from '../../shared/usecases/ledger/start-programme.ts'
import { type Seeded, seedMembers } from './seed.ts'
import { through } from './through.ts'

/** The bench's current day, in the last of its months. The months before can be closed. */
export const now = () => new Date('2021-11-30T05:00:00.000Z')
const firstMonth = '2021-08'
const secondMonth = '2021-09'
/** The last month that can be closed, and the month after it. */
export const lastEnded = '2021-10'
export const openMonth = '2021-11'
const memberCount = 2000

/** Adds a target for each month to the published ones, since the month before a target's period is one more read. */
const programme: Programme = {
  ...jakpreneur,
  firstMonth,
  targets: [
    ...jakpreneur.targets,
    ...[secondMonth, lastEnded, openMonth].map((month) => ({
      ...{ indicator: 'P1', area: jakarta, from: month, to: month },
      ...{ value: 500, basis: 'Bench', primary: true },
    })),
  ],
}

/** A programme on a table of its own, with dependencies whose requests go straight to the engine. */
export type Bed = { config: Config; deps: Deps }
/** The same with members. */
export type SeededBed = Bed & { members: Seeded[] }

export const admin: Caller = {
  subject: 'bench-admin',
  grants: [
    {
      ...{ id: 'grt_bench', subject: 'bench-admin', role: 'admin', area: jakarta },
      ...{ from: '2017-01-01T00:00:00.000Z', grantedBy: 'bench' },
    },
  ],
}

/** Starts an empty programme. */
export async function makeBed(): Promise<Bed> {
  const name = `bench-${randomUUID()}`
  const config = localConfig(name)
  await createStores(config)
  const deps = await depsOn(config)
  await startProgramme(deps)
  for (const { id: _, ...grant } of admin.grants) await giveGrant(deps, grant)
  return { config, deps }
}

/** Starts a programme with 2,000 members, spread over four months, two of which are closed. */
export async function makeSeededBed(): Promise<SeededBed> {
  const bed = await makeBed()
  const members = await seedMembers(bed.deps, memberCount, firstMonth, openMonth)
  await closeMonths(bed.deps, 'bench', secondMonth)
  return { ...bed, members }
}

/** Dependencies from a configuration. Their log lines are written and thrown away. */
export const depsOn = (config: Config): Promise<Deps> =>
  openDeps(config, { programme, now, log: jsonLog(() => undefined, now) })

/** Dependencies whose requests to the table go to another endpoint. */
export const depsThrough = (endpoint: string, config: Config): Promise<Deps> => through(endpoint, () => depsOn(config))
