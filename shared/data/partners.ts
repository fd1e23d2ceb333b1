import * as z from 'zod'
import { Credential } from '../domain/partner/credential.ts'
import { Partner } from '../domain/partner/partner.ts'
import { conflict } from '../domain/problems/app-error.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, putVersion } from './writes.ts'

// pk PARTNERS  sk <code>   a partner and, sealed, its keys: one read per call is enough

const Item = Partner.extend({ sealed: SealedBytes })
const Credentials = z.array(Credential)

/** A partner with its secrets in the clear. For checking signatures, never for an answer. */
export type Signer = { partner: Partner; credentials: Credential[] }

export function partners(table: Table, keys: Keyring) {
  const key = (code: string) => ({ pk: 'PARTNERS', sk: code })
  const secrets = sealer(keys, 'partner', Credentials)

  const toItem = ({ partner, credentials }: Signer) => ({
    ...key(partner.code),
    ...partner,
    sealed: secrets.seal(partner.code, credentials),
  })

  return {
    async get(code: string): Promise<Signer | undefined> {
      const item = await getItem(table, key(code), Item)
      if (!item) return undefined
      const { sealed, ...partner } = item
      return { partner, credentials: secrets.open(code, sealed) }
    },

    /** Every partner, by code. */
    all: (): Promise<Partner[]> => queryAll(table, { pk: 'PARTNERS' }, Partner),

    /** Adds a partner. Its code must be free (`conflict`). */
    add: (signer: Signer): Write =>
      insert(table, toItem(signer), () => conflict('partner_exists', { code: signer.partner.code }, ['code'])),

    save: (signer: Signer): Write => putVersion(table, toItem(signer), lostRace('partner')),
  }
}
