import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { DeskEnv } from '../desk-env.ts'
import { valueAt } from '../form/form-state.ts'
import { readFields } from '../form/read-form.ts'
import { languageCookie } from '../session/cookies.ts'

const yearSeconds = 31_536_000

/** Chooses a language and goes back to the page that the form was on. */
export const languageRoutes = ({ deskUrl }: Pick<DeskDeps, 'deskUrl'>) =>
  new Hono<DeskEnv>().post('/language', async (c) => {
    languageCookie.write(c, valueAt((await readFields(c)) ?? [], 'to') === 'en' ? 'en' : 'id', yearSeconds)
    const from = URL.parse(c.req.header('Referer') ?? '')
    const isOurs = from !== null && from.origin === new URL(deskUrl).origin
    return c.redirect(isOurs ? from.pathname + from.search : '/', 303)
  })
