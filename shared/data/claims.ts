import * as z from 'zod'
import { getItem, type Table, type Write } from './table.ts'
import { insert, lostRace } from './writes.ts'

// pk ONCE#<caller>#<idempotency key>  sk CLAIM | <part>   what a request did: kept for good, without personal data

const Claim = z.object({ fingerprint: z.string(), answer: z.unknown().optional() })
export type Claim = z.infer<typeof Claim>

/** A request of a caller. `part` names one of several effects that each have their own transaction. */
export type ClaimKey = { caller: string; key: string; part?: string | undefined }

const itemKey = ({ caller, key, part }: ClaimKey) => ({ pk: `ONCE#${caller}#${key}`, sk: part ?? 'CLAIM' })

export const claims = (table: Table) => ({
  get: (key: ClaimKey): Promise<Claim | undefined> => getItem(table, itemKey(key), Claim),

  /**
   * Claims the request and keeps its answer. Belongs in the transaction of the effect. Refused (`LostRace`) if the
   * request is claimed already.
   */
  add: (key: ClaimKey, claim: Claim): Write => insert(table, { ...itemKey(key), ...claim }, lostRace('claim')),
})
