import type { OpenAPIHono } from '@hono/zod-openapi'
import { nameOperation } from './operation-id.ts'
import { type ApiEnv, newRouter } from './router.ts'
import { partnerWebhooks, webhookTag } from './webhooks.ts'

const methods = ['get', 'post', 'put', 'patch'] as const

/** Generates the OpenAPI document from the schemas of the routes. A deployed function has it as a file. */
export function generateDocument(app: OpenAPIHono<ApiEnv>): string {
  const documented = newRouter().route('/', app)
  documented.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const webhook of partnerWebhooks) documented.openAPIRegistry.registerWebhook(webhook)
  const document = documented.getOpenAPI31Document({
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
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const method of methods) {
      const operation = operations[method]
      if (!operation) continue
      operation.operationId = nameOperation(method, path)
      for (const tag of operation.tags ?? []) tags.add(tag)
    }
  for (const [name, { post }] of Object.entries(document.webhooks ?? {})) if (post) post.operationId = name
  document.tags = [...tags, webhookTag].map((name) => ({ name }))
  return JSON.stringify(document)
}
