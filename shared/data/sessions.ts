import * as z from 'zod'
import { KeptForm, Session } from '../domain/access/session.ts'
import { Instant } from '../domain/calendar.ts'
import { unauthenticated } from '../domain/problems/app-error.ts'
import { boundedMemory } from '../domain/values/bounded-memory.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { batchGetInOrder } from './batch-get.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, expiresAt, getItem, type Table } from './table.ts'
import { put } from './writes.ts'

// pk SESSION#<hash of its id>  sk SESSION     who is signed in; name and tokens sealed; expires after two days
// pk SIGNED-OUT#<subject>      sk SIGNED-OUT  when somebody last signed out everywhere
// pk KEPT-FORM#<subject>       sk <id>        a form that was sent after its session ended, sealed; kept for an hour

const sessionItem = (key: string) => ({ pk: `SESSION#${key}`, sk: 'SESSION' })
const signedOutItem = (subject: string) => ({ pk: `SIGNED-OUT#${subject}`, sk: 'SIGNED-OUT' })
const formItem = (subject: string, id: string) => ({ pk: `KEPT-FORM#${subject}`, sk: id })

const Secrets = Session.pick({ name: true, tokens: true })
const Item = Session.omit({ name: true, tokens: true }).extend({ sealed: SealedBytes })
const SignedOut = z.object({ at: Instant })
const FormItem = z.object({ sealed: SealedBytes, until: Instant })

/** A session is kept for a day after its end, so that a form sent from it can be kept for its person. */
const daysKept = 2
const mostOwners = 2_000
const formMs = 3_600_000

export function sessions(table: Table, keys: Keyring) {
  const secrets = sealer(keys, 'session', Secrets)
  const forms = sealer(keys, 'form', KeptForm)
  const itemOf = ({ name, tokens, ...session }: Session) => ({
    ...sessionItem(session.key),
    ...session,
    sealed: secrets.seal(session.key, { name, tokens }),
    expiresAt: expiresAt(session.startedAt, daysKept),
  })

  const owners = boundedMemory<string>(mostOwners)

  function openSession(key: string, { sealed, ...session }: z.output<typeof Item>): Session {
    owners.keep(key, '', session.subject, 1)
    return { ...session, ...secrets.open(key, sealed) }
  }

  return {
    /**
     * The person of a session, if it was read here before. This never changes, so the person's sign-out can be read
     * together with the session.
     */
    findOwner: (key: string): string | undefined => owners.get(key, ''),

    async get(key: string): Promise<Session | undefined> {
      const item = await getItem(table, sessionItem(key), Item)
      return item && openSession(key, item)
    },
    /** A session of a known owner, and when the owner last signed out everywhere, by one read. */
    async getOf(owner: string, key: string): Promise<{ session?: Session; signedOutAt?: Instant }> {
      const keysOf = [sessionItem(key), signedOutItem(owner)]
      const [item, signedOut] = await batchGetInOrder(table, keysOf, z.unknown())
      return {
        ...(item !== undefined && { session: openSession(key, Item.parse(item)) }),
        ...(signedOut !== undefined && { signedOutAt: SignedOut.parse(signedOut).at }),
      }
    },
    save: (session: Session): Promise<void> => commit(table, put(table, itemOf(session))),
    /** Throws `unauthenticated` if the person has signed out meanwhile. */
    saveUsed: (session: Session): Promise<void> =>
      commit(
        table,
        put(table, itemOf(session), { startedAt: session.startedAt, endedAt: undefined }, () =>
          unauthenticated('token_invalid'),
        ),
      ),
    /** Ends every session of a person that began up to an instant. The item outlives every such session. */
    signOutEverywhere: (subject: string, at: Instant): Promise<void> =>
      commit(table, put(table, { ...signedOutItem(subject), at, expiresAt: expiresAt(at, daysKept) })),
    keepForm: (subject: string, id: string, form: KeptForm, now: Date): Promise<void> =>
      commit(
        table,
        put(table, {
          ...formItem(subject, id),
          sealed: forms.seal(`${subject}:${id}`, form),
          until: new Date(now.getTime() + formMs).toISOString(),
          expiresAt: expiresAt(now.toISOString(), 1 / 24),
        }),
      ),
    async keptForm(subject: string, id: string, now: Date): Promise<KeptForm | undefined> {
      const item = await getItem(table, formItem(subject, id), FormItem)
      if (!item || item.until <= now.toISOString()) return undefined
      return forms.open(`${subject}:${id}`, item.sealed)
    },
  }
}
