import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type ApiDocument, type ApiRoute, apiDocument, routesOf, successOf } from '../support/api-routes.ts'
import { openApiStructure } from '../support/open-api-structure.ts'
import { makeWorld, type World } from '../support/world.ts'

let world: World
let text: string
let document: ApiDocument
let routes: ApiRoute[]

beforeAll(async () => {
  world = await makeWorld()
  text = await (await world.app.request('/openapi.json')).text()
  document = await apiDocument(world.app)
  routes = routesOf(document)
})

const newAjv = () => {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv
}

test('the document has the structure of OpenAPI 3.1, and its schemas that of JSON Schema 2020-12', () => {
  const validate = newAjv().compile(openApiStructure)
  validate(JSON.parse(text))
  expect(validate.errors ?? []).toEqual([])
})

test('the document fits the schema that the OpenAPI Initiative publishes', async () => {
  const { valid, errors } = await new Validator().validate(JSON.parse(text))
  expect([valid, errors ?? []]).toEqual([true, []])
})

test('calls from partners, to subscribers and to lenders are described with their signatures instead of tokens', () => {
  const described = Object.entries(document.webhooks).map(([name, { post }]) => [
    name,
    post.security,
    post.parameters.filter(({ required }) => required).map((parameter) => parameter.name),
  ])
  expect(described).toEqual([
    ['partnerEvent', [], ['webhook-id', 'webhook-timestamp', 'webhook-signature']],
    ['snapNotification', [], ['x-timestamp', 'x-signature', 'x-external-id']],
    ...[
      ...['memberAttained', 'memberReversed', 'loanMatched'],
      ...['referralMade', 'referralSent', 'referralAnswered', 'referralUnanswered', 'referralEnded'],
      ...['monthClosed', 'issuePublished', 'issueRepublished'],
      ...['referralPrepared', 'referralWithdrawn'],
    ].map((name) => [name, [], ['webhook-id', 'webhook-timestamp', 'webhook-signature']]),
  ])
})

test('every reference leads somewhere, every schema compiles and every schema is used', () => {
  const references = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference]) => reference))
  const names = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`)
  expect([...references].toSorted()).toEqual(names.toSorted())
  const ajv = newAjv()
  ajv.addSchema(JSON.parse(text.replaceAll('"#/components', '"api#/components')), 'api')
  for (const name of names) expect(ajv.compile({ $ref: `api${name}` })).toBeTypeOf('function')
})

test('every placeholder of a path has one parameter', () => {
  for (const { name, path, operation } of routes) {
    const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, placeholder]) => placeholder)
    const parameters = operation.parameters.filter((parameter) => parameter.in === 'path').map((each) => each.name)
    expect([name, ...parameters]).toEqual([name, ...placeholders])
    const places = operation.parameters.map((parameter) => `${parameter.in} ${parameter.name}`)
    expect(new Set(places).size).toBe(places.length)
  }
})

test('no path or query takes personal data: look-ups by NIK are posted', () => {
  const names = routes.flatMap(({ operation }) =>
    operation.parameters.flatMap((parameter) => (parameter.in === 'header' ? [] : [parameter.name])),
  )
  const scope = [
    'area',
    'agency',
    'gender',
    'category',
    'stage',
    'attained',
    'lacking',
    'status',
    'order',
    'after',
    'next',
    'days',
    'fact',
    'referral',
    'partner',
  ]
  // How a statement is read: the headings of its columns.
  const headings = ['dayOrder', 'state', 'approvedOn', 'approvedAmount', 'disbursedOn', 'disbursedAmount']
  // The reason of a replay is a code of small letters, so it cannot contain personal data.
  const codes = ['reason']
  const time = ['day', 'month', 'from', 'to', 'reading', 'restatedThrough', 'span', 'part']
  const ids = [
    'id',
    'recipientId',
    'referralId',
    'targetId',
    'mergeId',
    'obstacleId',
    'disputeId',
    'fileId',
    'caseId',
    'secretId',
    'consentId',
    'number',
    'code',
    'of',
    'subject',
    'cursor',
    'limit',
  ]
  expect([...new Set(names)].toSorted()).toEqual([...scope, ...headings, ...codes, ...time, ...ids].toSorted())
})

test('every operation asks for a token', () => {
  expect(document.security).toEqual([{ token: [] }])
  expect(document.components.securitySchemes).toEqual({ token: { type: 'http', scheme: 'bearer' } })
  expect(routes.filter(({ operation }) => operation.security !== undefined)).toEqual([])
})

type Node = { place: string; value: Record<string, unknown> }

/** Every object in a document, at any depth, with its place as a JSON Pointer. */
function findNodes(value: unknown, place = '#'): Node[] {
  const object = z.record(z.string(), z.unknown()).safeParse(value)
  const parts = Array.isArray(value) ? value.entries() : Object.entries(object.data ?? {})
  const found = [...parts].flatMap(([key, part]) => findNodes(part, `${place}/${String(key).replaceAll('/', '~1')}`))
  return object.success ? [{ place, value: object.data }, ...found] : found
}

/** The places of the objects in the document that are wrong. */
const findPlaces = (isWrong: (value: Record<string, unknown>) => boolean): string[] =>
  findNodes(JSON.parse(text)).flatMap(({ place, value }) => (isWrong(value) ? [place] : []))

test('operations have names and tags from which a generator can make methods and classes', () => {
  const webhooks = Object.values(document.webhooks).map(({ post }) => post)
  const operations = [...routes.map(({ operation }) => operation), ...webhooks]
  const names = operations.map(({ operationId }) => operationId)
  expect(names).toEqual(expect.arrayContaining(['getMember', 'postMemberStages', 'partnerEvent']))
  expect(names.filter((name, i) => !/^[a-z][A-Za-z]+$/.test(name) || names.indexOf(name) !== i)).toEqual([])
  const tagsOf = (of: typeof webhooks) => new Set(of.flatMap(({ tags }) => tags))
  const shared = tagsOf(routes.map(({ operation }) => operation)).intersection(tagsOf(webhooks))
  expect([...shared]).toEqual([])
})

/** What RE2 (Go), Python's `re` or Java read differently from JavaScript, or cannot read: look-arounds, references, Unicode classes. */
const notEverywhere = /\(\?(?!:)|\\[1-9bBcGkpPuXzZ]|[*+?}]\+|&&|\[\[/

test('every pattern works in the regular expressions of Go, Python and Java too', () => {
  const unreadable = findPlaces(({ pattern }) => typeof pattern === 'string' && notEverywhere.test(pattern))
  expect(unreadable).toEqual([])
  const planted = ['^(?!0)1', '(a)\\1', '\\p{L}', '(?<=a)b', 'a++', '^[0-9]{2}$', '^(?:a|b)+$', '^\\+62\\d+$']
  expect(planted.map((pattern) => notEverywhere.test(pattern))).toEqual([
    ...Array(5).fill(true),
    ...Array(3).fill(false),
  ])
})

test('every array declares its items, and every tuple what may follow them', () => {
  const isArray = (type: unknown) => type === 'array' || (Array.isArray(type) && type.includes('array'))
  const open = findPlaces(
    ({ type, items, prefixItems }) => (isArray(type) || Array.isArray(prefixItems)) && items === undefined,
  )
  expect(open).toEqual([])
})

test('the document names its server', () => {
  expect(JSON.parse(text).servers).toEqual([{ url: '/', description: expect.any(String) }])
})

test('the API requires a body where the document does, and elsewhere reads a missing body as an empty one', async () => {
  const withBody = routes.filter(({ operation }) => operation.requestBody)
  const differing: string[] = []
  for (const { name, method, path, operation } of withBody) {
    const send = async (body?: object) =>
      (await world.call(method, path.replaceAll(/\{\w+\}/g, 'x'), { body, headers: { 'If-Match': '"1"' } })).status
    const status = await send()
    const expected = operation.requestBody?.required ? [400, 415, 422] : [await send({})]
    if (!expected.includes(status)) differing.push(`${name}: ${status}`)
  }
  expect(differing).toEqual([])
  expect(withBody.filter(({ operation }) => !operation.requestBody?.required).map(({ name }) => name)).toContain(
    'POST /v1/imports',
  )
})

test('every operation declares its success and every refusal', () => {
  const always = ['400', '401', '403', '404', '413', '415', '422', '429', '503']
  for (const route of routes) {
    const statuses = Object.keys(route.operation.responses)
    const changes = !/^GET|\/(searches|lists|previews)$/.test(route.name)
    const ofChange = ['409', '412', '428']
    // Only verified people get their own data; others get a refusal.
    const ofReading = route.name === 'GET /v1/me/data' ? ['409'] : []
    const refusals = [...always, ...(changes ? ofChange : ofReading)]
    expect([route.name, ...statuses]).toEqual([route.name, ...[String(successOf(route)), ...refusals].toSorted()])
    for (const [status, { content = {} }] of Object.entries(route.operation.responses))
      if (!status.startsWith('2')) expect(Object.keys(content)).toEqual(['application/problem+json'])
  }
})

test('headers that a change needs are declared as required', () => {
  const headersOf = ({ operation }: ApiRoute) =>
    operation.parameters.filter((each) => each.in === 'header').map(({ name, required }) => `${name} ${required}`)
  for (const route of routes) {
    const once = route.method === 'POST' && !/\/(searches|lists|previews|recounts)$/.test(route.name)
    const versioned = route.method === 'PATCH' || route.name === 'PUT /v1/import-sources/{code}'
    const expectedHeader = once ? ['idempotency-key true'] : versioned ? ['if-match true'] : []
    expect([route.name, ...headersOf(route)]).toEqual([route.name, ...expectedHeader])
  }
})

test('a route that needs If-Match returns an ETag, and so does the GET of the same path', () => {
  const returnsEtag = (name: string) => {
    const route = routes.find((each) => each.name === name)
    return route !== undefined && 'ETag' in (route.operation.responses[successOf(route)]?.headers ?? {})
  }
  const versioned = routes.filter(({ operation }) => operation.parameters.some(({ name }) => name === 'if-match'))
  expect(versioned.length).toBeGreaterThan(2)
  for (const { name, path } of versioned)
    expect([name, returnsEtag(name), returnsEtag(`GET ${path}`)]).toEqual([name, true, true])
})

test('a null that removes a value is allowed by the document', () => {
  const ajv = newAjv()
  ajv.addSchema(JSON.parse(text.replaceAll('"#/components', '"api#/components')), 'api')
  const validate = ajv.compile({ $ref: 'api#/components/schemas/MemberChange' })
  const nothing = { person: { nik: null, npwp: null, phone: null, email: null, birthDate: null }, business: null }
  expect([validate(nothing), validate.errors]).toEqual([true, null])
})

describe('the reference', () => {
  test('is served by the API with its scripts and styles, under a policy that allows no other source', async () => {
    const page = await world.app.request('/docs')
    const html = await page.text()
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/)
    const policy = page.headers.get('Content-Security-Policy') ?? ''
    expect(policy).toMatch(/^default-src 'none';/)
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/)
    const linkedPaths = [...html.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)].map(([, path = '']) => path)
    expect(linkedPaths).toHaveLength(3)
    expect(html).not.toMatch(/https?:\/\/|\/\/[a-z]/)
    for (const path of linkedPaths) {
      const file = await world.app.request(path)
      expect([path, file.status]).toEqual([path, 200])
      expect(file.headers.get('Content-Type')).toMatch(path.endsWith('.css') ? /^text\/css/ : /^text\/javascript/)
      expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(50)
    }
  })

  test('reads the document of this API and sends nothing to a validator', async () => {
    const start = await (await world.app.request('/docs/start.js')).text()
    expect(start).toContain("url: '/openapi.json'")
    expect(start).toContain('validatorUrl: null')
  })
})

test('anybody can read the document without a token', async () => {
  const answer = await world.app.request('/openapi.json')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('Content-Type')).toMatch(/^application\/json/)
  expect(z.object({ info: z.object({ title: z.string() }) }).parse(await answer.json()).info.title).toBe('Capaian')
})
