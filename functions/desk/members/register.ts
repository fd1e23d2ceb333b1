import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Caller } from '../../../shared/domain/access/grant.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { type Member, NewMember } from '../../../shared/domain/member/member.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import type { Problem } from '../../../shared/domain/problems/app-error.ts'
import { Nik } from '../../../shared/domain/values/nik.ts'
import { requireRight } from '../../../shared/usecases/access/may.ts'
import { findMembers } from '../../../shared/usecases/members/find-members.ts'
import { checkRegistration, registerMember } from '../../../shared/usecases/members/registration.ts'
import { checkUnlessDone } from '../../../shared/usecases/once.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm, toObject, valueAt } from '../form/form-state.ts'
import { agencyOptions, leafOptions } from '../layout/options.ts'
import { registerView } from './register-view.ts'

/**
 * A hidden field with a keyed hash of the person for whom the page showed warnings. If the hash fits the person who is
 * sent, the officer has seen the warnings, and the person is registered.
 */
const seenField = '_seen'

/** Registers a member. Shows warnings and similar members first, before anything is stored. */
export function registrationRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  addFormPage(routes, deps, '/members/new', NewMember, (c) => {
    const { caller } = c.var
    requireRight(caller, 'member.write')
    const today = dayOf(deps.now(), deps.frame.programme.zone)
    const show = (form: FormState, found: Found = { warnings: [], alike: [] }, seen?: string) =>
      registerView(c.var.wording, listChoices(deps, c), {
        form,
        today,
        ...found,
        alike: found.alike.map(makeMemberView),
        seen,
      })
    return {
      start: newForm([
        ['registeredOn', today],
        ['agency', valueIfOnly(agencyOptions(deps, caller))],
      ]),
      // An empty person is still checked, so that the missing name is reported.
      read: (values) => ({ person: {}, ...toObject(values) }),
      show: async (form) => show(form, { warnings: [], alike: await findHolder(deps, caller, form) }),
      async act(input, { request, values }) {
        const seen = deps.keyring.hash('content', JSON.stringify([caller.subject, input.person, input.gender]))
        if (valueAt(values, seenField) !== seen) {
          const nothing: Found = { warnings: [], alike: [] }
          const check = () => checkRegistration(deps, caller, input)
          const found = await checkUnlessDone(deps, caller, request, nothing, check)
          if (found.alike.length > 0 || found.warnings.length > 0)
            return show({ key: request.key, values, problems: [] }, found, seen)
        }
        const { answer, replayed } = await registerMember(deps, caller, request, input)
        if (!replayed) deps.metrics({ Registered: 1 })
        const isLate = answer.entries.some(({ late }) => late)
        return `/members/${answer.memberId}?done=${isLate ? 'registered_late' : 'registered'}`
      },
    }
  })
  return routes
}

type Found = { warnings: Problem[]; alike: Member[] }

/** The holder of the NIK in a form that was refused because the NIK is taken, if the caller may see the holder. */
async function findHolder(deps: DeskDeps, caller: Caller, { problems, values }: FormState): Promise<Member[]> {
  const { data: nik } = Nik.safeParse(valueAt(values, 'person.nik'))
  const isTaken = problems.some(({ code }) => code === 'nik_taken')
  return isTaken && nik !== undefined ? findMembers(deps, caller, { nik }) : []
}

const listChoices = (deps: DeskDeps, c: DeskContext) => ({
  frame: deps.frame,
  leaves: leafOptions(deps, c.var.caller, c.var.wording),
  agencies: agencyOptions(deps, c.var.caller),
})

/** The value of the only option in a list, which the form then selects; empty if there are several. */
const valueIfOnly = (options: { value: string }[]): string => (options.length === 1 ? (options[0]?.value ?? '') : '')
