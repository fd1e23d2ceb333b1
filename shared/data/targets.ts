import * as z from 'zod'
import { makeScopeKey, Target, type TargetScope } from '../domain/programme/target.ts'
import { queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, put } from './writes.ts'

// pk TARGETS  sk <target id>#<version, 6 digits>                  a version of a target; never overwritten
// pk PRIMARY  sk <indicator>#<area>#<agency>#<from>#<to>          which of the rival targets is primary

const PrimaryItem = z.object({ sk: z.string(), targetId: z.string() })
const sortKey = ({ id, version }: Pick<Target, 'id' | 'version'>) => `${id}#${String(version).padStart(6, '0')}`

export const targets = (table: Table) => ({
  /** Every version of every target. */
  all: (): Promise<Target[]> => queryAll(table, { pk: 'TARGETS' }, Target),

  versions: (id: string): Promise<Target[]> => queryAll(table, { pk: 'TARGETS', begins: `${id}#` }, Target),

  /** Scope key → id of the primary target. */
  async primaries(): Promise<Map<string, string>> {
    const items = await queryAll(table, { pk: 'PRIMARY' }, PrimaryItem)
    return new Map(items.map(({ sk, targetId }) => [sk, targetId]))
  },

  /** Adds a version. Refused (`LostRace`) if it exists. */
  add: (target: Target): Write => insert(table, { pk: 'TARGETS', sk: sortKey(target), ...target }, lostRace('target')),

  /** Makes a target primary. Refused (`LostRace`) if its scope has a primary target. */
  claimPrimary: (target: TargetScope & { id: string }): Write =>
    insert(table, { pk: 'PRIMARY', sk: makeScopeKey(target), targetId: target.id }, lostRace('primary_target')),

  /** Makes a target primary, and replaces any other. */
  setPrimary: (target: TargetScope & { id: string }): Write =>
    put(table, { pk: 'PRIMARY', sk: makeScopeKey(target), targetId: target.id }),
})
