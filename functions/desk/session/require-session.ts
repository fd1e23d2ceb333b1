import { createMiddleware } from 'hono/factory'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { keepForm, readCaller } from '../../../shared/usecases/access/sessions.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { readFields } from '../form/read-form.ts'
import { sectionsFor } from '../layout/sections.ts'
import { sessionCookie } from './cookies.ts'

/**
 * Finds the session and its caller, with the grants in force now. Without a session, redirects to the sign-in page and
 * back again. Meanwhile, a form that was sent is kept for an hour.
 */
export const requireSession = (deps: DeskDeps) =>
  createMiddleware<DeskEnv>(async (c, next) => {
    const id = sessionCookie.read(c)
    const found = id === undefined ? undefined : await readCaller(deps, id)
    if (!found) return redirectToSignIn(deps, c, id)
    c.set('session', found.session)
    c.set('caller', found.caller)
    c.set('sections', sectionsFor(deps, found.caller))
    await next()
  })

async function redirectToSignIn(deps: DeskDeps, c: DeskContext, id: string | undefined): Promise<Response> {
  if (c.req.method !== 'POST') {
    const { pathname, search } = new URL(c.req.url)
    const here = pathname === '/' ? '' : `?${new URLSearchParams({ next: pathname + search })}`
    return c.redirect(`/sign-in${here}`, 303)
  }
  const values = id === undefined ? undefined : await readFields(c)
  const keptFormId = id !== undefined && values ? await keepForm(deps, id, { action: c.req.path, values }) : undefined
  return c.redirect(
    keptFormId === undefined ? '/sign-in' : `/sign-in?${new URLSearchParams({ kept: keptFormId })}`,
    303,
  )
}
