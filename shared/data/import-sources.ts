import { ImportSource } from '../domain/import/mapping.ts'
import { stale } from '../domain/problems/app-error.ts'
import { getItem, insert, queryAll, replace, type Table, type Write } from './table.ts'

// pk IMPORTSOURCES  sk <code>   how the files of a source are read

const key = (code: string) => ({ pk: 'IMPORTSOURCES', sk: code })

export const importSources = (table: Table) => ({
  get: (code: string): Promise<ImportSource | undefined> => getItem(table, key(code), ImportSource),
  all: (): Promise<ImportSource[]> => queryAll(table, { pk: 'IMPORTSOURCES' }, ImportSource),
  /** Saves a source over the version before it; somebody who was faster makes it `stale`. */
  save(source: ImportSource): Write {
    const item = { ...key(source.code), ...source }
    const refused = () => stale('version_stale', { version: source.version })
    return source.version === 1 ? insert(table, item, refused) : replace(table, item, refused)
  },
})
