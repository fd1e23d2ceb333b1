import { createMcpHandler, originValidationResponse, readRequestBody } from '@modelcontextprotocol/server'
import { type Context, Hono } from 'hono'
import type { Deps } from '../../shared/deps.ts'
import { locateError } from '../../shared/domain/problems/locate-error.ts'
import { mcpPath } from '../../shared/render/open-data/paths.ts'
import { openPublicIssues, type PublicIssueDeps } from '../../shared/usecases/issues/public-issues.ts'
import { makeServer } from './server.ts'
import type { ToolEntry } from './tool-list.ts'

type McpDeps = PublicIssueDeps & Pick<Deps, 'log' | 'pagesUrl'>

/** The largest request. The longest valid question takes a tenth of this. */
const mostBytes = 16_384

/**
 * Serves the public issues to assistants over the Model Context Protocol: stateless, one route that takes POST.
 * Requests from pages of other sites are refused, as the protocol asks. Otherwise a site could make its own host name
 * point at a local system and read it through the visitor's browser.
 */
export function mcpApp(deps: McpDeps, list: ToolEntry[]) {
  const known = openPublicIssues(deps)
  const origins = deps.pagesUrl === undefined ? [] : [new URL(deps.pagesUrl).hostname]

  async function answer(c: Context): Promise<Response> {
    const request = c.req.raw
    const refusal = originValidationResponse(request, origins) ?? (await refuseBatch(request))
    if (refusal) return refusal
    let hasFailed = false
    const onFailure = (tool: string, error: unknown) => {
      hasFailed = true
      const name = error instanceof Error ? error.name : 'unknown'
      deps.log('error', 'A tool failed', {
        tool,
        error: name,
        ...(error instanceof Error && { place: locateError(error) }),
      })
    }
    const origin = deps.pagesUrl ?? new URL(request.url).origin
    const { fetch } = createMcpHandler(() => makeServer({ list, context: { known, origin }, onFailure }), {
      maxRequestBodySize: mostBytes,
      // A subscription would keep the function running, and nothing changes while it answers.
      maxSubscriptions: 0,
      keepAliveMs: 0,
    })
    const { status, headers, body } = await fetch(request)
    // Gateway and alarm recognise a failure only by the status.
    const wholeResponse = new Response(body && (await new Response(body).text()), {
      status: hasFailed ? 500 : status,
      headers,
    })
    wholeResponse.headers.set('Cache-Control', 'no-store')
    return wholeResponse
  }

  return new Hono().all(mcpPath, answer)
}

/** Refuses several messages in one request. The protocol dropped them on 2025-06-18, and one call could ask a hundred questions. */
async function refuseBatch(request: Request): Promise<Response | undefined> {
  if (request.method !== 'POST') return undefined
  const body = await readRequestBody(request.clone(), mostBytes)
  if (body.tooLarge || !body.text.trimStart().startsWith('[')) return undefined
  const error = { code: -32_600, message: 'Invalid Request: one message at a time' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 400 })
}
