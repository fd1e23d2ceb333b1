import type { Hono } from 'hono'
import type * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { render } from '../layout/render.ts'
import { answerForm, type FormAnswer } from './answer-form.ts'
import { type FormState, newForm } from './form-state.ts'

type FormPage<T extends z.ZodType> = FormAnswer<T> & {
  /** The form as it is shown first. By default, it is empty. */
  start?: FormState
}

/**
 * Adds a page with a form: GET shows it, and POST to the same path sends it. `prepare` reads what both need.
 *
 * @example
 * addFormPage(routes, deps, '/members/:id/withdrawal', z.strictObject({ on: Day }), async (c) => {
 *   const member = memberView(await readMember(deps, c.var.caller, 'member.write', c.req.param('id') ?? ''))
 *   return {
 *     show: (form) => withdrawalView(c.var.wording, member, form),
 *     async act({ on }, { request }) {
 *       await withdrawMember(deps, c.var.caller, request, member.id, on)
 *       return `/members/${member.id}?done=withdrawn`
 *     },
 *   }
 * })
 */
export function addFormPage<T extends z.ZodType>(
  routes: Hono<DeskEnv>,
  deps: Pick<DeskDeps, 'keyring'>,
  path: string,
  schema: T,
  prepare: (c: DeskContext) => FormPage<T> | Promise<FormPage<T>>,
): void {
  routes.get(path, async (c) => {
    const { show, start = newForm() } = await prepare(c)
    return render(c, await show(start))
  })
  routes.post(path, async (c) => answerForm(c, deps, schema, await prepare(c)))
}
