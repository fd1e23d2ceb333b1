import { expect, test } from 'vitest'
import { generateClientTypes } from '../../infra/client-types.ts'

const json = (schema: object) => ({ content: { 'application/json': { schema } } })

/** The types of a document with one schema, without spaces and line ends. */
const typesOf = (schemas: object, paths = {}) =>
  generateClientTypes({ components: { schemas }, paths }).replaceAll(/\s+/g, ' ')

test.each<[object, string]>([
  [{ type: 'string', format: 'date' }, 'string'],
  [{ type: 'integer', minimum: 1 }, 'number'],
  [{ type: 'number' }, 'number'],
  [{ type: 'boolean' }, 'boolean'],
  [{ enum: ['a', 2] }, '"a" | 2'],
  [{ type: ['string', 'null'] }, 'string | null'],
  [{ anyOf: [{ $ref: '#/components/schemas/Day' }, { type: 'null' }] }, 'Day | null'],
  [{ oneOf: [{ type: 'string' }, { type: 'number' }] }, 'string | number'],
  [{ allOf: [{ $ref: '#/components/schemas/A' }, { anyOf: [{ type: 'string' }] }] }, '(A) & (string)'],
  [{ type: 'array', items: { enum: ['a', 'b'] } }, '("a" | "b")[]'],
  [{ type: 'object', additionalProperties: { type: 'integer' } }, 'Record<string, number>'],
  [{ type: 'object' }, 'Record<string, unknown>'],
  [{}, 'unknown'],
])('%j is typed %s', (schema, type) => {
  expect(typesOf({ Thing: schema })).toContain(`export type Thing = ${type} `)
})

test('an optional field may also be undefined, and keeps its description', () => {
  const properties = { name: { type: 'string' }, phone: { type: 'string', description: 'Kept as */ E.164' } }
  expect(typesOf({ Thing: { type: 'object', properties, required: ['name'] } })).toContain(
    'export type Thing = { name: string /** Kept as * / E.164 */ phone?: string | undefined } ',
  )
})

test('a type that it does not know is an error', () => {
  expect(() => typesOf({ Thing: { type: 'tuple' } })).toThrow('There is no type for {"type":"tuple"')
})

test('a route has a type for its request and for its answer', () => {
  const parameter = (place: string, name: string, required: boolean) => ({
    in: place,
    name,
    required,
    schema: { type: 'string' },
  })
  const types = typesOf(
    { Page: { type: 'object', properties: { items: { type: 'array', items: { type: 'string' } } } } },
    {
      '/v1/things/{id}': {
        get: {
          summary: 'Things',
          parameters: [parameter('path', 'id', true), parameter('query', 'cursor', false)],
          responses: { 200: json({ $ref: '#/components/schemas/Page' }), 404: {}, 503: {} },
        },
        patch: {
          summary: 'Change a thing',
          parameters: [parameter('header', 'if-match', true), parameter('query', 'month', true)],
          requestBody: { required: true, ...json({ type: 'boolean' }) },
          responses: { 200: { content: { 'text/csv': { schema: {} } }, headers: { ETag: {} } }, 412: {} },
        },
        put: { summary: 'Put a thing', responses: { 204: {}, 409: {} } },
        post: {
          summary: 'Look for things',
          requestBody: json({ type: 'object', properties: { cursor: { type: 'string' } } }),
          responses: { 200: json({ $ref: '#/components/schemas/Page' }) },
        },
      },
      '/v1/prints': {
        post: { summary: 'Print', responses: { 200: { content: { 'application/pdf': { schema: {} } } }, 409: {} } },
      },
    },
  )
  expect(types).toContain(
    "/** Things */ '/v1/things/{id}': { asks: { path: { id: string } query?: { cursor?: string | undefined } } " +
      'gives: Page item: string refuses: 404 | 503 }',
  )
  expect(types).toContain(
    '{ asks: { query: { month: string } body: boolean ifMatch: string } gives: string etag: string refuses: 412 }',
  )
  expect(types).toContain('asks: { body?: { cursor?: string | undefined } } gives: Page item: string refuses: }')
  expect(types).toContain("/** Put a thing */ '/v1/things/{id}': { gives: undefined refuses: 409 }")
  expect(types).toContain('{ gives: Blob refuses: 409 }')
})
