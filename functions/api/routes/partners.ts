import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { CredentialView, NewCredential } from '../../../shared/domain/partner/credential.ts'
import { NewPartner, Partner, PartnerChange } from '../../../shared/domain/partner/partner.ts'
import { issueCredential, listCredentials, revokeCredential } from '../../../shared/usecases/partners/credentials.ts'
import {
  changePartner,
  listPartners,
  readPartner,
  registerPartner,
} from '../../../shared/usecases/partners/partners.ts'
import { json, jsonWithVersion } from '../answers.ts'
import { setEtag } from '../etag.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addChangeRoute, addWriteRoute } from '../writing-routes.ts'

const code = z.string().max(32)
const PartnerPath = z.object({ code })
const ItemPath = z.object({ code, id: z.string().max(64) })
const PartnerList = z.object({ items: z.array(Partner) }).meta({ id: 'PartnerList' })
const CredentialList = z.object({ items: z.array(CredentialView) }).meta({ id: 'CredentialList' })
const IssuedCredential = CredentialView.extend({
  secret: z.string().optional().describe('Shown only in this answer; a repeated request does not show it again.'),
}).meta({ id: 'IssuedCredential' })

export function partnerRoutes(deps: Deps) {
  const routes = newRouter()

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners',
      tags: ['Partners'],
      summary: 'The lenders that report their loans',
      responses: { 200: json(PartnerList, 'Partners, by code'), ...refusals },
    }),
    async (c) => c.json({ items: await listPartners(deps, c.var.caller) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/partners',
    tags: ['Partners'],
    summary: 'Register a partner, including the settings of its signatures',
    body: NewPartner,
    answer: jsonWithVersion(Partner, 'The partner, which needs credentials next'),
    version: ({ version }) => version,
    carryOut: ({ caller, request, body }) => registerPartner(deps, caller, request, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}',
      tags: ['Partners'],
      summary: 'One partner',
      request: { params: PartnerPath },
      responses: { 200: jsonWithVersion(Partner, 'The partner'), ...refusals },
    }),
    async (c) => {
      const partner = await readPartner(deps, c.var.caller, c.req.valid('param').code)
      setEtag(c, partner.version)
      return c.json(partner, 200)
    },
  )

  addChangeRoute(routes, {
    method: 'patch',
    path: '/partners/{code}',
    tags: ['Partners'],
    summary: 'Change a partner, suspend it or let it call again',
    params: PartnerPath,
    body: PartnerChange,
    answer: jsonWithVersion(Partner, 'Changed'),
    change: ({ caller, version, params, body }) => changePartner(deps, caller, params.code, version, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/partners/{code}/credentials',
      tags: ['Partners'],
      summary: 'The credentials of a partner, with their validity but never their values',
      request: { params: PartnerPath },
      responses: { 200: json(CredentialList, 'Credentials'), ...refusals },
    }),
    async (c) => c.json({ items: await listCredentials(deps, c.var.caller, c.req.valid('param').code) }, 200),
  )

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/credentials',
    tags: ['Partners'],
    summary: 'Issue a new secret to a partner, or accept its new public key. The previous one ends after the overlap.',
    params: PartnerPath,
    body: NewCredential,
    answer: json(IssuedCredential, 'The new credential'),
    carryOut: async ({ caller, request, params, body }) => {
      const { answer, replayed, secret } = await issueCredential(deps, caller, request, params.code, body)
      return { answer: { ...answer, ...(secret !== undefined && { secret }) }, replayed }
    },
  })

  addWriteRoute(routes, deps, {
    path: '/partners/{code}/credentials/{id}/revocations',
    tags: ['Partners'],
    summary: 'End a credential at once, for example after a leak',
    params: ItemPath,
    answer: json(CredentialView, 'Ended'),
    carryOut: ({ caller, request, params: { code, id } }) => revokeCredential(deps, caller, request, code, id),
  })

  return routes
}
