import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type HeldObligation, type OwnQueue, obligationAttributes } from '../../shared/data/obligations.ts'
import { commit, getItem, type Table } from '../../shared/data/table.ts'
import { insert, update } from '../../shared/data/writes.ts'
import type { Deps } from '../../shared/deps.ts'
import {
  type DueObligation,
  dischargeObligation,
  Obligation,
  type Patience,
} from '../../shared/domain/jobs/obligation.ts'
import { ignoreIfRaceLost } from '../../shared/domain/problems/lost-race.ts'
import type { Handler } from '../../shared/usecases/sweep.ts'

const key = (id: string) => ({ pk: `THING#${id}`, sk: 'THING' })
const doneKey = (id: string) => ({ pk: `THING#${id}`, sk: 'DONE' })

const Thing = z.object({ obligation: Obligation, version: z.int().optional() })
const Done = z.object({ times: z.int() })

export const patience: Patience = { leaseMs: 60_000, firstWaitMs: 10_000, longestWaitMs: 60_000, mostTries: 3 }

/** Things to do in a table. Each is an item with a count of how often it was done. */
export function thingsToDo(
  deps: Pick<Deps, 'obligations' | 'claims' | 'commit' | 'now' | 'pause' | 'random'>,
  tableName: string,
) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  const table: Table = { client, name: tableName, pause: deps.pause, random: deps.random }
  const line: OwnQueue = { kind: 'receipt', owner: 'somebody' }

  return {
    /** Makes a thing due from an instant on, by default from now. */
    async owe(id: string, { owner = line.owner, kind = line.kind, dueAt = deps.now().toISOString() } = {}) {
      const obligation = await deps.obligations.begin({ kind, owner, id }, dueAt)
      await commit(table, insert(table, { ...key(id), ...obligationAttributes(obligation) }))
      return { key: key(id), obligation }
    },

    async look(id: string): Promise<{ obligation?: Obligation; version?: number | undefined; times: number }> {
      const [thing, done] = [await getItem(table, key(id), Thing), await getItem(table, doneKey(id), Done)]
      return { ...thing, times: done?.times ?? 0 }
    },

    /** Counts a thing as done, and discharges it, in one transaction. */
    doAndDischarge: (held: HeldObligation<DueObligation>): Promise<void> =>
      commit(
        table,
        deps.obligations.move(held, dischargeObligation(held.obligation, deps.now())),
        update(table, doneKey(held.obligation.id), { add: { times: 1 } }),
      ),

    /** Does a thing unless it was done already. */
    async doUnlessDone({ obligation: { id } }: HeldObligation<DueObligation>): Promise<void> {
      const claim = deps.claims.add({ caller: 'things', key: id }, { fingerprint: id })
      await commit(table, claim, update(table, doneKey(id), { add: { times: 1 } })).catch(ignoreIfRaceLost('claim'))
    },
  }
}

export type ThingsToDo = ReturnType<typeof thingsToDo>

/** Handlers of things: one discharges together with the effect, the other separately, so it may repeat the effect. */
export const obligationHandlers = ({ doAndDischarge, doUnlessDone }: ThingsToDo) => {
  const together: Handler = {
    patience,
    atOnce: 4,
    async carryOut(held) {
      await doAndDischarge(held)
      return { outcome: 'discharged' }
    },
  }
  const repeatable: Handler = {
    patience,
    atOnce: 4,
    async carryOut(held) {
      await doUnlessDone(held)
      return { outcome: 'done' }
    },
  }
  return { together, repeatable }
}
