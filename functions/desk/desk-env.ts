import type { Context } from 'hono'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { Session } from '../../shared/domain/access/session.ts'
import type { DeskSpeech } from './layout/speech.ts'

/** What the middleware sets before a page is made. Only `requireSession` sets `session` and `caller`. */
export type DeskEnv = {
  Variables: { requestId: string; speech: DeskSpeech; session: Session; caller: Caller }
}
export type DeskContext = Context<DeskEnv>
