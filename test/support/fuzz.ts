import fc from 'fast-check'
import { answerCheck } from './answer-check.ts'
import { type ApiRoute, apiDocument, type Parameter, routesOf } from './api-routes.ts'
import { JsonSchema } from './json-schema.ts'
import { schemaArbitraries, type Words } from './schema-arbitrary.ts'
import { makeWorld, newNik, nobodysNumber, type World } from './world.ts'

/** A request as the fuzzer makes one: the parts of a route filled in. */
export type FuzzRequest = {
  path: Record<string, unknown>
  query: Record<string, unknown>
  header: Record<string, unknown>
  body?: unknown
}

export type Fuzzer = Awaited<ReturnType<typeof makeFuzzer>>

/** Fuzzes the API as an administrator on a table with members, targets, merges and a closed month. */
export async function makeFuzzer() {
  const world = await makeWorld()
  const things: Things = { members: [], merges: [], targets: [] }
  const words = wordsOf(world, things)
  world.deps.clock.set('2021-12-10T05:00:00.000Z')
  const document = await apiDocument(world.app)
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
    const asked = all.filter((parameter) => parameter.in === where)
    const values = asked.map(({ name, schema }) => [name, generate(JsonSchema.parse(schema), name)[how]] as const)
    const always = asked.filter(({ required }) => required && (how === 'valid' || where === 'path'))
    return fc.record<Record<string, unknown>>(Object.fromEntries(values), {
      requiredKeys: always.map(({ name }) => name),
    })
  }

  /** Sends a request and says what is wrong with its answer. */
  async function send(route: ApiRoute, { path, query, header, body }: FuzzRequest) {
    const place = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encoded(path[name]) || '%20')
    const asked = Object.entries(query).map(([name, value]) => `${name}=${encoded(value)}`)
    const answer = await world.call(route.method, asked.length > 0 ? `${place}?${asked.join('&')}` : place, {
      headers: Object.fromEntries(Object.entries(header).map(([name, value]) => [name, printable(value)])),
      ...(route.operation.requestBody && { raw: JSON.stringify(body) }),
    })
    const [status, type, text] = [answer.status, answer.headers.get('Content-Type'), await answer.text()]
    const problems = check(route, { status, type, text })
    return { status, problems: problems.map((problem) => `${problem}: ${status} ${text.slice(0, 500)}`) }
  }

  return {
    routes: routesOf(document),
    world,
    /**
     * Sends so many requests to a route, about things made for them. Throws at the first wrong answer, naming the seed
     * and the smallest request. Gives how often it got which status.
     */
    async fuzz(route: ApiRoute, numRuns: number, seed: number): Promise<Map<number, number>> {
      await makeThings(world, things)
      const statuses = new Map<number, number>()
      await fc.assert(
        fc.asyncProperty(requestsOf(route), async (request) => {
          const { status, problems } = await send(route, request)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (problems.length > 0) throw new Error(problems.join('\n'))
        }),
        { numRuns: route.operation.parameters.length > 0 || route.operation.requestBody ? numRuns : 3, seed },
      )
      return statuses
    },
  }
}

const textOf = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const encoded = (value: unknown) => encodeURIComponent(textOf(value).toWellFormed().slice(0, 2000))

/** A header can hold no more than this. */
const printable = (value: unknown) =>
  textOf(value)
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 500)

/** What requests may be about. */
type Things = { members: string[]; merges: string[]; targets: string[] }

/** Puts new things in place of the old ones, which the requests before have used up. */
async function makeThings({ member, trained, merge, target }: World, things: Things): Promise<void> {
  const places = [{}, { area: '31.71.02.1001', agency: 'PPKUKM' }, { area: '31.72.01' }]
  things.members = [nobodysNumber()]
  for (const place of places) things.members.push(await member(place), await trained(place), await trained(place))
  things.merges = ['mrg_00000000000000000000', await merge(), await merge()]
  things.targets = ['tgt_00000000000000000000', await target({ area: '31' }), await target({ area: '31.71' })]
}

/** What is in the table, and near misses, by the names of fields, parameters and schemas. */
function wordsOf({ deps }: World, things: Things): Words {
  const { programme, areas } = deps.frame
  const one = (kind: keyof Things) => fc.nat().map((n) => things[kind][n % things[kind].length])
  const codes = (list: { code: string }[]) => fc.constantFrom(...list.map(({ code }) => code))
  const months = fc.constantFrom('2021-10', '2021-11', '2021-12', '2021-09', '2022-01')
  const numbers = one('members')
  return {
    MemberNumber: numbers,
    id: numbers,
    memberIds: numbers,
    Month: months,
    month: months,
    from: months,
    to: months,
    restatedThrough: months,
    Nik: fc.nat().map(() => newNik()),
    Phone: fc.constantFrom('+6281234567890', '0812 3456 7890'),
    Npwp: fc.constantFrom('123456789012000', '12.345.678.9-012.000'),
    area: fc.constantFrom(...areas.leaves, '31', '31.71', '31.71.01', '31.72.01', '31.99'),
    agency: codes(programme.agencies),
    category: codes(programme.categories),
    stage: fc.oneof(codes(programme.stages), fc.constant('ALL')),
    stages: codes(programme.stages),
    reason: codes(programme.reasons),
    indicator: codes(programme.indicators),
    kind: codes(programme.stages.flatMap(({ evidence }) => evidence)),
    targetId: one('targets'),
    mergeId: one('merges'),
    number: fc.constantFrom(1, 2, 3),
    limit: fc.constantFrom(1, 2, 50, 200),
    cursor: fc.constantFrom('e30.e30', ''),
    'if-match': fc.constantFrom('"1"', '"2"', '"3"'),
    'idempotency-key': fc.oneof(
      { arbitrary: fc.uuid(), weight: 9 },
      fc.constantFrom('fuzz-key-1', 'fuzz-key-2', 'fuzz-key-3'),
    ),
  }
}
