import { Checkpoint } from '../domain/report/checkpoint.ts'
import { queryAll, type Table, type Write } from './table.ts'
import { lostRace, putVersion } from './writes.ts'

// pk CHECKPOINT  sk HEAD   the signed head of the chains of issues and of the trail

export const checkpoints = (table: Table) => ({
  /** The latest checkpoint. Read by a query, because public pages may only query. */
  latest: async (): Promise<Checkpoint | undefined> => (await queryAll(table, { pk: 'CHECKPOINT' }, Checkpoint))[0],

  /** Replaces the checkpoint. Refused (`LostRace`) when somebody else replaced it. */
  replace: (checkpoint: Checkpoint): Write =>
    putVersion(table, { pk: 'CHECKPOINT', sk: 'HEAD', ...checkpoint }, lostRace('checkpoint')),
})
