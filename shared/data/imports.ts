import { Chunk } from '../domain/import/chunk.ts'
import { Import } from '../domain/import/import.ts'
import { getItem, queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk IMPORTS                sk <import id>                    an import, with its status
// pk IMPORT#<id>#<part>     sk APPLY#<first row, 8 digits>    rows applied in one transaction, and their results
// pk IMPORT#<id>#<part>     sk UNDO#<first row, 8 digits>     rows taken back in one transaction

/** Whether a part is applied or undone. */
export type Direction = 'APPLY' | 'UNDO'

/** A part of an import, in one direction. */
export type PartKey = { importId: string; part: string; direction: Direction }

const partition = ({ importId, part }: PartKey) => `IMPORT#${importId}#${part}`
const sortKey = (direction: Direction, from: number) => `${direction}#${String(from).padStart(8, '0')}`

export const imports = (table: Table) => ({
  get: (id: string): Promise<Import | undefined> => getItem(table, { pk: 'IMPORTS', sk: id }, Import),
  all: (): Promise<Import[]> => queryAll(table, { pk: 'IMPORTS', newestFirst: true }, Import),
  page: (page: { after?: string | undefined; limit: number }) =>
    queryPage(
      table,
      { pk: 'IMPORTS', newestFirst: true, limit: page.limit, ...(page.after && { after: page.after }) },
      Import,
    ),
  add: (made: Import): Write => insert(table, { pk: 'IMPORTS', sk: made.id, ...made }),
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
  /** Adds a chunk. Refused (`Moved`) when the rows of the part have one. */
  addChunk: (key: PartKey, chunk: Chunk): Write =>
    insert(table, { pk: partition(key), sk: sortKey(key.direction, chunk.from), ...chunk }, lostRace('chunk')),
})
