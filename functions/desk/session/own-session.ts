import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { endEverySession, endSession, readKeptForm } from '../../../shared/usecases/access/sessions.ts'
import type { DeskEnv } from '../desk-env.ts'
import { showField } from '../form/form-state.ts'
import { render } from '../layout/render.ts'
import { sessionCookie } from './cookies.ts'
import { accountView } from './own-session-view.ts'

/** Sends a request to the desk itself. */
type Dispatch = (request: Request) => Response | Promise<Response>

/** The caller's own session: account, signing out, and forms that were kept. */
export function ownSessionRoutes(deps: DeskDeps, dispatch: Dispatch) {
  return (
    new Hono<DeskEnv>()
      .get('/account', (c) => render(c, accountView(c.var.wording, c.var.session, c.var.caller, deps.frame)))
      .post('/sign-out', async (c) => {
        await endSession(deps, c.var.session)
        sessionCookie.remove(c)
        return c.redirect('/leaving', 303)
      })
      .post('/sign-out/everywhere', async (c) => {
        await endEverySession(deps, c.var.session)
        sessionCookie.remove(c)
        return c.redirect('/leaving', 303)
      })
      // Posts the kept form to its own page, which only shows it again.
      .get('/kept/:id', async (c) => {
        const form = await readKeptForm(deps, c.var.caller, c.req.param('id'))
        if (!form) throw notFound()
        return dispatch(
          new Request(new URL(form.action, c.req.url), {
            method: 'POST',
            headers: { Cookie: c.req.header('Cookie') ?? '', Origin: new URL(deps.deskUrl).origin },
            body: new URLSearchParams([...form.values, [showField, 'yes']]),
          }),
        )
      })
  )
}
