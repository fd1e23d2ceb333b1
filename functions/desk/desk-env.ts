import type { Context } from 'hono'
import type { Caller } from '../../shared/domain/access/grant.ts'
import type { Session } from '../../shared/domain/access/session.ts'
import type { Section } from './layout/sections.ts'
import type { DeskWording } from './layout/wording.ts'

/** What the middleware sets before a page is made. Only `requireSession` sets `session`, `caller` and `sections`. */
export type DeskEnv = {
  Variables: {
    requestId: string
    wording: DeskWording
    session: Session
    caller: Caller
    sections: Section[][]
    /** Another origin, to which the form of this page is sent. */
    formTarget: string
    /** Whether the answer is somebody's file, in which nothing may run. */
    isFile: boolean
  }
}
export type DeskContext = Context<DeskEnv>
