import * as z from 'zod'
import { Chunk } from '../domain/import/chunk.ts'
import { Import } from '../domain/import/import.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGet } from './batch-get.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { expiresAt, getItem, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion, remove } from './writes.ts'

// pk IMPORTS                sk <import id>                    an import, with its status
// pk IMPORT#<id>            sk NAME                           the name of its file, sealed; expires with the file
// pk IMPORT#<id>#<part>     sk APPLY#<first row, 8 digits>    rows applied in one transaction, and their results
// pk IMPORT#<id>#<part>     sk UNDO#<first row, 8 digits>     rows taken back in one transaction

/** Whether a part is applied or undone. */
export type Direction = 'APPLY' | 'UNDO'

/** A part of an import, in one direction. */
export type PartKey = { importId: string; part: string; direction: Direction }

const partition = ({ importId, part }: PartKey) => `IMPORT#${importId}#${part}`
const sortKey = (direction: Direction, from: number) => `${direction}#${String(from).padStart(8, '0')}`

const nameKey = (id: string) => ({ pk: `IMPORT#${id}`, sk: 'NAME' })
const fileNames = (keys: Keyring) => sealer(keys, 'import', z.string())
const NameItem = z.object({ id: z.string(), sealed: SealedBytes })

export const imports = (table: Table, keys: Keyring) => ({
  get: (id: string): Promise<Import | undefined> => getItem(table, { pk: 'IMPORTS', sk: id }, Import),
  all: (): Promise<Import[]> => queryAll(table, { pk: 'IMPORTS', newestFirst: true }, Import),
  page: (page: { after?: string | undefined; limit: number }) =>
    queryPage(
      table,
      { pk: 'IMPORTS', newestFirst: true, limit: page.limit, ...(page.after && { after: page.after }) },
      Import,
    ),
  /** Keeps the name of an import's file for as many days as the file. */
  addFileName: ({ id, createdAt }: Import, name: string, days: number): Write =>
    insert(table, {
      ...nameKey(id),
      id,
      sealed: fileNames(keys).seal(id, name),
      expiresAt: expiresAt(createdAt, days),
    }),
  forgetFileName: (id: string): Write => remove(table, nameKey(id)),
  /** The file names of imports, by import id. An import is missing if it has no file name, or if the name has expired. */
  async fileNames(ids: string[]): Promise<Map<string, string>> {
    const items = await batchGet(table, ids.map(nameKey), NameItem)
    return new Map(items.map(({ id, sealed }) => [id, fileNames(keys).open(id, sealed)]))
  },

  add: (newImport: Import): Write => insert(table, { pk: 'IMPORTS', sk: newImport.id, ...newImport }),
  save: (next: Import): Write => putVersion(table, { pk: 'IMPORTS', sk: next.id, ...next }, lostRace('import')),

  /** The last chunk of a part, which says how far the part has come. */
  async lastChunk(key: PartKey): Promise<Chunk | undefined> {
    const where = { pk: partition(key), begins: `${key.direction}#`, newestFirst: true, limit: 1 }
    return (await queryPage(table, where, Chunk)).items[0]
  },
  /** A page of a part's chunks in order; `last` is where the next page begins. */
  chunks: (key: PartKey, page: { after?: string | undefined; limit: number }) =>
    queryPage(
      table,
      {
        pk: partition(key),
        begins: `${key.direction}#`,
        limit: page.limit,
        ...(page.after && { after: page.after }),
      },
      Chunk,
    ),
  /** The chunk of a part that contains a row. */
  async chunkAround(key: PartKey, row: number): Promise<Chunk | undefined> {
    const between: [string, string] = [sortKey(key.direction, 0), sortKey(key.direction, row)]
    const where = { pk: partition(key), between, newestFirst: true, limit: 1 }
    return (await queryPage(table, where, Chunk)).items[0]
  },
  /** Adds a chunk. Refused (`LostRace`) when the rows of the part have one. */
  addChunk: (key: PartKey, chunk: Chunk): Write =>
    insert(table, { pk: partition(key), sk: sortKey(key.direction, chunk.from), ...chunk }, lostRace('chunk')),
})
