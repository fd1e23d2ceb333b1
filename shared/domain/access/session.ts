import { createHash } from 'node:crypto'
import * as z from 'zod'
import { hourMs, Instant } from '../calendar.ts'

/** What the sign-in service issued for a session. It is stored sealed on the server, and nobody sees it. */
export const SessionTokens = z.object({
  access: z.string(),
  accessUntil: Instant,
  refresh: z.string().optional().describe('Gets the next access token'),
})
export type SessionTokens = z.infer<typeof SessionTokens>

/** Somebody who is signed in to the desk in one browser. */
export const Session = z.object({
  key: z.string().describe('The hash of the id that the browser holds'),
  subject: z.string(),
  name: z.string().describe('The person’s name at the sign-in service, shown only to that person'),
  startedAt: Instant,
  seenAt: Instant.describe('When it was last used, to within some minutes'),
  endedAt: Instant.optional(),
  tokens: SessionTokens,
})
export type Session = z.infer<typeof Session>

/** A person's sign-out: of one session, or of every session that began before it. */
export const SignOut = z.object({ session: z.string().optional().describe('The key of the one session'), at: Instant })
export type SignOut = z.infer<typeof SignOut>

const idleMs = hourMs
/** How long the sign-in service issues new access tokens for a session. */
const longestMs = 12 * hourMs
/** The use of a session is recorded at most once in this time. Otherwise every page view would write. */
const recordUseMs = 5 * 60_000

/** The key under which a session is stored. Its id has 256 random bits, so the hash does not reveal it. */
export const hashSessionId = (id: string): string => createHash('sha256').update(id).digest('base64url')

/** Whether a session may still be used, given its person's sign-outs. */
export function isInForce({ key, startedAt, seenAt }: Session, signOuts: SignOut[], now: Date): boolean {
  const since = (instant: Instant) => now.getTime() - Date.parse(instant)
  const isSignedOut = signOuts.some(({ session, at }) => (session === undefined ? startedAt <= at : session === key))
  return !isSignedOut && since(seenAt) < idleMs + recordUseMs && since(startedAt) < longestMs
}

/** Whether it is time to record that a session is used. */
export const shouldRecordUse = ({ seenAt }: Session, now: Date): boolean =>
  now.getTime() - Date.parse(seenAt) >= recordUseMs

/** Whether the access token ends so soon that a new one is needed. */
export const needsRenewal = ({ tokens }: Session, now: Date): boolean =>
  Date.parse(tokens.accessUntil) - now.getTime() < 30_000

/** What a person had typed into a form when the session ended. */
export const KeptForm = z.object({
  action: z.string().describe('The path that the form was sent to'),
  values: z.array(z.tuple([z.string(), z.string()])),
})
export type KeptForm = z.infer<typeof KeptForm>
