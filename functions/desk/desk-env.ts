import type { Context } from 'hono'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { Session } from '../../shared/domain/access/session.ts'
import type { DeskSpeech } from './layout/speech.ts'

/** What the middleware has found out before a page is made. `session` and `caller` are there once somebody is signed in. */
export type DeskEnv = {
  Variables: { requestId: string; speech: DeskSpeech; session: Session; caller: Caller }
}
export type DeskContext = Context<DeskEnv>
