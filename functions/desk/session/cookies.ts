import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { DeskContext } from '../desk-env.ts'

/**
 * Cookies for this host alone (`__Host-`), which scripts cannot read. They are lax, because a strict cookie is not sent
 * when somebody returns from the sign-in service or follows a link in a mail. `sameOrigin` guards requests that change
 * data.
 */
const own = { prefix: 'host', httpOnly: true, secure: true, sameSite: 'Lax', path: '/' } as const

const cookie = (name: string) => ({
  read: (c: DeskContext): string | undefined => getCookie(c, name, 'host'),
  write: (c: DeskContext, value: string, maxAgeSeconds?: number): void =>
    setCookie(c, name, value, { ...own, ...(maxAgeSeconds !== undefined && { maxAge: maxAgeSeconds }) }),
  remove: (c: DeskContext): void => void deleteCookie(c, name, own),
})

/** The random id of a session. The browser drops it when the browser closes. */
export const sessionCookie = cookie('desk')
/** A sign-in under way, sealed, for some minutes. */
export const signInCookie = cookie('desk-sign-in')
/** The language chosen. */
export const languageCookie = cookie('desk-language')
