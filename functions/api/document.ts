import type { OpenAPIHono } from '@hono/zod-openapi'
import * as z from 'zod'
import { eventTag, eventWebhooks, pushTag, referralWebhooks } from './event-webhooks.ts'
import { nameOperation } from './operation-id.ts'
import { type ApiEnv, newRouter } from './router.ts'
import { partnerCallTag, partnerWebhooks } from './webhooks.ts'

const webhookTags = [
  { name: partnerCallTag, description: 'What partners send us' },
  { name: eventTag, description: 'What we send to subscribers' },
  { name: pushTag, description: 'What we send to lenders' },
]

const methods = ['get', 'post', 'put', 'patch'] as const

/** Generates the OpenAPI document from the schemas of the routes. A deployed function reads it from a file. */
export function generateDocument(app: OpenAPIHono<ApiEnv>): string {
  const documentedApp = newRouter().route('/', app)
  documentedApp.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const webhook of [...partnerWebhooks, ...eventWebhooks, ...referralWebhooks])
    documentedApp.openAPIRegistry.registerWebhook(webhook)
  const document = documentedApp.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'Capaian',
      version: '1',
      description:
        'Members, stages, figures, targets, months and issues of a public programme. ' +
        'For web pages there is a typed client in one file: [client.ts](/client.ts).',
    },
    servers: [{ url: '/', description: 'Where this document is served' }],
    security: [{ token: [] }],
  })
  const tags = new Set<string>()
  const optional = findOptionalBodies(documentedApp)
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const method of methods) {
      const operation = operations[method]
      if (!operation) continue
      operation.operationId = nameOperation(method, path)
      if (operation.requestBody && optional.has(`${method} ${path}`))
        Object.assign(operation.requestBody, { required: false })
      for (const tag of operation.tags ?? []) tags.add(tag)
    }
  for (const [name, { post }] of Object.entries(document.webhooks ?? {})) if (post) post.operationId = name
  document.tags = [...[...tags].map((name) => ({ name })), ...webhookTags]
  return JSON.stringify(document)
}

/**
 * Finds the routes whose body may be missing, because their schema accepts `{}`. Their route still declares the body as
 * required, so that its defaults are filled in. Only the document says that it is optional.
 */
function findOptionalBodies({ openAPIRegistry }: OpenAPIHono<ApiEnv>): Set<string> {
  const found = openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return []
    const { method, path, request } = definition.route
    const media = request?.body?.content['application/json']
    const acceptsEmptyBody =
      media && 'schema' in media && media.schema instanceof z.ZodType && media.schema.safeParse({}).success
    return acceptsEmptyBody ? [`${method} ${path}`] : []
  })
  return new Set(found)
}
