import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { DeskContext } from '../desk-env.ts'

/**
 * Cookies of the desk's own host alone (`__Host-`), out of the reach of scripts. Lax, and not strict: whoever comes back
 * from the sign-in service, or follows a link in a mail, comes from another site. Reading changes nothing, and what
 * changes something is asked where it comes from.
 */
const own = { prefix: 'host', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' } as const

const cookie = (name: string) => ({
  read: (c: DeskContext): string | undefined => getCookie(c, name, 'host'),
  write: (c: DeskContext, value: string, maxAgeSeconds?: number): void =>
    setCookie(c, name, value, { ...own, ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }) }),
  remove: (c: DeskContext): void => void deleteCookie(c, name, own),
})

/** The random id of a session; it goes with the browser. */
export const sessionCookie = cookie('desk')
/** What was begun at the sign-in service: sealed, for some minutes. */
export const signInCookie = cookie('desk-sign-in')
/** The language chosen. */
export const languageCookie = cookie('desk-language')
