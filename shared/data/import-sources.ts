import { ImportSource } from '../domain/import/mapping.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { lostRace, putVersion } from './writes.ts'

// pk IMPORTSOURCES  sk <code>   how the files of a source are read

const key = (code: string) => ({ pk: 'IMPORTSOURCES', sk: code })

export const importSources = (table: Table) => ({
  get: (code: string): Promise<ImportSource | undefined> => getItem(table, key(code), ImportSource),
  all: (): Promise<ImportSource[]> => queryAll(table, { pk: 'IMPORTSOURCES' }, ImportSource),
  save: (source: ImportSource): Write =>
    putVersion(table, { ...key(source.code), ...source }, lostRace('import_source')),
})
