/**
 * The typed client of Capaian's API: this one file, without dependencies, for browsers (https or localhost) and Node.
 *
 *     const api = capaian({ url: 'https://capaian.example', token: () => session.accessToken })
 *     const { data: member, etag } = await api.get('/v1/members/{id}', { path: { id: '7K3M9QXF' } })
 *     await api.patch('/v1/members/{id}', { path: { id: member.id }, ifMatch: etag, body: { area: '31.71.01.1001' } })
 */
import type { Problem, ProblemCode, ProblemDocument, Routes } from './client-types.ts'

export type * from './client-types.ts'

export type Options = {
  /** The address of the API. */
  url: string
  /** The access token, or a function that returns the current one. The function is called before every try. */
  token: string | (() => string | Promise<string>)
  /** The most times a GET or POST is repeated if the connection breaks or the server is busy. Default: 3. */
  retries?: number
  /** The time limit of one try. Default: 30,000. */
  timeoutMs?: number
  fetch?: (url: string, init: RequestInit) => Response | Promise<Response>
}

/** Options of every call. */
export type CallOptions = {
  /** For POST: the idempotency key, so that a repeat has no second effect. Default: a new one for each call. */
  key?: string
  signal?: AbortSignal
}

/** A refusal of the server: every problem at once, in two languages, with stable codes. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  /** Empty when something other than the API answered, such as a proxy. */
  readonly problems: Problem[]
  /** The id of the request in the server's log. */
  readonly requestId: string

  constructor({ status, title, problems, requestId }: Omit<ProblemDocument, 'type'>) {
    super([title, ...problems.map(({ code, path }) => (path === undefined ? code : `${code} ${path}`))].join(', '))
    this.status = status
    this.problems = problems
    this.requestId = requestId
  }

  has(code: ProblemCode): boolean {
    return this.problems.some((problem) => problem.code === code)
  }
}

export type Answer<R extends Route> = {
  data: R['gives']
  /** Pass it as `ifMatch` to change what was read. */
  etag: R extends { etag: string } ? string : undefined
  status: number
  /** Whether this repeats the answer to an earlier call with the same key. */
  replayed: boolean
}

export type Capaian = ReturnType<typeof capaian>

type Route = { asks?: object; gives: unknown }
type Method = keyof Routes
type Get = Routes['get']
type Post = Routes['post']
type Put = Routes['put']
type Patch = Routes['patch']
/** The routes of lists. Their cursor is in the query or, if the search holds personal data, in the body. */
type Paged<Routes> = { [P in keyof Routes]: Routes[P] extends { item: unknown } ? P : never }[keyof Routes]
/** The arguments of a call of a route. They are optional if the route needs none. */
type CallArguments<R extends Route> = R extends { asks: infer Asks }
  ? object extends Asks
    ? [ask?: Asks & CallOptions]
    : [ask: Asks & CallOptions]
  : [ask?: CallOptions]

type Value = string | number | boolean | undefined
/** The arguments of a call of any route. */
type AnyCall = CallOptions & {
  path?: Record<string, Value>
  query?: Record<string, Value | Value[]>
  body?: Record<string, unknown>
  ifMatch?: string
}

const transientStatuses = [429, 502, 503, 504]
const firstPauseMs = 250
const longestPauseMs = 10_000

/** A client of the API at `url`. Its calls throw `Refusal`, or what `fetch` throws when the connection stays broken. */
export function capaian({ url, token, retries = 3, timeoutMs = 30_000, fetch: send = fetch }: Options) {
  /** Makes one try, and reads its answer to the end. */
  async function askOnce(method: Method, path: string, ask: AnyCall, bearer: string) {
    const timeOut = AbortSignal.timeout(timeoutMs)
    const response = await send(url.replace(/\/$/, '') + fillPath(path, ask), {
      method: method.toUpperCase(),
      headers: {
        Authorization: `Bearer ${bearer}`,
        ...(ask.body !== undefined && { 'Content-Type': 'application/json' }),
        ...(ask.ifMatch !== undefined && { 'If-Match': ask.ifMatch }),
        ...(ask.key !== undefined && { 'Idempotency-Key': ask.key }),
      },
      ...(ask.body !== undefined && { body: JSON.stringify(ask.body) }),
      signal: ask.signal ? AbortSignal.any([timeOut, ask.signal]) : timeOut,
    })
    return { response, data: await readBody(response) }
  }

  /**
   * Tries until there is a final answer. PUT and PATCH are tried once because, if the first try took effect, a second
   * would fail its If-Match, which most of them have.
   */
  async function askUntilAnswered(method: Method, path: string, call: AnyCall) {
    const ask = method === 'post' ? { ...call, key: call.key ?? crypto.randomUUID() } : call
    const last = method === 'get' || method === 'post' ? retries : 0
    for (let tries = 0; ; tries++) {
      const bearer = typeof token === 'string' ? token : await token()
      const outcome = await askOnce(method, path, ask, bearer).catch((error: unknown) => {
        if (tries === last || ask.signal?.aborted) throw error
        return undefined
      })
      const retryAfterMs = 1000 * (Number(outcome?.response.headers.get('Retry-After')) || 0)
      const isTransient = outcome === undefined || transientStatuses.includes(outcome.response.status)
      if (outcome && (!isTransient || tries === last || retryAfterMs > longestPauseMs)) return toAnswer(outcome)
      const pauseMs = firstPauseMs * 2 ** tries * (0.5 + Math.random())
      await new Promise((resolve) => setTimeout(resolve, Math.max(retryAfterMs, pauseMs)))
    }
  }

  // Nothing is checked here: the server's answers are trusted to fit the API document.
  function call<R extends Route>(method: Method, path: string, ...ask: CallArguments<R>): Promise<Answer<R>>
  function call(method: Method, path: string, ask: AnyCall = {}) {
    return askUntilAnswered(method, path, ask)
  }

  function each<P extends Paged<Get>>(path: P, ...ask: CallArguments<Get[P]>): AsyncGenerator<Get[P]['item'], void>
  function each<P extends Paged<Post>>(path: P, ...ask: CallArguments<Post[P]>): AsyncGenerator<Post[P]['item'], void>
  async function* each(path: string, ask: AnyCall = {}) {
    const cursorField = ask.body ? 'body' : 'query'
    let next = ask
    let cursor: unknown
    do {
      const { data } = await askUntilAnswered(ask.body ? 'post' : 'get', path, next)
      yield* data.items
      cursor = data.next
      next = { ...ask, [cursorField]: { ...ask[cursorField], cursor } }
    } while (cursor !== undefined)
  }

  return {
    get: <P extends keyof Get>(path: P, ...ask: CallArguments<Get[P]>) => call<Get[P]>('get', path, ...ask),
    post: <P extends keyof Post>(path: P, ...ask: CallArguments<Post[P]>) => call<Post[P]>('post', path, ...ask),
    put: <P extends keyof Put>(path: P, ...ask: CallArguments<Put[P]>) => call<Put[P]>('put', path, ...ask),
    patch: <P extends keyof Patch>(path: P, ...ask: CallArguments<Patch[P]>) => call<Patch[P]>('patch', path, ...ask),
    /** Yields every item of a list. Fetches each page when it is needed. */
    each,
  }
}

/** The path with its parameters filled in, and the query. */
function fillPath(path: string, { path: pathValues = {}, query = {} }: AnyCall): string {
  const parameters = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat()) if (value !== undefined) parameters.append(name, String(value))
  const filledPath = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(pathValues[name])))
  return `${filledPath}?${parameters}`.replace(/\?$/, '')
}

async function readBody(response: Response) {
  const type = response.headers.get('Content-Type')
  if (type === null) return undefined
  if (/^application\/(.+\+)?json/.test(type)) return JSON.parse(await response.text())
  return type.startsWith('text/') ? response.text() : response.blob()
}

type Outcome = { response: Response; data: Awaited<ReturnType<typeof readBody>> }

function toAnswer({ response: { ok, status, statusText, headers }, data }: Outcome) {
  const etag = headers.get('ETag') ?? undefined
  if (ok) return { data, etag, status, replayed: headers.get('Idempotency-Replayed') === 'true' }
  if (headers.get('Content-Type')?.startsWith('application/problem+json')) throw new Refusal(data)
  const requestId = headers.get('X-Request-Id') ?? ''
  throw new Refusal({ status, title: statusText || `Status ${status}`, problems: [], requestId })
}
