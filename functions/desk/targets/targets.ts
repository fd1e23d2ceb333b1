import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { dayOf } from '../../../shared/domain/calendar.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { NewTarget, type Target, TargetRevision } from '../../../shared/domain/programme/target.ts'
import { may, requireRight } from '../../../shared/usecases/access/may.ts'
import {
  listTargets,
  listTargetVersions,
  makePrimary,
  reviseTargetOnce,
  setTarget,
} from '../../../shared/usecases/figures/targets.ts'
import { currentMonth } from '../../../shared/usecases/ledger/books.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, type FormValues, newForm, toObject } from '../form/form-state.ts'
import { readWholeNumber } from '../form/whole-number.ts'
import { agencyOptions, areaOptions, indicatorOptions } from '../layout/options.ts'
import { readPathId } from '../layout/path-id.ts'
import { render } from '../layout/render.ts'
import { newTargetView, targetsView, targetView } from './targets-view.ts'

/** Targets: the list, setting and revising them, and which of several is the primary one. */
export function targetRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps

  routes.get('/targets', async (c) => {
    const { caller, wording } = c.var
    const targets = await listTargets(deps, caller)
    const shown = { targets, maySet: may(caller, 'targets.write'), done: c.req.query('done') }
    return render(c, targetsView(wording, frame, shown))
  })

  addFormPage(routes, deps, '/targets/new', NewTarget, (c) => {
    const { caller, wording } = c.var
    requireRight(caller, 'targets.write')
    const month = currentMonth(deps)
    return {
      start: newForm([
        ['from', `${month.slice(0, 4)}-01`],
        ['to', `${month.slice(0, 4)}-12`],
      ]),
      read: readTargetValues,
      show: (form) =>
        newTargetView(wording, form, {
          indicators: indicatorOptions(deps, wording),
          areas: areaOptions(deps, caller, 'targets.write'),
          agencies: agencyOptions(deps, caller, 'targets.write'),
        }),
      async act(input, { request }) {
        const { answer } = await setTarget(deps, caller, request, input)
        return `/targets/${answer.id}?done=set`
      },
    }
  })

  /** Reads every version of the target in the path, and the last one. */
  async function readTarget(c: DeskContext) {
    const versions = await listTargetVersions(deps, c.var.caller, readPathId(c, 'tgt'))
    const target = versions.at(-1)
    if (!target) throw notFound()
    return { target, versions }
  }

  async function show(c: DeskContext, form?: FormState) {
    const { caller, wording } = c.var
    const { target, versions } = await readTarget(c)
    const today = dayOf(deps.now(), frame.programme.zone)
    return targetView(wording, frame, {
      form: form ?? newForm([...listValues(target), ['effectiveFrom', today]], target.version),
      ...{ target, versions, maySet: may(caller, 'targets.write'), done: c.req.query('done') },
    })
  }

  routes.get('/targets/:id', async (c) => render(c, await show(c)))

  addFormPage(routes, deps, '/targets/:id/revision', TargetRevision, (c) => {
    const { caller } = c.var
    const id = readPathId(c, 'tgt')
    requireRight(caller, 'targets.write')
    return {
      read: readTargetValues,
      show: (form) => show(c, form.values.length === 0 ? undefined : form),
      async act(revision, { request, version }) {
        await reviseTargetOnce(deps, caller, request, { id, version, revision })
        return `/targets/${id}?done=set`
      },
      async current() {
        const { target } = await readTarget(c)
        return { version: target.version, values: listValues(target) }
      },
    }
  })

  addFormPage(routes, deps, '/targets/:id/primary', z.strictObject({}), (c) => {
    const id = readPathId(c, 'tgt')
    requireRight(c.var.caller, 'targets.write')
    return {
      show: () => show(c),
      async act() {
        await makePrimary(deps, c.var.caller, id)
        return `/targets/${id}?done=set`
      },
    }
  })

  return routes
}

function readTargetValues(values: FormValues): unknown {
  const { value, primary, ...rest } = toObject(values)
  return {
    ...rest,
    ...(value !== undefined && { value: readWholeNumber(value) }),
    ...(primary === 'yes' && { primary: true }),
  }
}

const listValues = ({ value, basis }: Target): FormValues => [
  ['value', String(value)],
  ['basis', basis],
]
