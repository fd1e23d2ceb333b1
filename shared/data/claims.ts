import * as z from 'zod'
import { getItem, type Table, type Write } from './table.ts'
import { insert, moved } from './writes.ts'

// pk ONCE#<caller>#<idempotency key>  sk CLAIM | <part>   what a request did: kept for good, without personal data

const Claim = z.object({ fingerprint: z.string(), answer: z.unknown().optional() })
export type Claim = z.infer<typeof Claim>

/** Names a request of a caller; `part` one of several effects that it has in transactions of their own. */
export type ClaimKey = { caller: string; key: string; part?: string | undefined }

const itemKey = ({ caller, key, part }: ClaimKey) => ({ pk: `ONCE#${caller}#${key}`, sk: part ?? 'CLAIM' })

export const claims = (table: Table) => ({
  get: (key: ClaimKey): Promise<Claim | undefined> => getItem(table, itemKey(key), Claim),

  /** Claims the request with its answer, in the transaction of its effect: once (`Moved`). */
  add: (key: ClaimKey, claim: Claim): Write => insert(table, { ...itemKey(key), ...claim }, moved('claim')),
})
