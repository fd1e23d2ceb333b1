import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { tableShape } from '../../infra/table.ts'
import { commit, type Table, type Write } from '../../shared/data/table.ts'
import { AppError } from '../../shared/domain/problems/app-error.ts'
import { registerMember } from '../../shared/usecases/members/registration.ts'
import { request } from './acts.ts'
import { admin, type Bed } from './bed.ts'
import { countConflicts } from './conflict-rule.ts'
import { applicant } from './people.ts'

/** Writes one thing after the other, and counts refusals. */
export type Writer = {
  write: () => Promise<'written' | 'refused'>
  counts: () => { conflicts: number; retries: number }
}

let people = 0

/** Registers people in random areas. Its transactions go through the production `commit` on a client of its own. */
export function registrar({ config, deps }: Bed, areas: string[], { enforced }: { enforced: boolean }): Writer {
  const client = new DynamoDBClient({})
  const conflicts = countConflicts(client, { enforced })
  let retries = 0
  const table: Table = {
    client: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    name: config.TABLE_NAME,
    pause: (ms) => {
      retries++
      return sleep(ms)
    },
    random: Math.random,
  }
  const ours = { ...deps, commit: (...writes: Write[]) => commit(table, ...writes) }
  return {
    async write() {
      const area = areas[Math.floor(Math.random() * areas.length)] ?? ''
      try {
        await registerMember(ours, admin, request(), applicant(people++, area))
        return 'written'
      } catch (error) {
        if (error instanceof AppError && error.kind === 'busy') return 'refused'
        throw error
      }
    },
    counts: () => ({ conflicts: conflicts.met, retries }),
  }
}

/** Writes the items of one registration repeatedly by the bare SDK, each time under new keys. */
export async function bareRegistrar({ deps }: Bed, area: string): Promise<Writer> {
  let registration: Write[] = []
  const answerRecord = {
    ...deps,
    async commit(...writes: Write[]) {
      registration = writes
    },
  }
  await registerMember(answerRecord, admin, request(), applicant(people++, area))
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  })
  return {
    async write() {
      const suffix = `#${people++}`
      await client.send(
        new TransactWriteCommand({ TransactItems: registration.map((each) => moveWrite(each, suffix)) }),
      )
      return 'written'
    },
    counts: () => ({ conflicts: 0, retries: 0 }),
  }
}

/** The same write with another partition key. */
function moveWrite({ operation: { Put, Update } }: Write, suffix: string): Write['operation'] {
  const moveKey = <T extends Record<string, unknown>>(key: T) => ({
    ...key,
    [tableShape.partitionKey]: `${key[tableShape.partitionKey]}${suffix}`,
  })
  return {
    ...(Put && { Put: { ...Put, Item: moveKey(Put.Item ?? {}) } }),
    ...(Update && { Update: { ...Update, Key: moveKey(Update.Key ?? {}) } }),
  }
}
