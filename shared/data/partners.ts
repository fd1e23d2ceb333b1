import * as z from 'zod'
import { Credential } from '../domain/partner/credential.ts'
import { Partner } from '../domain/partner/partner.ts'
import { conflict } from '../domain/problems/app-error.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { getItem, insert, queryAll, replace, type Table, type Write } from './table.ts'

// pk PARTNERS  sk <code>   a partner and, sealed, what it signs with: one read is all that a call takes

const Item = Partner.extend({ sealed: z.instanceof(Uint8Array) })
const Credentials = z.array(Credential)

/** The partner has changed since it was read. */
export class PartnerMoved extends Error {
  override name = 'PartnerMoved'
}

/** A partner with what it signs with, in the clear: for checking signatures, and never for an answer. */
export type Signer = { partner: Partner; credentials: Credential[] }

export function partners(table: Table, keys: Keyring) {
  const key = (code: string) => ({ pk: 'PARTNERS', sk: code })
  const context = (code: string) => `partner:${code}`

  const toItem = ({ partner, credentials }: Signer) => ({
    ...key(partner.code),
    ...partner,
    sealed: keys.seal(credentials, context(partner.code)),
  })

  return {
    async get(code: string): Promise<Signer | undefined> {
      const item = await getItem(table, key(code), Item)
      if (!item) return undefined
      const { sealed, ...partner } = item
      return { partner, credentials: Credentials.parse(keys.open(sealed, context(code))) }
    },

    /** Every partner, by code. */
    all: (): Promise<Partner[]> => queryAll(table, { pk: 'PARTNERS' }, Partner),

    /** Adds a partner; its code must be free (`conflict`). */
    add: (signer: Signer): Write =>
      insert(table, toItem(signer), () => conflict('partner_exists', { code: signer.partner.code }, ['code'])),

    /** Saves a partner over the version before it; refused as `PartnerMoved`. */
    save: (signer: Signer): Write =>
      replace(table, { ...toItem(signer), version: signer.partner.version }, () => new PartnerMoved('It has changed')),
  }
}
