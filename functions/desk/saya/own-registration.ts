import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { SelfRegistration } from '../../../shared/domain/acts/self-registration.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { checkSelfRegistration, registerOneself } from '../../../shared/usecases/members/self-service.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, toObject, valueAt } from '../form/form-state.ts'
import { ownRegistrationView } from './own-registration-view.ts'

/**
 * A hidden field with a keyed hash of the person for whom the page showed warnings. If the hash fits the person who is
 * sent, the warnings have been seen, and the person is registered.
 */
const seenField = '_seen'

/** Lets people register themselves. Shows warnings first, before anything is stored. */
export function ownRegistrationRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  addFormPage(routes, deps, '/me/registration', SelfRegistration, (c) => {
    const today = dayOf(deps.now(), deps.frame.programme.zone)
    const show = (form: FormState, warnings: Problem[] = [], mark?: string) =>
      ownRegistrationView(c.var.wording, deps.frame, { form, today, warnings, seen: mark })
    return {
      // An empty person is still checked, so that the missing name is reported.
      read: (values) => ({ person: {}, ...toObject(values) }),
      show: (form) => show(form),
      async act(input, { request, values }) {
        const { caller } = c.var
        const mark = deps.keyring.hash('content', JSON.stringify([caller.subject, input.person, input.gender]))
        if (valueAt(values, seenField) !== mark) {
          const warnings = await checkSelfRegistration(deps, input)
          if (warnings.length > 0) return show({ key: request.key, values, problems: [] }, warnings, mark)
        }
        const { replayed } = await registerOneself(deps, caller, request, input)
        if (!replayed) deps.metrics({ Registered: 1 })
        return '/me?done=registered_self'
      },
    }
  })
  return routes
}
