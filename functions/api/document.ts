import type { OpenAPIHono } from '@hono/zod-openapi'
import { type ApiEnv, newRouter } from './router.ts'
import { partnerWebhooks } from './webhooks.ts'

/** Generates the OpenAPI document from the schemas of the routes. A deployed function has it as a file. */
export function generateDocument(app: OpenAPIHono<ApiEnv>): string {
  const documented = newRouter().route('/', app)
  documented.openAPIRegistry.registerComponent('securitySchemes', 'token', { type: 'http', scheme: 'bearer' })
  for (const webhook of partnerWebhooks) documented.openAPIRegistry.registerWebhook(webhook)
  return JSON.stringify(
    documented.getOpenAPI31Document({
      openapi: '3.1.0',
      info: {
        title: 'Capaian',
        version: '1',
        description:
          'Members, stages, figures, targets, months and issues of a public programme. ' +
          'For web pages there is a typed client in one file: [client.ts](/client.ts).',
      },
      security: [{ token: [] }],
    }),
  )
}
