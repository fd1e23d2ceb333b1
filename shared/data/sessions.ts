import * as z from 'zod'
import { KeptForm, Session, type SignOut } from '../domain/access/session.ts'
import { Instant } from '../domain/calendar.ts'
import { unauthenticated } from '../domain/problems/app-error.ts'
import { makeBoundedMemory } from '../domain/values/bounded-memory.ts'
import type { Keyring } from '../gateways/keyring.ts'
import { grantsPartition } from './grants.ts'
import { SealedBytes, sealer } from './sealed.ts'
import { commit, expiresAt, getItem, type Table, type Write } from './table.ts'
import { type Conditions, put } from './writes.ts'

// pk SIGNED-IN#<hash of its id>  sk SESSION     who is signed in; name and tokens sealed; expires after two days
// pk GRANTS#<subject>            sk SIGNED-OUT  when somebody last signed out everywhere; expires after two days
//                                sk SIGNED-OUT#<hash>  the end of one session
// pk KEPT-FORM#<subject>         sk <id>        a form that was sent after its session ended, sealed; kept for an hour

const sessionItem = (key: string) => ({ pk: `SIGNED-IN#${key}`, sk: 'SESSION' })
const signOutItem = (subject: string, { session, at }: SignOut) => ({
  pk: grantsPartition(subject),
  sk: session === undefined ? 'SIGNED-OUT' : `SIGNED-OUT#${session}`,
  ...(session !== undefined && { session }),
  at,
  expiresAt: expiresAt(at, daysKept),
})
const formItem = (subject: string, id: string) => ({ pk: `KEPT-FORM#${subject}`, sk: id })

const Secrets = Session.pick({ name: true, tokens: true })
const Item = Session.omit({ name: true, tokens: true }).extend({ sealed: SealedBytes })
const FormItem = z.object({ sealed: SealedBytes, until: Instant })

/** A session is kept for a day after its end, so that a form sent from it can be kept for its person. */
const daysKept = 2
const mostRemembered = 2_000
const formMs = 3_600_000

export function sessions(table: Table, keys: Keyring) {
  const secrets = sealer(keys, 'session', Secrets)
  const forms = sealer(keys, 'form', KeptForm)
  const toItem = ({ name, tokens, ...session }: Session) => ({
    ...sessionItem(session.key),
    ...session,
    sealed: secrets.seal(session.key, { name, tokens }),
    expiresAt: expiresAt(session.startedAt, daysKept),
  })

  const memory = makeBoundedMemory<Session>(mostRemembered)

  const remember = (session: Session): void => memory.keep(session.key, '', session, 1)

  async function save(session: Session, otherWrites: Write[], ...conditions: Conditions): Promise<void> {
    await commit(table, put(table, toItem(session), ...conditions), ...otherWrites)
    remember(session)
  }

  return {
    /** A session as it was last read or saved here. Others may have used or ended it since. */
    recall: (key: string): Session | undefined => memory.get(key, ''),

    async get(key: string): Promise<Session | undefined> {
      const item = await getItem(table, sessionItem(key), Item)
      if (!item) return undefined
      const { sealed, ...rest } = item
      const session = { ...rest, ...secrets.open(key, sealed) }
      remember(session)
      return session
    },
    start: (session: Session): Promise<void> => save(session, []),
    /** Ends a session, and forgets its tokens. */
    end(session: Session, at: Instant): Promise<void> {
      const endedSession = { ...session, endedAt: at, tokens: { access: '', accessUntil: at } }
      return save(endedSession, [put(table, signOutItem(session.subject, { session: session.key, at }))])
    },
    /** Throws `unauthenticated` if the person has signed out meanwhile. */
    saveUsed: (session: Session): Promise<void> =>
      save(session, [], { startedAt: session.startedAt, endedAt: undefined }, () => unauthenticated('token_invalid')),
    /** Ends every session of a person that began up to an instant. The item outlives every such session. */
    signOutEverywhere: (subject: string, at: Instant): Promise<void> =>
      commit(table, put(table, signOutItem(subject, { at }))),
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
    async findForm(subject: string, id: string, now: Date): Promise<KeptForm | undefined> {
      const item = await getItem(table, formItem(subject, id), FormItem)
      if (!item || item.until <= now.toISOString()) return undefined
      return forms.open(`${subject}:${id}`, item.sealed)
    },
  }
}
