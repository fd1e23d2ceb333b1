import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { CredentialView, NewCredential } from '../../../shared/domain/partner/credential.ts'
import { NewPartner, Partner, PartnerChange } from '../../../shared/domain/partner/partner.ts'
import { issueCredential, listCredentials, revokeCredential } from '../../../shared/usecases/partners/credentials.ts'
import {
  changePartner,
  listPartners,
  partnerNamed,
  registerPartner,
} from '../../../shared/usecases/partners/partners.ts'
import { body, json, versioned } from '../answers.ts'
import { IfMatchHeader, ifMatch, setEtag } from '../etag.ts'
import { IdempotencyHeader, markReplay, requestOf } from '../idempotency.ts'
import { refusals, refusalsOfChange } from '../problem.ts'
import { newRouter } from '../router.ts'

const code = z.string().max(32)
const PartnerPath = z.object({ code })
const ItemPath = z.object({ code, id: z.string().max(64) })
const PartnerList = z.object({ items: z.array(Partner) }).meta({ id: 'PartnerList' })
const CredentialList = z.object({ items: z.array(CredentialView) }).meta({ id: 'CredentialList' })
const IssuedCredential = CredentialView.extend({
  secret: z.string().optional().describe('Shown in this one answer and never again, not even to a repeat'),
}).meta({ id: 'IssuedCredential' })

export const partnerRoutes = (deps: Deps) =>
  newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners',
        tags: ['Partners'],
        summary: 'The lenders that tell us of their loans',
        responses: { 200: json(PartnerList, 'Partners, by code'), ...refusals },
      }),
      async (c) => c.json({ items: await listPartners(deps, c.var.caller) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners',
        tags: ['Partners'],
        summary: 'Register a partner; how it signs is data',
        request: { headers: IdempotencyHeader, ...body(NewPartner) },
        responses: { 201: versioned(Partner, 'Registered; give it credentials next'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const { answer, replayed } = await registerPartner(deps, c.var.caller, requestOf(deps, c, input), input)
        markReplay(c, replayed)
        setEtag(c, answer.version)
        return c.json(answer, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}',
        tags: ['Partners'],
        summary: 'One partner',
        request: { params: PartnerPath },
        responses: { 200: versioned(Partner, 'The partner'), ...refusals },
      }),
      async (c) => {
        const partner = await partnerNamed(deps, c.var.caller, c.req.valid('param').code)
        setEtag(c, partner.version)
        return c.json(partner, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/partners/{code}',
        tags: ['Partners'],
        summary: 'Change a partner, suspend it or let it call again',
        request: { params: PartnerPath, headers: IfMatchHeader, ...body(PartnerChange) },
        responses: { 200: versioned(Partner, 'Changed'), ...refusalsOfChange },
      }),
      async (c) => {
        const partner = await changePartner(
          deps,
          c.var.caller,
          c.req.valid('param').code,
          ifMatch(c),
          c.req.valid('json'),
        )
        setEtag(c, partner.version)
        return c.json(partner, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/partners/{code}/credentials',
        tags: ['Partners'],
        summary: 'What a partner signs with: from when and until when, never what it is',
        request: { params: PartnerPath },
        responses: { 200: json(CredentialList, 'Credentials'), ...refusals },
      }),
      async (c) => c.json({ items: await listCredentials(deps, c.var.caller, c.req.valid('param').code) }, 200),
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/credentials',
        tags: ['Partners'],
        summary: 'Give a partner a new secret, or take its new public key; the one before ends after the overlap',
        request: { params: PartnerPath, headers: IdempotencyHeader, ...body(NewCredential) },
        responses: { 201: json(IssuedCredential, 'Given'), ...refusalsOfChange },
      }),
      async (c) => {
        const input = c.req.valid('json')
        const request = requestOf(deps, c, input)
        const { answer, replayed, secret } = await issueCredential(
          deps,
          c.var.caller,
          request,
          c.req.valid('param').code,
          input,
        )
        markReplay(c, replayed)
        return c.json({ ...answer, ...(secret !== undefined && { secret }) }, 201)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/partners/{code}/credentials/{id}/revocations',
        tags: ['Partners'],
        summary: 'End a credential at once, as when it has leaked',
        request: { params: ItemPath, headers: IdempotencyHeader },
        responses: { 201: json(CredentialView, 'Ended'), ...refusalsOfChange },
      }),
      async (c) => {
        const { code, id } = c.req.valid('param')
        const { answer, replayed } = await revokeCredential(deps, c.var.caller, requestOf(deps, c), code, id)
        markReplay(c, replayed)
        return c.json(answer, 201)
      },
    )
