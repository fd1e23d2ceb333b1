import { Hono } from 'hono'
import type { deskApp } from './app.ts'

/**
 * The paths that need the whole desk. `/kept` is one of them, because a form that was kept during a sign-in may belong
 * to any page.
 */
const wholeDeskPaths = /^\/(figures|months|targets|recipients|people|partners|subscribers|loans|work|kept)(\/|$)/

/** Whether a path needs more than the pages for officers and citizens. */
export const needsWhole = (path: string): boolean => wholeDeskPaths.test(path)

type Desk = Pick<ReturnType<typeof deskApp>, 'fetch'>

/**
 * Serves the pages for officers and citizens at once. Loads the whole desk when a request first needs it, so that the
 * function starts with less code.
 */
export function deskFront(officerDesk: Desk, loadWhole: () => Promise<Desk>) {
  let loaded: Promise<Desk> | undefined
  const loadOnce = () => {
    loaded ??= loadWhole()
    return loaded
  }
  return new Hono().all('*', async (c) => {
    const desk = needsWhole(c.req.path) ? await loadOnce() : officerDesk
    return desk.fetch(c.req.raw, c.env)
  })
}
