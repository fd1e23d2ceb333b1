import * as z from 'zod'
import { Grant } from '../domain/access/grant.ts'
import { SignOut } from '../domain/access/session.ts'
import { conflict } from '../domain/problems/app-error.ts'
import { readPage } from './read-page.ts'
import { expiresAt, getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, update } from './writes.ts'

// pk GRANTS#<subject>  sk <grant id>           what somebody may do, where and until when
// gsi1pk GRANTS        gsi1sk <area>#<grant id>  grants by area, without break-glass grants
// pk GRANT#<id>        sk GRANT                whose grant this is

/** The partition of a person's grants. It also holds the person's sign-outs, so that one read finds both. */
export const grantsPartition = (subject: string) => `GRANTS#${subject}`
const idPrefix = 'grt_'

const key = ({ subject, id }: Pick<Grant, 'subject' | 'id'>) => ({ pk: grantsPartition(subject), sk: id })
const holderKey = (id: string) => ({ pk: `GRANT#${id}`, sk: 'GRANT' })
const areaSortKey = ({ area, id }: Pick<Grant, 'area' | 'id'>) => `${area}#${id}`

/**
 * A break-glass grant expires a day after its end, because every request reads all grants of its caller. The
 * break-glass log is kept elsewhere.
 */
const expiryAttributes = ({ kind, until }: Grant) =>
  kind === 'break_glass' && until !== undefined ? { expiresAt: expiresAt(until, 1) } : {}

const GrantOrSignOut = z.union([Grant, SignOut])

const Holder = Grant.pick({ subject: true })

export const grants = (table: Table) => ({
  ofSubject: (subject: string): Promise<Grant[]> =>
    queryAll(table, { pk: grantsPartition(subject), begins: idPrefix }, Grant),

  /** The grants and sign-outs of a person. */
  async withSignOuts(subject: string): Promise<{ grants: Grant[]; signOuts: SignOut[] }> {
    const items = await queryAll(table, { pk: grantsPartition(subject) }, GrantOrSignOut)
    return {
      grants: items.filter((item) => 'id' in item),
      signOuts: items.filter((item) => 'at' in item),
    }
  },

  async get(id: string): Promise<Grant | undefined> {
    const holder = await getItem(table, holderKey(id), Holder)
    return holder && getItem(table, key({ ...holder, id }), Grant)
  },

  /**
   * A page of the grants for an area and everything below it, by area. `last` is where the next page begins. The index
   * may be a moment behind.
   */
  async within(
    area: string,
    page: { after?: string | undefined; limit: number },
  ): Promise<{ items: Grant[]; last?: string }> {
    const { found, ...rest } = await readPage(
      table,
      {
        index: 'gsi1',
        condition: 'gsi1pk = :grants AND gsi1sk BETWEEN :first AND :last',
        // The code of an area below is this area's code, a dot and more. `/` is the character after the dot, and a
        // blank sorts before everything.
        values: {
          ':grants': 'GRANTS',
          ':first': page.after === undefined ? `${area}#` : `${page.after} `,
          ':last': `${area}/`,
        },
        limit: page.limit,
      },
      Grant,
    )
    return { items: found.map(({ item }) => item), ...rest }
  },

  add: (grant: Grant): Write[] => [
    insert(table, {
      ...key(grant),
      ...(grant.kind === undefined && { gsi1pk: 'GRANTS', gsi1sk: areaSortKey(grant) }),
      ...grant,
      ...expiryAttributes(grant),
    }),
    insert(table, { ...holderKey(grant.id), subject: grant.subject, ...expiryAttributes(grant) }),
  ],

  /** Records the end of a grant. Refused with `conflict` if it has ended. */
  end({ endedAt, endedBy, endReason, ...grant }: Grant & Required<Pick<Grant, 'endedAt' | 'endedBy' | 'endReason'>>) {
    const condition = { id: grant.id, endedAt: undefined }
    return update(table, key(grant), { set: { endedAt, endedBy, endReason } }, condition, () => conflict('grant_ended'))
  },
})
