import * as z from 'zod'

const Content = z.record(z.string(), z.object({ schema: z.unknown() }))

const Parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header']),
  required: z.boolean().default(false),
  schema: z.unknown(),
})
export type Parameter = z.infer<typeof Parameter>

const Operation = z.object({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()).min(1),
  parameters: z.array(Parameter).default([]),
  requestBody: z.object({ required: z.boolean(), content: Content }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string(),
      content: Content.optional(),
      headers: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
  security: z.array(z.record(z.string(), z.array(z.string()))).optional(),
})
type Operation = z.infer<typeof Operation>

const ApiDocument = z.object({
  openapi: z.string(),
  security: z.array(z.record(z.string(), z.array(z.string()))),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.unknown()),
  }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  webhooks: z.record(z.string(), z.object({ post: Operation })),
})
export type ApiDocument = z.infer<typeof ApiDocument>

/** A route as the API's document describes it. `name` is method and path, such as `POST /v1/members/{id}/stages`. */
export type ApiRoute = { name: string; method: string; path: string; operation: Operation }

type App = { request: (path: string) => Response | Promise<Response> }

export const apiDocument = async (app: App): Promise<ApiDocument> =>
  ApiDocument.parse(await (await app.request('/openapi.json')).json())

export const routesOf = ({ paths }: ApiDocument): ApiRoute[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([verb, operation]) => {
      const method = verb.toUpperCase()
      return { name: `${method} ${path}`, method, path, operation }
    }),
  )

/** The status with which a route answers when it succeeds. */
export const successOf = ({ operation }: ApiRoute): number =>
  Number(Object.keys(operation.responses).find((status) => status.startsWith('2')))
