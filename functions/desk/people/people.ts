import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { NewGrant, Subject } from '../../../shared/domain/access/grant.ts'
import { Invitation } from '../../../shared/domain/access/person.ts'
import { addDays, Day, startOfDay } from '../../../shared/domain/calendar.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { endGrant, giveGrantFor } from '../../../shared/usecases/access/grants.ts'
import { listAllowedScopes, requireRight } from '../../../shared/usecases/access/may.ts'
import {
  blockPerson,
  invitePerson,
  listPeople,
  readPerson,
  removePerson,
  resendInvitation,
} from '../../../shared/usecases/access/people.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, type FormValues, newForm, toObject } from '../form/form-state.ts'
import { agencyOptions, areaOptions } from '../layout/options.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readPathId } from '../layout/path-id.ts'
import { readQuery } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { endGrantView, grantFormView, inviteView } from './grant-form.ts'
import { peopleView, personView } from './people-view.ts'

const grantsPerPage = 50
const PeopleQuery = z.object({ area: z.string().max(32).optional(), from: z.string().optional() })
const nothing = z.strictObject({})

/** People: who may do what, where and until when; inviting, blocking and removing them. */
export function peopleRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const { zone } = frame.programme
  const address = (subject: string) => `/people/${encodeURIComponent(subject)}`

  function readPathSubject(c: DeskContext): string {
    const subject = Subject.safeParse(c.req.param('subject'))
    if (!subject.success) throw notFound()
    return subject.data
  }
  const listChoices = ({ var: { caller } }: DeskContext) => ({
    areas: areaOptions(deps, caller, 'grants.write'),
    agencies: agencyOptions(deps, caller, 'grants.write'),
  })

  /** Reads a grant. It ends when its last day ends. */
  function readGrantValues(values: FormValues): unknown {
    const { until, ...rest } = toObject(values)
    const day = Day.safeParse(until)
    return {
      ...rest,
      ...(until !== undefined && { until: day.success ? startOfDay(addDays(day.data, 1), zone).toISOString() : until }),
    }
  }

  routes.get('/people', async (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'grants.read')
    const query = readQuery(c, PeopleQuery)
    const area = query.area ?? listAllowedScopes(deps, caller, 'grants.read')[0]?.area ?? frame.areas.root
    const after = openPlace(deps, c, query.from)
    const { items, last } = await listPeople(deps, caller, area, { after, limit: grantsPerPage })
    const next = last === undefined ? undefined : sealPlace(deps, c, last)
    const areas = areaOptions(deps, caller, 'grants.read')
    return render(c, peopleView(wording, frame, { people: items, area, areas, next, done: c.req.query('done') }))
  })

  addFormPage(routes, deps, '/people/new', Invitation, (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'grants.write')
    return {
      start: newForm([['role', 'officer']]),
      read: readGrantValues,
      show: (form) => inviteView(wording, form, { ...listChoices(c), isPossible: deps.accounts !== undefined }),
      async act(input, { request }) {
        const { answer } = await invitePerson(deps, caller, request, input)
        return `${address(answer.subject)}?done=${answer.isNew ? 'invited' : 'granted'}`
      },
    }
  })

  async function show(c: DeskContext, form: FormState = newForm()) {
    const { caller, wording } = c.var
    const found = await readPerson(deps, caller, readPathSubject(c))
    const hasAccounts = deps.accounts !== undefined
    return personView(wording, frame, {
      ...found,
      form,
      hasAccounts,
      isOneself: found.subject === caller.subject,

      done: c.req.query('done'),
    })
  }

  routes.get('/people/:subject', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/people/:subject/grants', NewGrant.omit({ subject: true }), async (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'grants.write')
    const person = await readPerson(deps, caller, readPathSubject(c))
    return {
      start: newForm([['role', 'officer']]),
      read: readGrantValues,
      show: (form) => grantFormView(wording, form, { ...listChoices(c), person }),
      async act(input, { request }) {
        await giveGrantFor(deps, caller, request, { ...input, subject: person.subject })
        return `${address(person.subject)}?done=granted`
      },
    }
  })

  addFormPage(
    routes,
    deps,
    '/people/:subject/grants/:id/end',
    z.strictObject({ reason: plainText(500) }),
    async (c) => {
      const { caller, wording } = c.var
      requireRight(caller, 'grants.write')
      const person = await readPerson(deps, caller, readPathSubject(c))
      const grant = person.grants.find(({ id }) => id === readPathId(c, 'grt'))
      if (!grant) throw notFound()
      return {
        show: (form) => endGrantView(wording, frame, form, { person, grant }),
        async act({ reason }, { request }) {
          await endGrant(deps, caller, request, grant.id, reason)
          return `${address(person.subject)}?done=ended`
        },
      }
    },
  )

  addFormPage(routes, deps, '/people/:subject/resend', nothing, (c) => {
    requireRight(c.var.caller, 'grants.write')
    return {
      show: (form) => show(c, form),
      async act() {
        const subject = readPathSubject(c)
        await resendInvitation(deps, c.var.caller, subject)
        return `${address(subject)}?done=invited`
      },
    }
  })

  addFormPage(routes, deps, '/people/:subject/block', z.strictObject({ blocked: z.enum(['yes', 'no']) }), (c) => {
    requireRight(c.var.caller, 'grants.write')
    return {
      show: (form) => show(c, form),
      async act({ blocked }) {
        const subject = readPathSubject(c)
        await blockPerson(deps, c.var.caller, subject, blocked === 'yes')
        return `${address(subject)}?done=${blocked === 'yes' ? 'blocked' : 'unblocked'}`
      },
    }
  })

  addFormPage(routes, deps, '/people/:subject/removal', z.strictObject({ reason: plainText(500) }), (c) => {
    requireRight(c.var.caller, 'grants.write')
    return {
      show: (form) => show(c, form),
      async act({ reason }, { request }) {
        await removePerson(deps, c.var.caller, request, readPathSubject(c), reason)
        return '/people?done=removed'
      },
    }
  })

  return routes
}
