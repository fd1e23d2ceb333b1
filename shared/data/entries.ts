import type { Month } from '../domain/calendar.ts'
import { Entry } from '../domain/ledger/entry.ts'
import { readPage } from './read-page.ts'
import { queryAll, queryPage, type Table, type Write } from './table.ts'
import { insert } from './writes.ts'

// pk CELL#<posting month>#<leaf area>  sk <entry id>      an entry, in the cell it counts in
// gsi1pk MEMBER#<id>                   gsi1sk <entry id>  a member's entries in order of recording

const cell = (month: Month, area: string) => `CELL#${month}#${area}`

export const entries = (table: Table) => ({
  add: (entry: Entry): Write =>
    insert(table, {
      pk: cell(entry.postedIn, entry.area),
      sk: entry.id,
      gsi1pk: `MEMBER#${entry.memberId}`,
      gsi1sk: entry.id,
      ...entry,
    }),

  /** Every entry of a cell, by consistent reads. */
  ofCell: (month: Month, area: string): Promise<Entry[]> => queryAll(table, { pk: cell(month, area) }, Entry),

  /** A page of a cell's entries after an entry id. */
  pageOfCell: (month: Month, area: string, page: { after?: string | undefined; limit: number }) =>
    queryPage(table, { pk: cell(month, area), limit: page.limit, ...(page.after && { after: page.after }) }, Entry),

  /**
   * A page of a member's entries in order of recording. The index finds them, and consistent reads fetch them. The very
   * latest entries may be missing from the index.
   */
  async ofMember(
    memberId: string,
    page: { after?: string | undefined; limit: number },
  ): Promise<{ items: Entry[]; last?: string }> {
    const { found, ...rest } = await readPage(
      table,
      {
        index: 'gsi1',
        condition: `gsi1pk = :member${page.after ? ' AND gsi1sk > :after' : ''}`,
        values: { ':member': `MEMBER#${memberId}`, ...(page.after && { ':after': page.after }) },
        limit: page.limit,
      },
      Entry,
    )
    return { items: found.map(({ item }) => item), ...rest }
  },
})
