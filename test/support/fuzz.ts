import fc from 'fast-check'
import { answerCheck } from './answer-check.ts'
import { type ApiRoute, apiDocument, type Parameter, routesOf } from './api-routes.ts'
import { JsonSchema } from './json-schema.ts'
import { schemaArbitraries, type Words } from './schema-arbitrary.ts'
import { makeWorld, newNik, nobodysNumber, type World } from './world.ts'

/** A request of the fuzzer: the parts of a route, filled in. */
type FuzzRequest = {
  path: Record<string, unknown>
  query: Record<string, unknown>
  header: Record<string, unknown>
  body?: unknown
}

export type Fuzzer = Awaited<ReturnType<typeof makeFuzzer>>

/** A part of a path. An empty part, or one of only dots, would lead to another address. */
const encodeSegment = (value: unknown): string => encodeValue(value).replace(/^\.{0,2}$/, '%20')

/** Fuzzes the API as an administrator, on a table with members, targets, merges and a closed month. */
export async function makeFuzzer() {
  const world = await makeWorld()
  const things: Things = { members: [], merges: [], targets: [], disputes: [] }
  const words = wordsOf(world, things)
  world.deps.clock.set('2021-12-10T05:00:00.000Z')
  const document = await apiDocument(world.app)
  const routes = routesOf(document)
  const check = answerCheck(document)
  const generate = schemaArbitraries(document.components.schemas, words)

  function requestsOf({ operation }: ApiRoute): fc.Arbitrary<FuzzRequest> {
    const schema = operation.requestBody?.content['application/json']?.schema
    const body = schema === undefined ? undefined : generate(JsonSchema.parse(schema))
    const right = fc.record({
      path: parametersOf(operation.parameters, 'path', 'valid'),
      query: parametersOf(operation.parameters, 'query', 'valid'),
      header: parametersOf(operation.parameters, 'header', 'valid'),
      ...(body && { body: body.valid }),
    })
    const wrong = fc.record({
      path: fc.oneof(
        { arbitrary: parametersOf(operation.parameters, 'path', 'valid'), weight: 3 },
        parametersOf(operation.parameters, 'path', 'mutated'),
      ),
      query: parametersOf(operation.parameters, 'query', 'mutated'),
      header: fc.oneof(
        { arbitrary: parametersOf(operation.parameters, 'header', 'valid'), weight: 3 },
        parametersOf(operation.parameters, 'header', 'mutated'),
      ),
      ...(body && { body: body.mutated }),
    })
    return fc.oneof({ arbitrary: right, weight: 3 }, { arbitrary: wrong, weight: 2 })
  }

  function parametersOf(all: Parameter[], where: Parameter['in'], how: 'valid' | 'mutated') {
    const ofPlace = all.filter((parameter) => parameter.in === where)
    const values = ofPlace.map(({ name, schema }) => [name, generate(JsonSchema.parse(schema), name)[how]] as const)
    const always = ofPlace.filter(({ required }) => required && (how === 'valid' || where === 'path'))
    return fc.record<Record<string, unknown>>(Object.fromEntries(values), {
      requiredKeys: always.map(({ name }) => name),
    })
  }

  /** Sends a request. Returns what is wrong with its answer. */
  async function send(route: ApiRoute, { path, query, header, body }: FuzzRequest): Promise<string[]> {
    const place = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeSegment(path[name]))
    const queryParts = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeValue(value)}`],
    )
    const answer = await world.call(route.method, queryParts.length > 0 ? `${place}?${queryParts.join('&')}` : place, {
      headers: Object.fromEntries(Object.entries(header).map(([name, value]) => [name, printable(value)])),
      ...(route.operation.requestBody && { raw: JSON.stringify(body) }),
    })
    const [status, type, text] = [answer.status, answer.headers.get('Content-Type'), await answer.text()]
    return check(route, { status, type, text }).map((problem) => `${problem}: ${status} ${text.slice(0, 500)}`)
  }

  return {
    /** Requests that failed inside, as the log has them. */
    failures: () => world.deps.logged.filter((line) => line.includes('"level":"error"')),
    /**
     * Sends this many requests to a route, about things made for them. Throws at the first wrong answer, and names the
     * seed and the smallest such request.
     */
    async fuzz(name: string, numRuns: number, seed: number): Promise<void> {
      const route = routes.find((each) => each.name === name)
      if (!route) throw new Error(`There is no route ${name}`)
      if (route.method !== 'GET' || things.members.length === 0) await makeThings(world, things)
      await fc.assert(
        fc.asyncProperty(requestsOf(route), async (request) => {
          const problems = await send(route, request)
          if (problems.length > 0) throw new Error(problems.join('\n'))
        }),
        { numRuns: Math.ceil(numRuns * share(route)), seed },
      )
    },
  }
}

/** The number of requests for a route: few if nothing varies, or if each request recounts the ledger. */
function share({ name, operation: { parameters, requestBody } }: ApiRoute): number {
  if (parameters.length === 0 && !requestBody) return 0.02
  return /^POST .*(recounts|\/issues)$/.test(name) ? 0.2 : 1
}

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const encodeValue = (value: unknown) => encodeURIComponent(textOf(value).toWellFormed().slice(0, 2000))

/** A header can hold only these characters. */
const printable = (value: unknown) =>
  textOf(value)
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 500)

/** The things that requests may be about. */
type Things = { members: string[]; merges: string[]; targets: string[]; disputes: string[] }

/** Replaces things that earlier requests have used up. */
async function makeThings(
  { member, addTrained, merge, target, registerUnverified, dispute }: World,
  things: Things,
): Promise<void> {
  const places = [{}, { area: '31.71.02.1001', agency: 'PPKUKM' }, { area: '31.72.01' }]
  things.members = [nobodysNumber()]
  for (const place of places) things.members.push(await member(place), await addTrained(place))
  things.members.push(await registerUnverified())
  things.disputes = ['dsp_00000000000000000000', await dispute()]
  things.merges = ['mrg_00000000000000000000', await merge()]
  things.targets = ['tgt_00000000000000000000', await target({ area: '31' }), await target({ area: '31.71' })]
}

/** Values from the table, and similar wrong values, by the names of fields, parameters and schemas. */
function wordsOf({ deps }: World, things: Things): Words {
  const { programme, areas } = deps.frame
  const one = (kind: keyof Things) => fc.nat().map((n) => things[kind][n % things[kind].length])
  const codes = (list: { code: string }[]) => fc.constantFrom(...list.map(({ code }) => code))
  const months = fc.constantFrom('2021-10', '2021-10', '2021-11', '2021-12', '2022-01')
  const numbers = one('members')
  return {
    MemberNumber: numbers,
    id: numbers,
    Month: months,
    month: months,
    from: months,
    to: months,
    restatedThrough: months,
    Nik: fc.nat().map(() => newNik()),
    Phone: fc.constantFrom('+6281234567890', '0812 3456 7890'),
    Npwp: fc.constantFrom('123456789012000', '12.345.678.9-012.000'),
    area: fc.oneof(
      { arbitrary: fc.constantFrom('31.71.01.1001', '31.71.02.1001', '31.72.01.1001', '31.71.01'), weight: 4 },
      fc.constantFrom(...areas.leaves, '31', '31.71', '31.99'),
    ),
    agency: codes(programme.agencies),
    category: codes(programme.categories),
    stage: fc.constantFrom('P1', 'P2', 'P2', 'P3', 'P5', 'P6', 'P7', 'ALL'),
    stages: codes(programme.stages),
    reason: codes(programme.reasons),
    indicator: codes(programme.indicators),
    Evidence: fc.option(fc.record({ kind: codes(programme.stages.flatMap(({ evidence }) => evidence)) }), {
      nil: undefined,
      freq: 1,
    }),
    targetId: one('targets'),
    mergeId: one('merges'),
    disputeId: one('disputes'),
    'number: integer': fc.constantFrom(1, 1, 2),
    limit: fc.constantFrom(1, 2, 50, 200),
    cursor: fc.constantFrom(undefined, undefined, 'e30.e30'),
    'if-match': fc.constantFrom('"1"', '"2"', '"3"'),
    'idempotency-key': fc.oneof(
      { arbitrary: fc.uuid(), weight: 9 },
      fc.constantFrom('fuzz-key-1', 'fuzz-key-2', 'fuzz-key-3'),
    ),
  }
}
