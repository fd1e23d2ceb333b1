import { Hono } from 'hono'
import type { deskApp } from './app.ts'

/** The paths of the whole desk. Kept forms are among them, because they may belong to any page. */
const whole = /^\/(figures|months|targets|recipients|people|partners|subscribers|loans|work|kept)(\/|$)/

/** Whether a path needs the whole desk, rather than only the pages of officers and citizens. */
export const needsWhole = (path: string): boolean => whole.test(path)

type Desk = Pick<ReturnType<typeof deskApp>, 'fetch'>

/**
 * Serves officers and citizens at once, and loads the whole desk with the first request that needs it, so that a function
 * starts with less code.
 */
export function deskFront(officers: Desk, loadWhole: () => Promise<Desk>) {
  let loaded: Promise<Desk> | undefined
  const loadOnce = () => {
    loaded ??= loadWhole()
    return loaded
  }
  return new Hono().all('*', async (c) => {
    const desk = needsWhole(c.req.path) ? await loadOnce() : officers
    return desk.fetch(c.req.raw, c.env)
  })
}
