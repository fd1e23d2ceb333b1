import { Consent } from '../domain/consent/consent.ts'
import { getItem, queryAll, type Table, type Write } from './table.ts'
import { insert, lostRace, update } from './writes.ts'

// pk MEMBER#<id>  sk CONSENT#<consent id>   a member's consent to be referred; kept for good, even if ended

const prefix = 'CONSENT#'
const key = ({ memberId, id }: Pick<Consent, 'memberId' | 'id'>) => ({ pk: `MEMBER#${memberId}`, sk: prefix + id })

export const consents = (table: Table) => ({
  get: (consent: Pick<Consent, 'memberId' | 'id'>): Promise<Consent | undefined> =>
    getItem(table, key(consent), Consent),

  /** Every consent of a member, oldest first. */
  ofMember: (memberId: string): Promise<Consent[]> =>
    queryAll(table, { pk: `MEMBER#${memberId}`, begins: prefix }, Consent),

  add: (consent: Consent): Write => insert(table, { ...key(consent), ...consent }),

  /** Ends a consent. Refused (`LostRace`) when it has ended. */
  end: (
    consent: Pick<Consent, 'memberId' | 'id'>,
    { end, endedAt, endedBy }: Required<Pick<Consent, 'end' | 'endedAt' | 'endedBy'>>,
  ): Write =>
    update(
      table,
      key(consent),
      { set: { end, endedAt, endedBy } },
      { endedAt: undefined, id: consent.id },
      lostRace('consent'),
    ),
})
