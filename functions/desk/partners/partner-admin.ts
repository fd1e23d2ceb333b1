import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { NewCredential } from '../../../shared/domain/partner/credential.ts'
import { NewPartner, PartnerChange } from '../../../shared/domain/partner/partner.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { issueCredential, revokeCredential } from '../../../shared/usecases/partners/credentials.ts'
import { changePartnerOnce, readPartner, registerPartner } from '../../../shared/usecases/partners/partners.ts'
import { sendTestEvent } from '../../../shared/usecases/partners/test-event.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, type FormValues, newForm, toObject, valueAt } from '../form/form-state.ts'
import { readWholeNumber } from '../form/whole-number.ts'
import { readPathName } from '../layout/path-id.ts'
import { newCredentialView, secretView, testEventView } from './credential-view.ts'
import {
  changePartnerView,
  newPartnerValues,
  newPartnerView,
  partnerValues,
  readPartnerValues,
} from './partner-form.ts'
import { partnerPage } from './partner-page.ts'

const nothing = z.strictObject({})

/** Registering, changing and suspending partners, their credentials, and test events. */
export function partnerAdminRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const readPartnerCode = (c: DeskContext) => readPathName(c, 'code')

  /** Reads the partner for a caller who may manage it. */
  const readManaged = async (c: DeskContext) => {
    requireInAll(deps, c.var.caller, 'partners.write')
    return readPartner(deps, c.var.caller, readPartnerCode(c))
  }
  const current = async (c: DeskContext) => {
    const now = await readManaged(c)
    return { version: now.version, values: partnerValues(now) }
  }
  const show = (c: DeskContext, form: FormState) => partnerPage(deps, c, form)

  addFormPage(routes, deps, '/partners/new', NewPartner, (c) => {
    requireInAll(deps, c.var.caller, 'partners.write')
    return {
      start: newForm(newPartnerValues),
      read: readPartnerValues,
      show: (form) => newPartnerView(c.var.wording, form),
      async act(input, { request }) {
        const { answer } = await registerPartner(deps, c.var.caller, request, input)
        return `/partners/${answer.code}?done=saved`
      },
    }
  })

  addFormPage(routes, deps, '/partners/:code/change', PartnerChange, async (c) => {
    const partner = await readManaged(c)
    return {
      start: newForm(partnerValues(partner), partner.version),
      read: readPartnerValues,
      show: (form) => changePartnerView(c.var.wording, partner, form),
      async act(change, { request, version }) {
        await changePartnerOnce(deps, c.var.caller, request, { code: partner.code, version, change })
        return `/partners/${partner.code}?done=saved`
      },
      current: () => current(c),
    }
  })

  addFormPage(routes, deps, '/partners/:code/status', PartnerChange.pick({ status: true }).required(), async (c) => {
    const { code } = await readManaged(c)
    return {
      show: (form) => show(c, form),
      async act({ status }, { request, version }) {
        await changePartnerOnce(deps, c.var.caller, request, { code, version, change: { status } })
        return `/partners/${code}?done=${status === 'suspended' ? 'suspended' : 'reinstated'}`
      },
      current: () => current(c),
    }
  })

  addFormPage(routes, deps, '/partners/:code/credentials', NewCredential, async (c) => {
    const partner = await readManaged(c)
    return {
      start: newForm([
        ['kind', 'secret'],
        ['overlapSeconds', String(7 * 86_400)],
      ]),
      read: readCredentialValues,
      show: (form) => newCredentialView(c.var.wording, partner, form),
      async act(input, { request }) {
        const { secret } = await issueCredential(deps, c.var.caller, request, partner.code, input)
        return input.kind !== 'public_key'
          ? secretView(c.var.wording, partner, secret)
          : `/partners/${partner.code}?done=saved`
      },
    }
  })

  addFormPage(routes, deps, '/partners/:code/credentials/:id/revocation', nothing, async (c) => {
    const { code } = await readManaged(c)
    return {
      show: (form) => show(c, form),
      async act(_, { request }) {
        await revokeCredential(deps, c.var.caller, request, code, readPathName(c, 'id'))
        return `/partners/${code}?done=revoked`
      },
    }
  })

  addFormPage(routes, deps, '/partners/:code/test-event', nothing, async (c) => {
    const partner = await readManaged(c)
    return {
      show: (form) => show(c, form),
      act: async (_, { request }) =>
        testEventView(c.var.wording, partner, await sendTestEvent(deps, c.var.caller, request, partner.code)),
    }
  })

  return routes
}

/** Reads a credential. A key keeps its lines, and a secret has no value yet. */
function readCredentialValues(values: FormValues): unknown {
  const { value: _, overlapSeconds, ...rest } = toObject(values)
  const isKey = valueAt(values, 'kind') === 'public_key'
  return { ...rest, overlapSeconds: readWholeNumber(overlapSeconds), ...(isKey && { value: valueAt(values, 'value') }) }
}
