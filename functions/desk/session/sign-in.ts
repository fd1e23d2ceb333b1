import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { AppError } from '../../../shared/domain/problems/app-error.ts'
import { beginSession } from '../../../shared/usecases/access/sessions.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render } from '../layout/render.ts'
import { sessionCookie, signInCookie } from './cookies.ts'
import { failedView, leavingView, signedOutView, signInView } from './sign-in-view.ts'

/** What the cookie remembers while a person is at the sign-in service. */
const Begun = z.object({ state: z.string(), verifier: z.string(), next: z.string() })

const minutesToSignIn = 15
/** The purpose for which the cookie is sealed. No other sealed text opens for it. */
const context = 'desk-sign-in'

/** The path to go to after signing in: the given one if it is ours, otherwise the start page. */
const ownPath = (path: string | undefined): string =>
  path !== undefined && /^\/(?![/\\])[\x21-\x7e]*$/.test(path) ? path : '/'

/** The pages to sign in and out. No address and no browser gets a token. */
export function signInRoutes(deps: DeskDeps) {
  return new Hono<DeskEnv>()
    .get('/sign-in', (c) => {
      const { next, kept } = c.req.query()
      const after = kept === undefined ? ownPath(next) : `/kept/${encodeURIComponent(kept)}`
      return render(c, signInView(c.var.wording, after, kept !== undefined))
    })
    .get('/sign-in/start', async (c) => {
      const { newSecret, keyring, signIn } = deps
      const beginning = { state: newSecret(), verifier: newSecret(), next: ownPath(c.req.query('next')) }
      const challenge = createHash('sha256').update(beginning.verifier).digest('base64url')
      signInCookie.write(c, keyring.sealText(beginning, context), minutesToSignIn * 60)
      return c.redirect(await signIn.address(beginning.state, challenge), 303)
    })
    .get('/sign-in/back', async (c) => {
      const beginning = openBegunSignIn(deps, c)
      const { code, state } = c.req.query()
      signInCookie.remove(c)
      if (!beginning || code === undefined || state !== beginning.state)
        return render(c, failedView(c.var.wording), 400)
      try {
        const tokens = await deps.signIn.tokensForCode(code, beginning.verifier)
        sessionCookie.write(c, await beginSession(deps, tokens))
        return c.redirect(beginning.next, 303)
      } catch (error) {
        if (!(error instanceof AppError) || error.kind !== 'unauthenticated') throw error
        return render(c, failedView(c.var.wording), 400)
      }
    })
    .get('/leaving', async (c) => {
      const address = await deps.signIn.signOutAddress().catch(() => undefined)
      return render(c, leavingView(c.var.wording, address ?? '/signed-out'))
    })
    .get('/signed-out', (c) => render(c, signedOutView(c.var.wording)))
}

function openBegunSignIn({ keyring }: Pick<DeskDeps, 'keyring'>, c: DeskContext): z.infer<typeof Begun> | undefined {
  const sealedCookie = signInCookie.read(c)
  if (sealedCookie === undefined) return undefined
  try {
    return Begun.parse(keyring.openText(sealedCookie, context))
  } catch {
    return undefined
  }
}
