import type { DeskDeps } from '../../desk-deps.ts'
import type { Caller } from '../../domain/access/grant.ts'
import { listGrantsInForce } from '../../domain/access/policy.ts'
import {
  hashSessionId,
  isInForce,
  type KeptForm,
  needsRenewal,
  type Session,
  type SessionTokens,
  shouldRecordUse,
} from '../../domain/access/session.ts'
import { AppError } from '../../domain/problems/app-error.ts'

type SessionDeps = Pick<DeskDeps, 'sessions' | 'tokens' | 'signIn' | 'grants' | 'now' | 'newSecret'>

/** Begins a session for the person whom the tokens name. Returns the id for the browser. Throws `unauthenticated`. */
export async function beginSession(
  { sessions, tokens, newSecret, now }: SessionDeps,
  signInResult: { tokens: SessionTokens; name?: string | undefined },
): Promise<string> {
  const subject = await tokens.verifySubject(signInResult.tokens.access)
  const id = newSecret()
  const at = now().toISOString()
  await sessions.start({
    key: hashSessionId(id),
    subject,
    name: signInResult.name ?? subject,
    startedAt: at,
    seenAt: at,
    tokens: signInResult.tokens,
  })
  return id
}

/**
 * Finds a session and its caller. As in the API, the token names the caller, and grants are read on each request.
 * Returns undefined when the session is over.
 */
export async function readCaller(
  deps: SessionDeps,
  id: string,
): Promise<{ session: Session; caller: Caller } | undefined> {
  const key = hashSessionId(id)
  const now = deps.now()
  const knownSession = deps.sessions.recall(key) ?? (await deps.sessions.get(key))
  if (!knownSession) return undefined
  // Sign-outs are the only change that matters here, and they are read together with the grants.
  const isOld = needsRenewal(knownSession, now) || shouldRecordUse(knownSession, now)
  const [stored, { grants, signOuts }] = await Promise.all([
    isOld ? deps.sessions.get(key) : knownSession,
    deps.grants.withSignOuts(knownSession.subject),
  ])
  if (!stored || !isInForce(stored, signOuts, now)) return undefined
  const session = await recordUse(deps, stored, now)
  return session && { session, caller: { subject: session.subject, grants: listGrantsInForce(grants, now) } }
}

/** Renews the access token when it ends soon, and records the use of a session from time to time. */
async function recordUse(deps: SessionDeps, session: Session, now: Date): Promise<Session | undefined> {
  try {
    const renewedTokens = needsRenewal(session, now) ? await deps.signIn.renew(session.tokens) : undefined
    const tokens = renewedTokens ?? session.tokens
    if ((await deps.tokens.verifySubject(tokens.access)) !== session.subject) return undefined
    if (!renewedTokens && !shouldRecordUse(session, now)) return session
    const usedSession = { ...session, tokens, seenAt: now.toISOString() }
    await deps.sessions.saveUsed(usedSession)
    return usedSession
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unauthenticated') return undefined
    throw error
  }
}

/** Ends a session here at once, then revokes its token. The session ends even if the sign-in service fails. */
export async function endSession(deps: Pick<DeskDeps, 'sessions' | 'signIn' | 'now' | 'log'>, session: Session) {
  await deps.sessions.end(session, deps.now().toISOString())
  await deps.signIn.revoke(session.tokens).catch((error: unknown) => {
    deps.log('warn', 'A token was not revoked', { error: error instanceof Error ? error.name : '' })
  })
}

/** Ends every session of a person, in every browser, from the next request on. */
export async function endEverySession(deps: Pick<DeskDeps, 'sessions' | 'signIn' | 'now' | 'log'>, session: Session) {
  await deps.sessions.signOutEverywhere(session.subject, deps.now().toISOString())
  await endSession(deps, session)
}

/**
 * Keeps a form whose session is over, for an hour and for the same person. Returns its id, or undefined when the
 * session is unknown.
 */
export async function keepForm(
  { sessions, newSecret, now }: Pick<DeskDeps, 'sessions' | 'newSecret' | 'now'>,
  id: string,
  form: KeptForm,
): Promise<string | undefined> {
  const session = await sessions.get(hashSessionId(id))
  if (!session) return undefined
  const formId = newSecret()
  await sessions.keepForm(session.subject, formId, form, now())
  return formId
}

/** Reads a form that was kept for the caller. */
export const readKeptForm = (
  { sessions, now }: Pick<DeskDeps, 'sessions' | 'now'>,
  { subject }: Caller,
  id: string,
): Promise<KeptForm | undefined> => sessions.findForm(subject, id, now())
