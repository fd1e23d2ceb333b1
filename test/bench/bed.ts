import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import { createTable } from '../../infra/local/create-table.ts'
import { createBucket } from '../../infra/local/object-store.ts'
import type { Config } from '../../shared/config.ts'
import { assemble, type Deps } from '../../shared/deps.ts'
import type { Month } from '../../shared/domain/calendar.ts'
import type { Caller } from '../../shared/domain/grant.ts'
import type { Programme } from '../../shared/domain/programme.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakarta } from '../../shared/programme/areas.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'
import { closeMonths } from '../../shared/usecases/close-months.ts'
import { giveGrant } from '../../shared/usecases/give-grant.ts'
import { startProgramme } from '../../shared/usecases/start-programme.ts'
import { type Seeded, seedMembers } from './seed.ts'

/** The bench's today, in the last of its months; the months before it can be closed. */
export const now = () => new Date('2021-11-30T05:00:00.000Z')
const firstMonth = '2021-08'
export const openMonth = '2021-11'

/** Besides the published targets one for each month, since the month before a target's period is one more read. */
const programme: Programme = {
  ...jakpreneur,
  firstMonth,
  targets: [
    ...jakpreneur.targets,
    ...['2021-09', '2021-10', '2021-11'].map((month) => ({
      ...{ indicator: 'P1', area: jakarta, from: month, to: month },
      ...{ value: 500, basis: 'Bench', primary: true },
    })),
  ],
}

/** A table of the programme on its own, and dependencies on it, whose requests go to the engine straight. */
export type Bed = { config: Config; deps: Deps }

export const admin: Caller = {
  subject: 'bench-admin',
  grants: [
    {
      ...{ id: 'grt_bench', subject: 'bench-admin', role: 'admin', area: jakarta },
      ...{ from: '2017-01-01T00:00:00.000Z', grantedBy: 'bench' },
    },
  ],
}

/** A programme that has just started. */
export async function makeBed(tokenIssuer = 'http://127.0.0.1:9'): Promise<Bed> {
  const name = `bench-${randomUUID()}`
  await createTable(new DynamoDBClient({}), name)
  await createBucket(new S3Client({ forcePathStyle: true }), name)
  const config: Config = {
    TABLE_NAME: name,
    BUCKET_NAME: name,
    KMS_KEY_ID: 'alias/capaian',
    TOKEN_ISSUER: tokenIssuer,
    TOKEN_CLIENT_ID: 'capaian',
  }
  const deps = await assemble(config, outside)
  await startProgramme(deps)
  await giveGrant(deps, { subject: admin.subject, role: 'admin', area: jakarta, from: '2017-01-01T00:00:00.000Z', grantedBy: 'bench' })
  return { config, deps }
}

/** The log's lines are made and thrown away. */
const outside = { programme, now, log: jsonLog(() => {}, now) }

/** A programme of some members, spread over four months, of which those up to `closedThrough` are closed. */
export async function makeSeededBed(count: number, closedThrough: Month, tokenIssuer?: string): Promise<Bed & { members: Seeded[] }> {
  const bed = await makeBed(tokenIssuer)
  const members = await seedMembers(bed.deps, count, firstMonth, openMonth)
  await closeMonths(bed.deps, 'bench', closedThrough)
  return { ...bed, members }
}

/** Dependencies on the bed's table whose requests go to another endpoint: the SDK reads it with its first request. */
export async function depsAt({ config }: Bed, endpoint: string): Promise<Deps> {
  const variable = 'AWS_ENDPOINT_URL_DYNAMODB'
  const engine = process.env[variable]
  process.env[variable] = endpoint
  const deps = await assemble(config, outside)
  process.env[variable] = engine
  return deps
}
