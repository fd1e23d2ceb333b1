/**
 * The typed client of Capaian's API: this one file, without dependencies, for browsers (https or localhost) and Node.
 *
 *     const api = capaian({ url: 'https://capaian.example', token: () => session.accessToken })
 *     const { data: member, etag } = await api.get('/v1/members/{id}', { path: { id: '7K3M9QXF' } })
 *     await api.patch('/v1/members/{id}', { path: { id: member.id }, ifMatch: etag, body: { area: '31.71.01.1001' } })
 */

export type Options = {
  /** Where the API is. */
  url: string
  /** The access token, or what gives the one that is valid now; it is asked with every try. */
  token: string | (() => string | Promise<string>)
  /** How often a GET or POST is sent again when the connection broke or the server was busy. Default: 3. */
  retries?: number
  /** How long one try may take. Default: 30,000. */
  timeoutMs?: number
  fetch?: (url: string, init: RequestInit) => Response | Promise<Response>
}

/** What may come with any call. */
export type CallOptions = {
  /** For POST: names what is asked, so that asking again has no second effect. Default: made for each call. */
  key?: string
  signal?: AbortSignal
}

/** What the server refused: every problem at once, in two languages, with codes that do not change. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  /** Empty when something else than the API answered, such as a proxy. */
  readonly problems: Problem[]
  /** By which the server's log knows the request. */
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
  /** For the `ifMatch` of a change. */
  etag: R extends { etag: string } ? string : undefined
  status: number
  /** Whether this is the first answer again, to a call that was made before. */
  replayed: boolean
}

export type Capaian = ReturnType<typeof capaian>

type Route = { asks?: object; gives: unknown }
type Method = keyof Routes
type Get = Routes['get']
type Post = Routes['post']
type Put = Routes['put']
type Patch = Routes['patch']
/** The routes of lists, whose cursor is in the query or, where what is looked for is personal, in the body. */
type Paged<Routes> = { [P in keyof Routes]: Routes[P] extends { item: unknown } ? P : never }[keyof Routes]
/** What is asked, which can be left out where a route asks for nothing. */
type Asking<R extends Route> = R extends { asks: infer Asks }
  ? object extends Asks
    ? [ask?: Asks & CallOptions]
    : [ask: Asks & CallOptions]
  : [ask?: CallOptions]

type Value = string | number | boolean | undefined
type Ask = CallOptions & {
  path?: Record<string, Value>
  query?: Record<string, Value | Value[]>
  body?: Record<string, unknown>
  ifMatch?: string
}

const passing = [429, 502, 503, 504]
const firstPauseMs = 250
const longestPauseMs = 10_000

/** A client of the API at `url`. Its calls throw `Refusal`, or what `fetch` throws when the connection stays broken. */
export function capaian({ url, token, retries = 3, timeoutMs = 30_000, fetch: send = fetch }: Options) {
  /** One try, with its answer read to the end. */
  async function attempt(method: Method, path: string, ask: Ask, bearer: string) {
    const timeOut = AbortSignal.timeout(timeoutMs)
    const response = await send(url.replace(/\/$/, '') + filled(path, ask), {
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
    return { response, data: await read(response) }
  }

  /** Tries until there is an answer that stands. PUT and PATCH are tried once: the second try would find its own change. */
  async function answered(method: Method, path: string, given: Ask) {
    const ask = method === 'post' ? { ...given, key: given.key ?? crypto.randomUUID() } : given
    const last = method === 'get' || method === 'post' ? retries : 0
    for (let tries = 0; ; tries++) {
      const bearer = typeof token === 'string' ? token : await token()
      const outcome = await attempt(method, path, ask, bearer).catch((error: unknown) => {
        if (tries === last || ask.signal?.aborted) throw error
        return undefined
      })
      const wishedMs = 1000 * (Number(outcome?.response.headers.get('Retry-After')) || 0)
      const mayPass = outcome === undefined || passing.includes(outcome.response.status)
      if (outcome && (!mayPass || tries === last || wishedMs > longestPauseMs)) return answerOf(outcome)
      const pauseMs = firstPauseMs * 2 ** tries * (0.5 + Math.random())
      await new Promise((resolve) => setTimeout(resolve, Math.max(wishedMs, pauseMs)))
    }
  }

  // The server's answers are believed to be as its document says.
  function call<R extends Route>(method: Method, path: string, ...ask: Asking<R>): Promise<Answer<R>>
  function call(method: Method, path: string, ask: Ask = {}) {
    return answered(method, path, ask)
  }

  function each<P extends Paged<Get>>(path: P, ...ask: Asking<Get[P]>): AsyncGenerator<Get[P]['item'], void>
  function each<P extends Paged<Post>>(path: P, ...ask: Asking<Post[P]>): AsyncGenerator<Post[P]['item'], void>
  async function* each(path: string, ask: Ask = {}) {
    const place = ask.body ? 'body' : 'query'
    let next = ask
    let cursor: unknown
    do {
      const { data } = await answered(ask.body ? 'post' : 'get', path, next)
      yield* data.items
      cursor = data.next
      next = { ...ask, [place]: { ...ask[place], cursor } }
    } while (cursor !== undefined)
  }

  return {
    get: <P extends keyof Get>(path: P, ...ask: Asking<Get[P]>) => call<Get[P]>('get', path, ...ask),
    post: <P extends keyof Post>(path: P, ...ask: Asking<Post[P]>) => call<Post[P]>('post', path, ...ask),
    put: <P extends keyof Put>(path: P, ...ask: Asking<Put[P]>) => call<Put[P]>('put', path, ...ask),
    patch: <P extends keyof Patch>(path: P, ...ask: Asking<Patch[P]>) => call<Patch[P]>('patch', path, ...ask),
    /** Every item of a list, page by page as they are wanted. */
    each,
  }
}

/** The path with its places filled, and the query. */
function filled(path: string, { path: places = {}, query = {} }: Ask): string {
  const parameters = new URLSearchParams()
  for (const [name, values] of Object.entries(query))
    for (const value of [values].flat()) if (value !== undefined) parameters.append(name, String(value))
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(places[name])))
  return `${place}?${parameters}`.replace(/\?$/, '')
}

async function read(response: Response) {
  const type = response.headers.get('Content-Type')
  if (type === null) return undefined
  if (/^application\/(.+\+)?json/.test(type)) return JSON.parse(await response.text())
  return type.startsWith('text/') ? response.text() : response.blob()
}

type Outcome = { response: Response; data: Awaited<ReturnType<typeof read>> }

function answerOf({ response: { ok, status, statusText, headers }, data }: Outcome) {
  const etag = headers.get('ETag') ?? undefined
  if (ok) return { data, etag, status, replayed: headers.get('Idempotency-Replayed') === 'true' }
  if (headers.get('Content-Type')?.startsWith('application/problem+json')) throw new Refusal(data)
  const requestId = headers.get('X-Request-Id') ?? ''
  throw new Refusal({ status, title: statusText || `Status ${status}`, problems: [], requestId })
}

// ---- From here on made of /openapi.json by `npm run client`.

/** What each route asks for, gives, and may refuse with. */
export type Routes = {
  get: {
    /** Stages, order policies, indicators, agencies, categories and reasons, with their legal bases */
    '/v1/programme': {
      gives: Programme
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The areas of the programme */
    '/v1/areas': {
      gives: AreaList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Members of an area and agency by their stages, newest or longest waiting first, identifiers masked */
    '/v1/members': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Kemendagri code of an area of any level; default: wherever the caller may look */
          area?: string | undefined
          agency?: string | undefined
          /** Stages that are held, every one of them */
          attained?: string | undefined
          /** Stages that are not held, none of them */
          lacking?: string | undefined
          category?: string | undefined
          status?: 'active' | 'withdrawn' | undefined
          order?: MemberOrder | undefined
        }
      }
      gives: MemberList
      item: Member
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Members to follow up, the longest waiting first, with the figures of the area on top */
    '/v1/worklists': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Default: wherever the caller may look */
          area?: string | undefined
          agency?: string | undefined
          /** Only those whose latest stage is this one */
          after?: string | undefined
          /** Only those to whom this stage is useful next: the first that they lack */
          next?: string | undefined
          /** Only those whose latest stage is so many days ago or more */
          days?: number | null | undefined
        }
      }
      gives: Worklist
      item: WaitingMember
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Read a member, identifiers masked */
    '/v1/members/{id}': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: Member
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** A member's entries in order of recording */
    '/v1/members/{id}/history': {
      asks: {
        path: {
          id: MemberNumber
        }
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: History
      item: HistoryEntry
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Everything that was done to a member: who, when, what and why, in order of time */
    '/v1/members/{id}/trail': {
      asks: {
        path: {
          id: MemberNumber
        }
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: Trail
      item: TrailLine
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Read one's own record, identifiers masked */
    '/v1/me': {
      gives: OwnRecord
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One's own entries in order of recording */
    '/v1/me/history': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: OwnHistory
      item: OwnEntry
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Everything that is held about oneself, and who processed it; for who is verified */
    '/v1/me/data': {
      gives: PersonalCopy
      refuses: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 503
    }
    /** What one has asked about own data, and what was decided */
    '/v1/me/cases': {
      gives: OwnRightsCases
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Open disputes over a NIK, both of whose sides the caller may see */
    '/v1/disputes': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: DisputeList
      item: Dispute
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Read a dispute with both of its sides */
    '/v1/disputes/{disputeId}': {
      asks: {
        path: {
          disputeId: string
        }
      }
      gives: DisputeView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Who may do what within your scope, by area or of one person; ended grants too */
    '/v1/grants': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Default: the whole programme */
          area?: string | undefined
          agency?: string | undefined
          /** Whose; then within your scope, wherever, unless an area is named */
          subject?: string | undefined
        }
      }
      gives: GrantList
      item: Grant
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Who broke glass for members that are yours, newest first */
    '/v1/break-glass': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Default: the whole programme */
          area?: string | undefined
          agency?: string | undefined
        }
      }
      gives: GlassList
      item: BrokenGlass
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The notes on a member, oldest first; those on its entries stand in its history */
    '/v1/members/{id}/notes': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: NoteList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Read a merge */
    '/v1/merges/{mergeId}': {
      asks: {
        path: {
          mergeId: string
        }
      }
      gives: Merge
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Pairs of records that are probably of one person, both yours to see, that wait for a decision */
    '/v1/duplicates': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Default: the whole programme */
          area?: string | undefined
        }
      }
      gives: Duplicates
      item: Duplicate
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Read such a pair, also one that was decided */
    '/v1/duplicates/{id}': {
      asks: {
        path: {
          id: DuplicateId
        }
      }
      gives: Duplicate
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Open requests of persons about own data, the most urgent first: each is due after 72 hours */
    '/v1/cases': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Where the member is now; default: the whole programme */
          area?: string | undefined
        }
      }
      gives: RightsCaseList
      item: RightsCase
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What a person has asked about own data, and what was decided */
    '/v1/members/{id}/cases': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: RightsCaseList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The whole funnel of a month and scope, with definitions, targets and breakdowns */
    '/v1/figures': {
      asks: {
        query?: {
          /** Default: the whole programme */
          area?: string | undefined
          agency?: string | undefined
          /** Default: the current month */
          month?: string | undefined
          reading?: Reading | undefined
          /** Restated with what was posted up to this month; default: the current one */
          restatedThrough?: string | undefined
        }
      }
      gives: Figures
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The same figures as CSV: one row per figure, machine values, definitions in the rows */
    '/v1/figures.csv': {
      asks: {
        query?: {
          /** Default: the whole programme */
          area?: string | undefined
          agency?: string | undefined
          /** Default: the current month */
          month?: string | undefined
          reading?: Reading | undefined
          /** Restated with what was posted up to this month; default: the current one */
          restatedThrough?: string | undefined
        }
      }
      gives: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The stages over months, as posted */
    '/v1/figures/series': {
      asks: {
        query?: {
          /** Default: the whole programme */
          area?: string | undefined
          agency?: string | undefined
          /** Default: the first month, or a year before `to` if that is later */
          from?: string | undefined
          /** Default: the current month */
          to?: string | undefined
        }
      }
      gives: Series
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The entries behind a figure: their effects add up to it */
    '/v1/figures/entries': {
      asks: {
        query: {
          cursor?: string | undefined
          limit?: number | undefined
          month: Month
          /** Of the members of a stage */
          stage?: string | undefined
          /** Instead of a stage: of loans */
          fact?: 'applied' | 'approved' | 'disbursed' | 'rejected' | undefined
          /** Of loans of this partner only */
          partner?: string | undefined
          span?: 'month' | 'cumulative' | undefined
          area?: string | undefined
          agency?: string | undefined
          gender?: Gender | undefined
          category?: string | undefined
          /** left_out: what belongs to the figure by its true date but was posted later */
          part?: 'counted' | 'left_out' | undefined
        }
      }
      gives: Explained
      item: ExplainedEntry
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The targets of the areas you may see, as they stand now */
    '/v1/targets': {
      gives: TargetList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Every version of a target, oldest first */
    '/v1/targets/{targetId}': {
      asks: {
        path: {
          targetId: string
        }
      }
      gives: TargetList
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Every month from the first to the current one, open or closed */
    '/v1/months': {
      gives: MonthList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One month: its status and its last recount */
    '/v1/months/{month}': {
      asks: {
        path: {
          month: Month
        }
      }
      gives: MonthStatus
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The log of repaired counters, with both values */
    '/v1/repairs': {
      gives: {
        items: Repair[]
      }
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What was written of a month's obstacles (kendala) and their follow-up (tindak lanjut) */
    '/v1/months/{month}/obstacles': {
      asks: {
        path: {
          month: Month
        }
      }
      gives: ObstacleList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One obstacle and its follow-up */
    '/v1/months/{month}/obstacles/{obstacleId}': {
      asks: {
        path: {
          month: Month
          obstacleId: string
        }
      }
      gives: WrittenObstacle
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Every issue of the programme: its hash and that of the one before */
    '/v1/issues': {
      gives: IssueList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The issues of a month */
    '/v1/months/{month}/issues': {
      asks: {
        path: {
          month: Month
        }
      }
      gives: IssueList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One issue, as it was frozen */
    '/v1/months/{month}/issues/{number}': {
      asks: {
        path: {
          month: Month
          number: number
        }
      }
      gives: Issue
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Every figure in which an issue differs from another one */
    '/v1/months/{month}/issues/{number}/differences': {
      asks: {
        path: {
          month: Month
          number: number
        }
        query: {
          /** Default: the same month */
          month?: string | undefined
          number: number
        }
      }
      gives: IssueDiff
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The offices that get the reports, within your scope */
    '/v1/recipients': {
      gives: RecipientList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One recipient, with its holders and addresses */
    '/v1/recipients/{recipientId}': {
      asks: {
        path: {
          recipientId: string
        }
      }
      gives: Recipient
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The issues that a recipient got, or is to get, newest first */
    '/v1/recipients/{recipientId}/deliveries': {
      asks: {
        path: {
          recipientId: string
        }
      }
      gives: DeliveryList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** An issue as the mail that this recipient would get; nothing is sent */
    '/v1/recipients/{recipientId}/preview': {
      asks: {
        path: {
          recipientId: string
        }
        query: {
          month: Month
          number: number
        }
      }
      gives: MailPreview
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What became of the mails of an issue */
    '/v1/months/{month}/issues/{number}/deliveries': {
      asks: {
        path: {
          month: Month
          number: number
        }
      }
      gives: IssueDeliveries
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Who would get an issue today, in which language and as what; nothing is sent */
    '/v1/months/{month}/issues/{number}/delivery-plan': {
      asks: {
        path: {
          month: Month
          number: number
        }
      }
      gives: MailPlan
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One's own imports, newest first; an administrator of the whole sees everybody's */
    '/v1/imports': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: ImportList
      item: {
        id: string
        version: number
        status: ImportStatus
        /** Code of the source whose mapping was taken */
        source?: string | undefined
        mapping: ImportMapping
        createdBy: string
        createdAt: Instant
        file?:
          | {
              sha256: string
              bytes: number
            }
          | undefined
        /** An earlier import of the very same bytes */
        sameFileAs?: string | undefined
        /** Why the file as a whole is refused */
        problems: Problem[]
        report?: ImportReport | undefined
        /** Rows to apply, by kecamatan */
        parts: {
          part: string
          rows: number
        }[]
        /** How many pages of findings there are */
        findings: number
        validatedAt?: Instant | undefined
        confirmedBy?: string | undefined
        confirmedAt?: Instant | undefined
        appliedAt?: Instant | undefined
        /** What applying came to */
        outcome?:
          | {
              /** New members */
              added: number
              /** Members who attained further stages */
              changed: number
              /** Rows that were imported before, or say nothing new */
              unchanged: number
              refused: number
            }
          | undefined
        undoneBy?: string | undefined
        undoReason?: string | undefined
        undoneAt?: Instant | undefined
      }
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** An import: what validating found, what the figures would become, how far it has come */
    '/v1/imports/{id}': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Every row with a problem or warning, by its line */
    '/v1/imports/{id}/findings': {
      asks: {
        path: {
          id: string
        }
        query?: {
          cursor?: string | undefined
        }
      }
      gives: RowFindings
      item: RowFinding
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What became of each row: the member, the entries, or why it was refused */
    '/v1/imports/{id}/results': {
      asks: {
        path: {
          id: string
        }
        query?: {
          cursor?: string | undefined
          /** What became of the rows, or what was taken back */
          of?: 'applied' | 'undone' | undefined
        }
      }
      gives: RowOutcomes
      item: RowOutcome
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The refused rows as a file, each with its problems, to be mended and uploaded again */
    '/v1/imports/{id}/rejected': {
      asks: {
        path: {
          id: string
        }
      }
      gives: RejectedFile
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The sources of files with their saved mappings */
    '/v1/import-sources': {
      gives: ImportSourceList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** How the files of one source are read */
    '/v1/import-sources/{code}': {
      asks: {
        path: {
          code: string
        }
      }
      gives: ImportSource
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One's own exports, newest first; an administrator of the whole sees everybody's */
    '/v1/exports': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: ExportList
      item: ExportItem
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** An export: how far it is and, while it is ready and not expired, a link to its file */
    '/v1/exports/{id}': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ExportView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** A class list: those on it whom you serve, by name */
    '/v1/class-lists/{id}': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ClassList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** A class list as CSV, to be sent back with its column Hadir filled */
    '/v1/class-lists/{id}/sheet.csv': {
      asks: {
        path: {
          id: string
        }
      }
      gives: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** A class list as an Excel workbook */
    '/v1/class-lists/{id}/sheet.xlsx': {
      asks: {
        path: {
          id: string
        }
      }
      gives: Blob
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** A class list to print on A4: with a place to sign and a box to tick */
    '/v1/class-lists/{id}/page.html': {
      asks: {
        path: {
          id: string
        }
      }
      gives: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** The lenders that tell us of their loans */
    '/v1/partners': {
      gives: PartnerList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One partner */
    '/v1/partners/{code}': {
      asks: {
        path: {
          code: string
        }
      }
      gives: Partner
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What a partner signs with: from when and until when, never what it is */
    '/v1/partners/{code}/credentials': {
      asks: {
        path: {
          code: string
        }
      }
      gives: CredentialList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What a partner has called in the last 90 days, newest first: how it was answered, and why */
    '/v1/partners/{code}/calls': {
      asks: {
        path: {
          code: string
        }
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: PartnerCallList
      item: PartnerCall
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What a partner told and could not be applied: it waits for a person */
    '/v1/partners/{code}/receipts/parked': {
      asks: {
        path: {
          code: string
        }
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: ParkedReceiptList
      item: ParkedReceipt
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What a partner told under an id that stands for something else: refused, kept, and not yet looked at */
    '/v1/partners/{code}/conflicts': {
      asks: {
        path: {
          code: string
        }
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: ConflictList
      item: ConflictView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** What partners told of loans of a member */
    '/v1/members/{id}/loans': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: LoanList
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Loans that wait for their members: since when, and why */
    '/v1/loans/parked': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Of this partner only */
          partner?: string | undefined
        }
      }
      gives: ParkedLoans
      item: ParkedLoan
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Loans of which a partner tells what cannot be, or that may not attain the stage */
    '/v1/loans/review': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
          /** Of this partner only */
          partner?: string | undefined
        }
      }
      gives: LoansInReview
      item: LoanView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Loans of one member that two partners tell with the same amount and day: probably one, counted twice */
    '/v1/loans/twins': {
      asks: {
        query?: {
          cursor?: string | undefined
          limit?: number | undefined
        }
      }
      gives: TwinLoans
      item: {
        since: Instant
        loans: LoanView[]
      }
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** One loan as its partner tells it, and what is open about it */
    '/v1/loans/{id}': {
      asks: {
        path: {
          id: string
        }
      }
      gives: LoanView
      etag: string
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** How a partner’s last statement of a month agreed, with everything that did not */
    '/v1/partners/{code}/statements/{month}': {
      asks: {
        path: {
          code: string
          month: Month
        }
      }
      gives: StatementView
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
  }
  post: {
    /** Register a person: the first stage is attained and counted at once */
    '/v1/members': {
      asks: {
        body: NewMember
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** The same list, also by how the name begins (a POST, so that no name stands in a URL) */
    '/v1/members/lists': {
      asks: {
        body: ListRequest
      }
      gives: MemberList
      item: Member
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Find members by number, NIK, phone, or name and birth date (a POST, so that none stands in a URL) */
    '/v1/members/searches': {
      asks: {
        body: MemberSearch
      }
      gives: FoundMembers
      refuses: 400 | 401 | 403 | 404 | 413 | 415 | 422 | 503
    }
    /** Register oneself: unverified until an officer or the population register has confirmed it */
    '/v1/me/registration': {
      asks: {
        body: SelfRegistration
      }
      gives: SelfRegistered
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Ask for a copy, a correction, a restriction, not to be contacted, or erasure: decided within 72 hours */
    '/v1/me/cases': {
      asks: {
        body: NewRightsCase
      }
      gives: OwnCaseStep
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Say whether somebody who registered himself is who he says, or ask the population register */
    '/v1/members/{id}/verifications': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: Verification
      }
      gives: Verified
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Decide a dispute: one person, or the NIK is the one’s or the other’s */
    '/v1/disputes/{disputeId}/decisions': {
      asks: {
        path: {
          disputeId: string
        }
        body: DisputeDecision
      }
      gives: DisputeDecided
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** See personal data in full, with a reason that stands in the member's trail */
    '/v1/members/{id}/reveals': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: RevealRequest
      }
      gives: Revealed
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503
    }
    /** Let somebody act within your own scope, never beyond it, and never yourself */
    '/v1/grants': {
      asks: {
        body: NewGrant
      }
      gives: Grant
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** End a grant: it acts on the next request of its holder */
    '/v1/grants/{id}/endings': {
      asks: {
        path: {
          id: string
        }
        body: GrantEnding
      }
      gives: Grant
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Read one member's record outside your scope for some hours; its owner is shown who and why */
    '/v1/break-glass': {
      asks: {
        body: GlassBreaking
      }
      gives: GlassGrant
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503
    }
    /** Note something about a member: kept with the record, emptied when the person is erased */
    '/v1/members/{id}/notes': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: NewNote
      }
      gives: Noted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Record that a member attained a stage */
    '/v1/members/{id}/stages': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: StageReport
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Record one stage on one date for up to 200 members, with a result for each */
    '/v1/classes': {
      asks: {
        body: ClassReport
      }
      gives: ClassResult
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Take a stage back, with a reason; figures of closed months stand */
    '/v1/members/{id}/reversals': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: Reversal
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Correct a mistake in area, agency, gender or category of what was counted */
    '/v1/members/{id}/reclassifications': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: Reclassification
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** The member leaves the programme; figures stand */
    '/v1/members/{id}/withdrawals': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: Withdrawal
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** A member who had withdrawn comes back */
    '/v1/members/{id}/returns': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Empty a member of personal data; what was counted stands */
    '/v1/members/{id}/erasures': {
      asks: {
        path: {
          id: MemberNumber
        }
      }
      gives: Posted
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Merge two records of one person */
    '/v1/merges': {
      asks: {
        body: MergeRequest
      }
      gives: Merged
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Take a merge back: both records hold again what they held */
    '/v1/merges/{mergeId}/undoings': {
      asks: {
        path: {
          mergeId: string
        }
      }
      gives: Merged
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Decide it: the same person, whose records are merged, or different people */
    '/v1/duplicates/{id}/decisions': {
      asks: {
        path: {
          id: DuplicateId
        }
        body: DuplicateDecision
      }
      gives: DuplicateDecided
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Note what a person asks about own data; its clock of 72 hours begins */
    '/v1/members/{id}/cases': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: NewRightsCase
      }
      gives: RightsCaseStep
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Take a copy of everything held about the person, to be handed over; that it was taken is written first */
    '/v1/members/{id}/cases/{caseId}/copies': {
      asks: {
        path: {
          id: MemberNumber
          caseId: string
        }
      }
      gives: PersonalCopy
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Decide a case; what is granted is done in the same act (restrict, take up again, note, erase) */
    '/v1/members/{id}/cases/{caseId}/decisions': {
      asks: {
        path: {
          id: MemberNumber
          caseId: string
        }
        body: CaseDecision
      }
      gives: RightsCaseStep
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Set a target for an indicator, area or agency, and period */
    '/v1/targets': {
      asks: {
        body: NewTarget
      }
      gives: Target
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Close every ended month in order, and issue it. Can be cut off and run again */
    '/v1/months/closings': {
      asks: {
        body: ClosingRequest
      }
      gives: Closing
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Count a month anew from its entries and compare every counter */
    '/v1/months/{month}/recounts': {
      asks: {
        path: {
          month: Month
        }
      }
      gives: Recount
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Set a cell's counters to what its entries say */
    '/v1/repairs': {
      asks: {
        body: RepairRequest
      }
      gives: Repair
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Write an obstacle and its follow-up into a month's report, which is mailed and public, before it is closed */
    '/v1/months/{month}/obstacles': {
      asks: {
        path: {
          month: Month
        }
        body: NewObstacle
      }
      gives: WrittenObstacle
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Take an obstacle back while the month is open: no report will print it */
    '/v1/months/{month}/obstacles/{obstacleId}/withdrawals': {
      asks: {
        path: {
          month: Month
          obstacleId: string
        }
      }
      gives: WrittenObstacle
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Issue a closed month again: each changed figure with its old and new value, under one cause */
    '/v1/months/{month}/issues': {
      asks: {
        path: {
          month: Month
        }
        body: ReissueRequest
      }
      gives: IssueRecord
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Let an office get the reports of its area and agency */
    '/v1/recipients': {
      asks: {
        body: NewRecipient
      }
      gives: RecipientAdded
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Send an issue, as this recipient would get it, to yourself */
    '/v1/recipients/{recipientId}/test-mails': {
      asks: {
        path: {
          recipientId: string
        }
        body: TestMailRequest
      }
      gives: TestMail
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503
    }
    /** Send a mail that waits for a person: as a further copy, if nobody knows of the others */
    '/v1/months/{month}/issues/{number}/deliveries/{recipientId}/replays': {
      asks: {
        path: {
          month: Month
          number: number
          recipientId: string
        }
      }
      gives: DeliveryReplayed
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Open an import of members with their stage dates; the answer says where to upload the file */
    '/v1/imports': {
      asks: {
        body: NewImport
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Look through the uploaded file without writing anything. Asked again, goes on where it was cut off */
    '/v1/imports/{id}/validations': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Carry out the rows that are in order. Asked again, goes on where it was cut off */
    '/v1/imports/{id}/confirmations': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Take back what an import brought, by reversals. Asked again, goes on where it was cut off */
    '/v1/imports/{id}/undoings': {
      asks: {
        path: {
          id: string
        }
        body: UndoRequest
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Give up an import that has changed nothing; its files are removed */
    '/v1/imports/{id}/discards': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ImportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Ask for members as a CSV or Excel file, made with the rights that you have when its turn comes */
    '/v1/exports': {
      asks: {
        body: NewExport
      }
      gives: ExportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Give up an export: its file is removed, that it was made stands */
    '/v1/exports/{id}/discards': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ExportView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Put up to 200 members on the list of a class that is held on a day */
    '/v1/class-lists': {
      asks: {
        body: NewClassList
      }
      gives: ClassList
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Record the stage of a class for those on its list who attended, with a result for each */
    '/v1/class-lists/{id}/attendances': {
      asks: {
        path: {
          id: string
        }
        body: Attendance
      }
      gives: ClassResult
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** The same from the list as CSV with its column Hadir filled: y, ya, x, 1 or hadir, else empty */
    '/v1/class-lists/{id}/attendances.csv': {
      asks: {
        path: {
          id: string
        }
      }
      gives: ClassResult
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Register a partner; how it signs is data */
    '/v1/partners': {
      asks: {
        body: NewPartner
      }
      gives: Partner
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Give a partner a new secret, or take its new public key; the one before ends after the overlap */
    '/v1/partners/{code}/credentials': {
      asks: {
        path: {
          code: string
        }
        body: NewCredential
      }
      gives: IssuedCredential
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** End a credential at once, as when it has leaked */
    '/v1/partners/{code}/credentials/{id}/revocations': {
      asks: {
        path: {
          code: string
          id: string
        }
      }
      gives: Credential
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Play the partner: sign a test event as it would and send it through its own door */
    '/v1/partners/{code}/test-events': {
      asks: {
        path: {
          code: string
        }
      }
      gives: TestEventAnswer
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Have a parked receipt tried again within a minute */
    '/v1/partners/{code}/receipts/{id}/replays': {
      asks: {
        path: {
          code: string
          id: string
        }
      }
      gives: ReplayedReceipt
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Close a conflict that you have looked at; what was refused stays refused */
    '/v1/partners/{code}/conflicts/{id}/closings': {
      asks: {
        path: {
          code: string
          id: string
        }
        body: ConflictClosing
      }
      gives: Conflict
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Release or reject what waits for a person */
    '/v1/loans/{id}/decisions': {
      asks: {
        path: {
          id: string
        }
        body: LoanDecision
      }
      gives: LoanAnswer
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Look at a loan again now, as when its member has come to be there */
    '/v1/loans/{id}/replays': {
      asks: {
        path: {
          id: string
        }
      }
      gives: LoanAnswer
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Compare a partner’s statement of a month with what it told: number, state, days and amounts */
    '/v1/partners/{code}/statements/{month}/lines.csv': {
      asks: {
        path: {
          code: string
          month: Month
        }
      }
      gives: StatementTaken
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
  }
  put: {
    /** Make a target the primary one of its indicator, scope and period */
    '/v1/targets/{targetId}/primary': {
      asks: {
        path: {
          targetId: string
        }
      }
      gives: TargetView
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Save how the files of a source are read; If-Match "0" makes a new one */
    '/v1/import-sources/{code}': {
      asks: {
        path: {
          code: string
        }
        body: ImportSourceChange
        ifMatch: string
      }
      gives: ImportSource
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
  }
  patch: {
    /** Correct a member's data, or move the member: what was counted stays where it was */
    '/v1/members/{id}': {
      asks: {
        path: {
          id: MemberNumber
        }
        body: MemberChange
        ifMatch: string
      }
      gives: Member
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Revise a target from a day on; earlier versions stay for earlier months */
    '/v1/targets/{targetId}': {
      asks: {
        path: {
          targetId: string
        }
        body: TargetRevision
        ifMatch: string
      }
      gives: Target
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Amend an obstacle and its follow-up while the month is open */
    '/v1/months/{month}/obstacles/{obstacleId}': {
      asks: {
        path: {
          month: Month
          obstacleId: string
        }
        body: ObstacleText
        ifMatch: string
      }
      gives: WrittenObstacle
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Change a recipient, or pause it and let it get mail again */
    '/v1/recipients/{recipientId}': {
      asks: {
        path: {
          recipientId: string
        }
        body: RecipientChange
        ifMatch: string
      }
      gives: Recipient
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
    /** Change a partner, suspend it or let it call again */
    '/v1/partners/{code}': {
      asks: {
        path: {
          code: string
        }
        body: PartnerChange
        ifMatch: string
      }
      gives: Partner
      etag: string
      refuses: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 503
    }
  }
}

export type Received = {
  /** Under which the event is kept */
  receipt: string
}

export type WebhookRefusal = {
  type: 'about:blank'
  status: number
  problems: Problem[]
}

export type Problem = {
  code: ProblemCode | string
  /** JSON Pointer (RFC 6901) into the request body, or the parameter */
  path?: string | undefined
  params?: Record<string, string | number | boolean> | undefined
  message: {
    id: string
    en: string
  }
}

/** Codes do not change; new ones come. */
export type ProblemCode =
  | 'body_malformed'
  | 'body_too_large'
  | 'content_type_unsupported'
  | 'content_type_csv'
  | 'content_encoding_unsupported'
  | 'body_field_twice'
  | 'value_type'
  | 'value_format'
  | 'value_choice'
  | 'value_small'
  | 'value_large'
  | 'text_personal'
  | 'obstacles_full'
  | 'month_not_open'
  | 'text_shape'
  | 'name_reserved'
  | 'body_encoding'
  | 'body_too_deep'
  | 'value_invalid'
  | 'field_missing'
  | 'filter_unfit'
  | 'field_unknown'
  | 'token_missing'
  | 'token_invalid'
  | 'not_found'
  | 'not_allowed'
  | 'internal'
  | 'busy'
  | 'cursor_invalid'
  | 'idempotency_key_missing'
  | 'idempotency_key_shape'
  | 'idempotency_key_reused'
  | 'if_match_shape'
  | 'if_match_missing'
  | 'version_stale'
  | 'nik_digits'
  | 'nik_birth_date'
  | 'nik_serial'
  | 'nik_placeholder'
  | 'nik_taken'
  | 'already_registered_self'
  | 'identity_unsettled'
  | 'identity_settled'
  | 'identity_check_off'
  | 'identity_check_incomplete'
  | 'identity_check_unanswered'
  | 'dispute_closed'
  | 'nik_differs_birth_date'
  | 'nik_differs_gender'
  | 'member_provisional'
  | 'possible_duplicate'
  | 'npwp_digits'
  | 'npwp_placeholder'
  | 'nib_digits'
  | 'kbli_digits'
  | 'kbli_year_missing'
  | 'phone_shape'
  | 'email_shape'
  | 'name_shape'
  | 'name_prefix_short'
  | 'birth_date_future'
  | 'birth_date_early'
  | 'member_number_shape'
  | 'area_unknown'
  | 'area_too_wide'
  | 'agency_unknown'
  | 'category_unknown'
  | 'stage_unknown'
  | 'reason_unknown'
  | 'indicator_unknown'
  | 'date_future'
  | 'date_before_programme'
  | 'stage_held'
  | 'stage_by_loan'
  | 'review_settled'
  | 'stage_not_held'
  | 'stage_prerequisite_missing'
  | 'stage_prerequisite_later'
  | 'stage_supports_others'
  | 'evidence_missing'
  | 'evidence_unknown'
  | 'evidence_does_not_attain'
  | 'notes_full'
  | 'nothing_to_change'
  | 'member_inactive'
  | 'member_restricted'
  | 'case_decided'
  | 'case_ground_missing'
  | 'identity_unverified'
  | 'case_copy_missing'
  | 'copy_over'
  | 'withdrawal_early'
  | 'member_not_withdrawn'
  | 'member_into_itself'
  | 'duplicate_decided'
  | 'duplicate_keep'
  | 'merge_undone'
  | 'class_list_of'
  | 'class_list_large'
  | 'class_list_empty'
  | 'attendance_stranger'
  | 'attendance_twice'
  | 'attendance_mark'
  | 'attendance_nobody'
  | 'class_duplicate'
  | 'grant_own'
  | 'grant_role_above'
  | 'grant_period'
  | 'grant_outlasts'
  | 'grant_ended'
  | 'allowance_used'
  | 'reveal_over'
  | 'month_outside'
  | 'month_open'
  | 'month_range'
  | 'recount_differs'
  | 'repair_not_needed'
  | 'issue_unchanged'
  | 'target_period'
  | 'number_scientific'
  | 'date_excel_serial'
  | 'date_shape'
  | 'gender_unknown'
  | 'place_not_yours'
  | 'row_nik_twice'
  | 'row_twin_phone'
  | 'row_twin_person'
  | 'row_erased'
  | 'row_columns'
  | 'import_csv_broken'
  | 'import_gzip_broken'
  | 'import_encoding'
  | 'import_empty'
  | 'import_missing'
  | 'import_too_large'
  | 'import_niks_rounded'
  | 'import_column_unknown'
  | 'import_column_twice'
  | 'import_column_missing'
  | 'import_field_missing'
  | 'import_field_unknown'
  | 'import_source_unknown'
  | 'import_status'
  | 'export_moved_on'
  | 'export_column_unknown'
  | 'export_column_twice'
  | 'export_rows_xlsx'
  | 'export_rows_revealed'
  | 'export_person_erased'
  | 'export_over'
  | 'import_moved_on'
  | 'areas_changed'
  | 'mail_refused'
  | 'recipient_period'
  | 'formats_twice'
  | 'delivery_not_waiting'
  | 'amount_shape'
  | 'instant_year'
  | 'loan_type_differs'
  | 'signature_invalid'
  | 'event_id_differs'
  | 'partner_exists'
  | 'receipt_not_parked'
  | 'conflict_closed'
  | 'test_event_unsignable'
  | 'partner_suspended'
  | 'partner_scheme_change'
  | 'external_id_reused'
  | 'event_differs'
  | 'public_key_shape'
  | 'public_path_shape'
  | 'cidr_shape'
  | 'credentials_full'

export type PartnerEvent = LoanEvent | TestEvent

export type LoanEvent = {
  id: EventId
  /** What the loan has come to: the state of its last date */
  type:
    | 'loan.submitted'
    | 'loan.in_review'
    | 'loan.approved'
    | 'loan.signed'
    | 'loan.rejected'
    | 'loan.cancelled'
    | 'loan.disbursed'
    | 'loan.defaulted'
    | 'loan.written_off'
    | 'loan.repaid'
  occurredAt: OccurredAt
  /** Orders events of one loan that occurred at the same instant */
  sequence?: number | undefined
  loan: {
    /** The partner's number of the loan */
    number: string
    product: string
  }
  /** Whose loan it is: by member number or, where the partner does not know it, by NIK */
  member:
    | {
        number: MemberNumber
      }
    | {
        nik: Nik
      }
  /** Every state that the loan has reached, or is due to reach, and on which day */
  dates: {
    submitted: Day
    in_review?: Day | undefined
    approved?: Day | undefined
    signed?: Day | undefined
    rejected?: Day | undefined
    cancelled?: Day | undefined
    disbursed?: Day | undefined
    defaulted?: Day | undefined
    written_off?: Day | undefined
    repaid?: Day | undefined
  }
  amounts: {
    applied: Money
    approved?: Money | undefined
    disbursed?: Money | undefined
  }
  /** Days in arrears; the partner’s type says how they grade */
  daysLate?: number | undefined
}

/** Unique per partner; the same when it is told again; not `constructor` or another word that every object has. Without a full stop when it is signed by Standard Webhooks, where the id ends at one */
export type EventId = string

/** When this came to hold at the partner, in the years 2000 to 2099 */
export type OccurredAt = string

/** Member number with its check character */
export type MemberNumber = string

/** Indonesian identity number, 16 digits */
export type Nik = string

/** A calendar day, YYYY-MM-DD */
export type Day = string

export type Money = {
  value: Amount
  currency: 'IDR'
}

export type Amount = string

export type TestEvent = {
  id: EventId
  type: 'partner.test'
  occurredAt: OccurredAt
}

export type SnapReply = {
  /** HTTP status, service and case, such as 2008800 */
  responseCode: string
  responseMessage: string
}

export type Programme = {
  code: string
  name: Bilingual
  /** IANA time zone in which months are cut */
  zone: string
  firstMonth: Month
  stages: Stage[]
  orderPolicies: OrderPolicy[]
  /** Absent where no stage is decided by lenders */
  financing?:
    | {
        stage: string
        /** The kind of evidence that a loan is, where the stage accepts kinds */
        evidence?: string | undefined
        rules: FinanceRule[]
      }
    | undefined
  indicators: Indicator[]
  agencies: Agency[]
  categories: Category[]
  /** Why an entry may be reversed or reclassified */
  reasons: Reason[]
  selfRegistration: SelfRegistrationTerms
  publication: Publication
}

export type Bilingual = {
  id: string
  en: string
}

/** A calendar month, YYYY-MM */
export type Month = string

export type Stage = {
  code: string
  key: string
  name: Bilingual
  /** Evidence kinds that are accepted */
  evidence: EvidenceKind[]
  evidenceRequired: boolean
}

export type EvidenceKind = {
  code: string
  name: Bilingual
  /** Whether this evidence is enough to attain the stage */
  attains: boolean
}

export type OrderPolicy = {
  from: Day
  order: 'strict' | 'free'
  basis: string
}

export type FinanceRule = {
  from: Day
  fact: 'approved' | 'disbursed'
  basis: string
}

export type Indicator = {
  code: string
  /** Stage code, or ALL for members who hold every stage */
  counts: string | 'ALL'
  name: Bilingual
  definition: Bilingual
  unit: Bilingual
  legalBasis: Bilingual
  from?: Day | undefined
  until?: Day | undefined
  /** Whether the programme itself declares this to be its success */
  official: boolean
}

export type Agency = {
  code: string
  key: string
  name: string
}

export type Category = {
  code: string
  key: string
  name: Bilingual
}

export type Reason = {
  code: string
  name: Bilingual
}

export type SelfRegistrationTerms = {
  /** Whether the first stage is attained by registering, or only when the identity is verified */
  counts: 'at_once' | 'when_verified'
  /** The agency that those who register themselves belong to */
  agency: string
  /** Whom to ask about a registration */
  ask: {
    id: string
    en: string
  }
}

export type Publication = {
  title: Bilingual
  concept: Bilingual
  /** Produsen data */
  producer: {
    id: string
    en: string
  }
  /** Walidata */
  custodian: {
    id: string
    en: string
  }
  frequency: Bilingual
  /** Reference codes that the data use */
  codes: {
    id: string
    en: string
  }
  licence: Bilingual
  /** What the areas of each level below the whole are called */
  areaLevels: Bilingual[]
}

export type ProblemDocument = {
  type: 'about:blank'
  title: string
  status: number
  requestId: string
  problems: Problem[]
}

export type AreaList = {
  items: {
    code: string
    name: string
    parent?: string | undefined
  }[]
  notice: string
}

export type MemberList = {
  items: Member[]
  /** A cursor, as long as there may be more: a page may be short, even empty */
  next?: string | undefined
}

export type Member = {
  id: MemberNumber
  version: number
  status: MemberStatus
  statusSince?: Day | undefined
  mergedInto?: string | undefined
  /** The merge that did so, by which it is taken back */
  mergeId?: string | undefined
  /** Records of the same person that were merged into this one */
  mergedFrom?: string[] | undefined
  area: string
  agency: string
  gender: Gender
  category: string
  registeredAt: Instant
  /** Since when the person has had processing restricted: it is only kept */
  restrictedAt?: string | undefined
  /** Since when the person does not want to be contacted */
  contactRefusedAt?: string | undefined
  identity?: Identity | undefined
  business?: Business | undefined
  evidence: Record<string, Evidence>
  /** The member number as it is printed */
  number: string
  person?: Person | undefined
  stages: Record<
    string,
    {
      entryId: string
      happenedOn: Day
      postedIn: Month
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
    }
  >
  warnings: Problem[]
}

export type MemberStatus = 'active' | 'withdrawn' | 'merged' | 'erased'

export type Gender = 'female' | 'male' | 'unknown'

export type Instant = string

export type Identity = {
  status: 'unverified' | 'verified' | 'rejected'
  /** Since when */
  at: string
  /** Who said so; nobody yet of who registered himself */
  by?: 'officer' | 'dukcapil' | undefined
  seen?: Seen | undefined
  /** Why it was rejected: a code of the programme's reasons */
  reason?: string | undefined
  /** What the population register answered; nothing else of it is kept */
  check?:
    | {
        outcome: CheckOutcome
        at: Instant
      }
    | undefined
}

export type Seen = 'ktp' | 'ikd' | 'kk' | 'suket'

export type CheckOutcome = 'match' | 'no_match'

export type Business = {
  name: string
  kbli?: Kbli | undefined
  nib?: Nib | undefined
}

export type Kbli = {
  code: string
  year: 2020 | 2025
}

/** Business identification number, 13 digits */
export type Nib = string

export type Evidence = {
  kind: string
  number?: string | undefined
  issuer?: string | undefined
  issuedOn?: Day | undefined
}

export type Person = {
  name: string
  nik?: string | undefined
  npwp?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  birthYear?: number | undefined
}

/** newest: by day of registration, the latest first. longest_waiting: active members with a stage left to attain, by the day of their latest stage, the earliest first */
export type MemberOrder = 'newest' | 'longest_waiting'

export type ListRequest = {
  /** Kemendagri code of an area of any level; default: wherever the caller may look */
  area?: string | undefined
  agency?: string | undefined
  /** Stages that are held, every one of them */
  attained?: string[] | undefined
  /** Stages that are not held, none of them */
  lacking?: string[] | undefined
  category?: string | undefined
  status?: 'active' | 'withdrawn' | undefined
  /** How the name begins: three letters or more, not counting titles, marks, blanks and doubled letters */
  namePrefix?: string | undefined
  order?: MemberOrder | undefined
  cursor?: string | undefined
  limit?: number | undefined
}

export type Worklist = {
  today: Day
  definitions: {
    holding: Bilingual
    lacking: Bilingual
    waiting: Bilingual
    next: Bilingual
  }
  /** On the first page: for each part of what is asked that lies in the scope of the caller, at most five */
  counts?: WorklistCounts[] | undefined
  items: WaitingMember[]
  /** A cursor, as long as there may be more: a page may be short, even empty */
  next?: string | undefined
}

export type WorklistCounts = {
  area: string
  name: string
  agency?: string | undefined
  /** Everything posted through this month, which is not over */
  month: string
  stages: {
    stage: string
    name: Bilingual
    holding: number
    lacking: number
  }[]
  /** By kecamatan */
  districts: {
    area: string
    name: string
    stages: Record<
      string,
      {
        holding: number
        lacking: number
      }
    >
  }[]
}

export type WaitingMember = {
  member: Member
  /** The day of the latest stage */
  waitingSince: string
  waitingDays: number
  /** The stage that was attained last */
  latest?: string | undefined
  /** The stage that is useful next: the first that is lacking */
  next?: string | undefined
}

export type Posted = {
  memberId: string
  version: number
  entries: PostedEntry[]
  warnings: Problem[]
}

export type PostedEntry = {
  id: string
  memberId: string
  kind: 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in'
  stage: string
  happenedOn: Day
  postedIn: Month
  /** The month of the true date was closed: counted in a later one */
  late: boolean
}

export type NewMember = {
  person: FullPerson
  gender: Gender
  category: string
  /** Kemendagri code of the kelurahan or, where only that is known, the kecamatan */
  area: string
  agency: string
  /** Default: today */
  registeredOn?: string | undefined
  business?: Business | undefined
  evidence?: Evidence | undefined
}

export type FullPerson = {
  name: string
  nik?: Nik | undefined
  npwp?: Npwp | undefined
  phone?: Phone | undefined
  email?: Email | undefined
  birthDate?: Day | undefined
}

/** Tax number, kept as 15 or 16 digits */
export type Npwp = string

/** Indonesian mobile number, kept as E.164 */
export type Phone = string

export type Email = string

export type FoundMembers = {
  items: Member[]
}

export type MemberSearch =
  | {
      number: MemberNumber
    }
  | {
      nik: Nik
    }
  | {
      phone: Phone
    }
  | {
      name: string
      birthDate: Day
    }

export type MemberChange = {
  person?:
    | {
        name?: string | undefined
        nik?: Nik | null | undefined
        npwp?: Npwp | null | undefined
        phone?: Phone | null | undefined
        email?: Email | null | undefined
        birthDate?: Day | null | undefined
      }
    | undefined
  business?: Business | null | undefined
  area?: string | undefined
  agency?: string | undefined
  /** Why; kept in the trail */
  reason?: string | undefined
}

export type History = {
  items: HistoryEntry[]
  next?: string | undefined
}

export type HistoryEntry =
  | {
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
      gender: Gender
      category: string
      id: string
      memberId: string
      happenedOn: Day
      trueMonth: Month
      postedIn: Month
      recordedAt: Instant
      reason?: string | undefined
      /** The entry that this one takes back or reclassifies */
      reverses?: string | undefined
      actor: string
      source: string
      kind: 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in'
      stage: string
      /** Days from the first stage to this one; absent for the first stage */
      daysFromFirst?: number | undefined
      /** Kind of evidence; its number stays with the member */
      evidence?: string | undefined
      /** The loan by which the stage is held */
      loan?: string | undefined
      note?: string | undefined
    }
  | LoanEntry

export type LoanEntry = {
  /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
  area: string
  agency: string
  gender: Gender
  category: string
  id: string
  memberId: string
  happenedOn: Day
  trueMonth: Month
  postedIn: Month
  recordedAt: Instant
  reason?: string | undefined
  /** The entry that this one takes back or reclassifies */
  reverses?: string | undefined
  actor: string
  source: string
  kind: 'loan' | 'loan_reversed'
  loan: string
  partner: PartnerCode
  fact: LoanFactKind
  amount: Amount
  /** Days from application to decision, of an approval or rejection */
  decisionDays?: number | undefined
}

export type PartnerCode = string

export type LoanFactKind = 'applied' | 'approved' | 'disbursed' | 'rejected'

export type Trail = {
  items: TrailLine[]
  next?: string | undefined
}

export type TrailLine = {
  id: string
  at: Instant
  actor: string
  act: EntryKind | TrailAct
  /** Personal fields that were changed or shown */
  fields?: string[] | undefined
  /** Old and new values of what is not personal */
  changes?:
    | Record<
        string,
        {
          from?: string | undefined
          to?: string | undefined
        }
      >
    | undefined
  /** The other record of a merge, or the loan */
  other?: string | undefined
  /** As it was given; emptied when the person is erased */
  reason?: string | undefined
  source: string
  stage?: string | undefined
  fact?: LoanFactKind | undefined
  partner?: string | undefined
  happenedOn?: string | undefined
  postedIn?: string | undefined
}

export type EntryKind = 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in' | 'loan' | 'loan_reversed'

export type TrailAct =
  | 'corrected'
  | 'moved'
  | 'reclassified'
  | 'withdrawn'
  | 'returned'
  | 'erased'
  | 'registered_again'
  | 'merged'
  | 'unmerged'
  | 'told_apart'
  | 'revealed'
  | 'read_by_break_glass'
  | 'exported'
  | 'noted'
  | 'registered_self'
  | 'verified'
  | 'copied'
  | 'case_opened'
  | 'case_done'
  | 'case_refused'
  | 'checked'
  | 'rejected'
  | 'nik_moved'
  | 'loan_decided'

export type SelfRegistered = {
  memberId: MemberNumber
  /** The member number as it is printed */
  number: string
  identity: OwnIdentity
  /** Whom to ask */
  ask: {
    id: string
    en: string
  }
  warnings: Problem[]
}

export type OwnIdentity = {
  status: 'unverified' | 'verified' | 'rejected'
  /** Since when */
  at: string
  /** Who said so; nobody yet of who registered himself */
  by?: 'officer' | 'dukcapil' | undefined
}

export type SelfRegistration = {
  person: FullPerson
  gender: Gender
  category: string
  /** Kemendagri code of the kelurahan or, where only that is known, the kecamatan */
  area: string
  business?: Business | undefined
}

export type OwnRecord = {
  memberId: MemberNumber
  /** The member number as it is printed */
  number: string
  identity: OwnIdentity
  /** Whom to ask, until the identity is verified */
  ask?:
    | {
        id: string
        en: string
      }
    | undefined
  warnings: Problem[]
  status: 'active' | 'withdrawn'
  registeredAt: Instant
  area: string
  agency: string
  gender: Gender
  category: string
  person?: Person | undefined
  business?: Business | undefined
  stages: Record<
    string,
    {
      entryId: string
      happenedOn: Day
      postedIn: Month
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
    }
  >
}

export type OwnHistory = {
  items: OwnEntry[]
  next?: string | undefined
}

export type OwnEntry =
  | {
      id: string
      kind: 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in'
      happenedOn: Day
      recordedAt: Instant
      postedIn: Month
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
      reason?: string | undefined
      stage: string
      /** Kind of evidence; its number stays with the member */
      evidence?: string | undefined
      /** Who recorded it */
      by: 'self' | 'officer' | 'import' | 'partner'
    }
  | {
      id: string
      kind: 'loan' | 'loan_reversed'
      happenedOn: Day
      recordedAt: Instant
      postedIn: Month
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
      reason?: string | undefined
      partner: PartnerCode
      fact: LoanFactKind
      amount: Amount
      /** Who recorded it */
      by: 'self' | 'officer' | 'import' | 'partner'
    }

export type PersonalCopy = {
  programme: Bilingual
  /** Why the data is processed */
  basis: {
    id: string
    en: string
  }
  madeAt: Instant
  /** The person's record, and those that were merged into it */
  records: {
    member: {
      id: MemberNumber
      version: number
      status: MemberStatus
      statusSince?: Day | undefined
      mergedInto?: string | undefined
      /** The merge that did so, by which it is taken back */
      mergeId?: string | undefined
      /** Records of the same person that were merged into this one */
      mergedFrom?: string[] | undefined
      area: string
      agency: string
      gender: Gender
      category: string
      registeredAt: Instant
      /** Since when the person has had processing restricted: it is only kept */
      restrictedAt?: string | undefined
      /** Since when the person does not want to be contacted */
      contactRefusedAt?: string | undefined
      identity?: Identity | undefined
      standings: Record<string, Standing>
      /** Loans of the person that partners told of */
      loans?: string[] | undefined
      person?: FullPerson | undefined
      business?: Business | undefined
      evidence: Record<string, Evidence>
      /** Notes on entries, by entry id */
      notes: Record<string, string>
      /** Notes on the member, in order of time */
      remarks?: MemberNote[] | undefined
    }
    /** What was counted, and by whom */
    entries: Entry[]
    /** What else was done to the record: who, when, which fields, why */
    trail: TrailEvent[]
    /** Who asked to read the record from elsewhere, and why */
    brokenGlass: BrokenGlass[]
    cases: RightsCase[]
    /** What partners told of loans, every event of it */
    loans: {
      loan: LoanView
      told: {
        eventId: EventId
        occurredAt: Instant
        sequence: number
        memberKey: string
        product: string
        dates: LoanDates
        amounts: {
          applied: Amount
          approved?: Amount | undefined
          disbursed?: Amount | undefined
        }
        daysLate?: number | undefined
      }[]
    }[]
  }[]
  /** Rows of uploaded files that are still kept */
  rows: {
    importId: string
    line: number
    cells: string[]
  }[]
}

export type Standing = {
  /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
  area: string
  agency: string
  gender: Gender
  category: string
  entryId: string
  happenedOn: Day
  postedIn: Month
  /** The loan by which it is held; none where a person recorded it */
  loan?: string | undefined
  /** The entry that attained it before a merge took it and gave it back */
  origin?: string | undefined
}

export type MemberNote = {
  id: string
  at: Instant
  by: string
  text: string
}

export type Entry = StageEntry | LoanEntry

export type StageEntry = {
  /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
  area: string
  agency: string
  gender: Gender
  category: string
  id: string
  memberId: string
  happenedOn: Day
  trueMonth: Month
  postedIn: Month
  recordedAt: Instant
  reason?: string | undefined
  /** The entry that this one takes back or reclassifies */
  reverses?: string | undefined
  actor: string
  source: string
  kind: 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in'
  stage: string
  /** Days from the first stage to this one; absent for the first stage */
  daysFromFirst?: number | undefined
  /** Kind of evidence; its number stays with the member */
  evidence?: string | undefined
  /** The loan by which the stage is held */
  loan?: string | undefined
}

export type TrailEvent = {
  id: string
  memberId: string
  at: Instant
  actor: string
  act: TrailAct
  /** Personal fields that were changed or shown */
  fields?: string[] | undefined
  /** Old and new values of what is not personal */
  changes?:
    | Record<
        string,
        {
          from?: string | undefined
          to?: string | undefined
        }
      >
    | undefined
  /** The other record of a merge, or the loan */
  other?: string | undefined
  /** As it was given; emptied when the person is erased */
  reason?: string | undefined
  source: string
}

export type BrokenGlass = {
  /** The grant that it gave */
  id: string
  subject: string
  member: string
  from: Instant
  until: Instant
  /** As it was given; emptied when the person is erased */
  reason?: string | undefined
}

export type RightsCase = {
  id: string
  memberId: string
  version: number
  kind: CaseKind
  state: 'open' | 'done' | 'refused'
  request?: string | undefined
  openedAt: Instant
  openedBy: string
  /** Until when it must be decided */
  dueAt: string
  decidedAt?: Instant | undefined
  decidedBy?: string | undefined
  ground?: RefusalGround | undefined
  remark?: string | undefined
}

export type CaseKind = 'access' | 'correction' | 'restriction' | 'restriction_end' | 'contact_withdrawal' | 'erasure'

export type RefusalGround = 'harms_safety' | 'exposes_others' | 'national_security' | 'identity_not_shown' | 'no_basis'

export type LoanView = {
  id: string
  partner: PartnerCode
  number: string
  isSandbox: boolean
  /** Whose it is */
  memberId?: string | undefined
  /** Since when a person is to look at it */
  reviewSince?: string | undefined
  /** Why it does not attain the stage: codes */
  stageProblems?: string[] | undefined
  /** Loans of other partners with the same member, amount and day */
  twins: string[]
  /** None while nothing that was told has come to hold */
  state?:
    | 'submitted'
    | 'in_review'
    | 'approved'
    | 'signed'
    | 'rejected'
    | 'cancelled'
    | 'disbursed'
    | 'defaulted'
    | 'written_off'
    | 'repaid'
    | undefined
  product?: string | undefined
  dates?: LoanDates | undefined
  amounts?:
    | {
        applied: Amount
        approved?: Amount | undefined
        disbursed?: Amount | undefined
      }
    | undefined
  daysLate?: number | undefined
  /** Of the days in arrears, by the scale of the partner's type */
  collectability?:
    | {
        grade: number
        name: Bilingual
        isNonPerforming: boolean
        /** The regulation whose scale this is */
        basis: string
      }
    | undefined
  /** How many events were told */
  events: number
  parked?:
    | {
        since: Instant
        reason: ParkReason
      }
    | undefined
  review: LoanReview[]
  /** A person decided that it does not attain the stage */
  isDeclined: boolean
}

export type LoanDates = {
  submitted?: Day | undefined
  in_review?: Day | undefined
  approved?: Day | undefined
  signed?: Day | undefined
  rejected?: Day | undefined
  cancelled?: Day | undefined
  disbursed?: Day | undefined
  defaulted?: Day | undefined
  written_off?: Day | undefined
  repaid?: Day | undefined
}

export type ParkReason = 'member_unknown' | 'identity_unsettled' | 'member_erased' | 'member_restricted'

export type LoanReview = {
  eventId: string
  /** The state cannot follow the one before; or its own dates contradict it */
  why: 'jump' | 'dates'
  from?: LoanState | undefined
  to?: LoanState | undefined
}

export type LoanState =
  | 'submitted'
  | 'in_review'
  | 'approved'
  | 'signed'
  | 'rejected'
  | 'cancelled'
  | 'disbursed'
  | 'defaulted'
  | 'written_off'
  | 'repaid'

export type OwnRightsCases = {
  items: OwnRightsCase[]
}

export type OwnRightsCase = {
  id: string
  kind: CaseKind
  state: 'open' | 'done' | 'refused'
  request?: string | undefined
  openedAt: Instant
  /** Until when it must be decided */
  dueAt: string
  decidedAt?: Instant | undefined
  ground?: RefusalGround | undefined
  remark?: string | undefined
}

export type OwnCaseStep = {
  id: string
  kind: CaseKind
  state: 'open' | 'done' | 'refused'
  /** Until when it must be decided */
  dueAt: string
}

export type NewRightsCase = {
  kind: CaseKind
  /** The person's own words */
  request?: string | undefined
}

export type Verified = {
  memberId: string
  version: number
  entries: PostedEntry[]
  warnings: Problem[]
  identity: Identity
}

export type Verification =
  | {
      by: 'officer'
      outcome: 'matches' | 'does_not_match'
      seen: Seen
      /** Required when it does not match */
      reason?: string | undefined
    }
  | {
      by: 'dukcapil'
    }

export type DisputeList = {
  items: Dispute[]
  next?: string | undefined
}

export type Dispute = {
  id: string
  version: number
  /** Whom it was decided for; lapsed when there was nothing left to decide */
  state: 'open' | 'same_person' | 'claimant' | 'holder' | 'lapsed'
  claimant: string
  holder: string
  /** The smallest area in which both lay when it was opened */
  area: string
  openedAt: Instant
  closedAt?: Instant | undefined
  closedBy?: string | undefined
  reason?: string | undefined
}

/** A dispute with both of its sides as they are now */
export type DisputeView = {
  dispute: Dispute
  claimant: Member
  holder: Member
}

export type DisputeDecided = {
  dispute: Dispute
  mergeId?: string | undefined
  entries: PostedEntry[]
}

export type DisputeDecision = {
  /** The two are one person, or the NIK belongs to the one or the other */
  outcome: 'same_person' | 'claimant' | 'holder'
  seen: Seen
  reason: string
}

export type Revealed = {
  memberId: string
  values: {
    nik?: Nik | undefined
    npwp?: Npwp | undefined
    phone?: Phone | undefined
    email?: Email | undefined
    birthDate?: Day | undefined
  }
}

export type RevealRequest = {
  fields: ('nik' | 'npwp' | 'phone' | 'email' | 'birthDate')[]
  reason: string
}

export type GrantList = {
  items: Grant[]
  next?: string | undefined
}

export type Grant = {
  id: string
  subject: string
  kind?: 'break_glass' | undefined
  role: Role
  /** The grant holds for this area and everything below it */
  area: string
  /** Only what this agency registered or served */
  agency?: string | undefined
  /** The one member whose record may be read */
  member?: string | undefined
  from: Instant
  until?: Instant | undefined
  grantedBy: string
  grantedAt?: Instant | undefined
  reason?: string | undefined
  endedAt?: Instant | undefined
  endedBy?: string | undefined
  endReason?: string | undefined
}

export type Role = 'admin' | 'officer' | 'viewer'

export type NewGrant = {
  subject: Subject
  role: Role
  area: string
  agency?: string | undefined
  /** Default: now */
  from?: string | undefined
  /** Default: until it is ended */
  until?: string | undefined
  reason: string
}

export type Subject = string

export type GrantEnding = {
  reason: string
}

export type GlassGrant = {
  /** The grant that it gave */
  id: string
  subject: string
  member: string
  from: Instant
  until: Instant
}

export type GlassBreaking = {
  number: MemberNumber
  hours: number
  reason: string
}

export type GlassList = {
  items: BrokenGlass[]
  next?: string | undefined
}

export type Noted = {
  id: string
  memberId: string
  version: number
  at: string
}

export type NewNote = {
  text: string
}

export type NoteList = {
  items: MemberNote[]
}

export type StageReport = {
  stage: string
  happenedOn: Day
  /** Default: the member's area */
  area?: string | undefined
  /** Default: the member's agency */
  agency?: string | undefined
  evidence?: Evidence | undefined
  note?: string | undefined
}

export type ClassResult = {
  attained: number
  refused: number
  members: {
    memberId: string
    entryIds: string[]
    postedIn?: string | undefined
    problems: Problem[]
  }[]
}

export type ClassReport = {
  stage: string
  happenedOn: Day
  agency?: string | undefined
  evidence?: Evidence | undefined
  memberIds: MemberNumber[]
}

export type Reversal = {
  stage: string
  /** One of the programme's reasons */
  reason: string
  /** Default: today */
  decidedOn?: string | undefined
  /** Reverse what stands on the stage too */
  cascade?: boolean | undefined
  note?: string | undefined
}

export type Reclassification = {
  area?: string | undefined
  agency?: string | undefined
  gender?: Gender | undefined
  category?: string | undefined
  /** Default: all, and the member */
  stages?: string[] | undefined
  reason: string
}

export type Withdrawal = {
  on: Day
}

export type Merged = {
  mergeId: string
  from: string
  into: string
  entries: PostedEntry[]
}

export type MergeRequest = {
  from: MemberNumber
  into: MemberNumber
  reason: string
}

export type Merge = {
  id: string
  from: string
  into: string
  mergedAt: Instant
  mergedBy: string
  reason: string
  standings: Record<string, Standing>
  statusBefore: 'active' | 'withdrawn'
  statusSinceBefore?: Day | undefined
  gained: Record<string, string>
  undoneAt?: Instant | undefined
  undoneBy?: string | undefined
}

export type Duplicates = {
  items: Duplicate[]
  next?: string | undefined
}

export type Duplicate = {
  id: DuplicateId
  state: DuplicateState
  foundAt: Instant
  /** What the two have in common now */
  reasons: PairReason[]
  /** Fields in which the two differ */
  differing: string[]
  /** The two records */
  members: Member[]
  /** The merge by which the two became one */
  mergeId?: string | undefined
  /** By whom, when and why the two were told apart */
  judged?:
    | {
        by: string
        at: Instant
        reason: DifferentReason
        /** What the two had in common when they were told apart, this time and before */
        reasons: PairReason[]
      }
    | undefined
}

export type DuplicateId = string

export type DuplicateState = 'open' | 'same' | 'different'

export type PairReason = 'same_phone' | 'same_name_and_birth_date'

export type DifferentReason = 'shared_phone' | 'namesakes' | 'verified'

export type DuplicateDecided = {
  id: DuplicateId
  state: DuplicateState
  /** By which the two became one, to take it back */
  mergeId?: string | undefined
  entries: PostedEntry[]
}

export type DuplicateDecision =
  | {
      decision: 'same'
      /** The record that stays; the other is merged into it */
      keep: string
      reason: string
    }
  | {
      decision: 'different'
      reason: DifferentReason
    }

export type RightsCaseList = {
  items: RightsCase[]
  next?: string | undefined
}

export type RightsCaseStep = {
  id: string
  memberId: string
  kind: CaseKind
  state: 'open' | 'done' | 'refused'
  /** Until when it must be decided */
  dueAt: string
}

export type CaseDecision = {
  outcome: 'done' | 'refused'
  /** Required to refuse */
  ground?: 'harms_safety' | 'exposes_others' | 'national_security' | 'identity_not_shown' | 'no_basis' | undefined
  remark?: string | undefined
}

export type Figures = {
  programme: {
    code: string
    name: Bilingual
    zone: string
  }
  month: Month
  area: {
    code: string
    name: string
  }
  agency?: string | undefined
  reading: Reading
  /** Restated: with what was posted up to this month */
  restatedThrough?: string | undefined
  status: 'open' | 'closing' | 'closed'
  recount?:
    | {
        countedAt: Instant
        /** When the counters last agreed with the entries */
        agreedAt?: string | undefined
        /** How many counters differ */
        differing: number
      }
    | undefined
  stages: StageFigures[]
  indicators: IndicatorFigures[]
  /** The two levels below the area */
  areas: AreaRow[]
  agencies: BreakdownRow[]
  genders: BreakdownRow[]
  categories: BreakdownRow[]
  crossings: Crossing[]
  durations: Duration[]
  late: LateRow[]
  /** Absent where no stage is decided by lenders */
  loans?:
    | {
        facts: LoanFactFigures[]
        /** Partners with loans */
        partners: LoanRow[]
        /** Of the two levels below the area, those with loans */
        areas: {
          code: string
          name: string
          facts: {
            applied?:
              | {
                  cumulative: LoanCount
                  inMonth: LoanCount
                }
              | undefined
            approved?:
              | {
                  cumulative: LoanCount
                  inMonth: LoanCount
                }
              | undefined
            disbursed?:
              | {
                  cumulative: LoanCount
                  inMonth: LoanCount
                }
              | undefined
            rejected?:
              | {
                  cumulative: LoanCount
                  inMonth: LoanCount
                }
              | undefined
          }
          parent: string
        }[]
        decisionDays: LoanDecisionDays[]
        late: LateLoans[]
      }
    | undefined
  warnings: Bilingual[]
}

export type Reading = 'as_posted' | 'restated'

export type StageFigures = {
  cumulative: number
  inMonth: MonthLines
  stage: string
  name: Bilingual
  /** Cumulative members as a share of the first stage */
  shareOfFirst: string
}

export type MonthLines = {
  attained: number
  /** Attained in an earlier, closed month */
  late: number
  reversed: number
  reclassifiedIn: number
  reclassifiedOut: number
  net: number
}

export type IndicatorFigures = {
  code: string
  /** Stage code, or ALL for members who hold every stage */
  counts: string | 'ALL'
  name: Bilingual
  definition: Bilingual
  unit: Bilingual
  legalBasis: Bilingual
  from?: Day | undefined
  until?: Day | undefined
  /** Whether the programme itself declares this to be its success */
  official: boolean
  /** Whether the indicator is in force in this month */
  inForce: boolean
  value: number
  shareOfFirst: Percentage
  /** The primary target first */
  targets: TargetFigures[]
}

/** Percent, two decimals, half up; "undefined" of 0 */
export type Percentage = string

export type TargetFigures = {
  id: string
  version: number
  value: number
  from: Month
  to: Month
  /** The document or statement that sets it */
  basis: string
  primary: boolean
  /** Attained within the period of the target */
  realised: number
  attainment: Percentage
  /** What is still missing; negative when exceeded */
  gap: number
  /** Share of the target that the elapsed months stand for */
  expectedToDate: number
  /** Pace needed from now on; null when the period is over and missed */
  neededPerMonth: number | null
}

export type AreaRow = {
  code: string
  name: string
  stages: Record<string, StageCount>
  parent: string
}

export type StageCount = {
  cumulative: number
  inMonth: MonthLines
}

export type BreakdownRow = {
  code: string
  name: string
  stages: Record<string, StageCount>
}

/** Cumulative members by agency, gender and category; empty crossings left out */
export type Crossing = {
  agency: string
  gender: Gender
  category: string
  stages: Record<string, number>
}

/** Days from the first stage to this one, cumulative members */
export type Duration = {
  stage: string
  buckets: {
    fromDay: number | null
    toDay: number | null
    members: number
  }[]
}

/** Net change posted in this month for an earlier one */
export type LateRow = {
  trueMonth: Month
  stages: Record<string, number>
}

export type LoanFactFigures = {
  fact: LoanFactKind
  name: {
    id: string
    en: string
  }
  definition: {
    id: string
    en: string
  }
  cumulative: LoanCount
  inMonth: LoanLines
}

export type LoanCount = {
  number: number
  amount: RupiahSum
}

export type RupiahSum = string

export type LoanLines = {
  counted: LoanCount
  /** Of an earlier, closed month */
  late: {
    number: number
    amount: RupiahSum
  }
  reversed: LoanCount
  net: LoanCount
}

/** Cumulative and net of the month */
export type LoanRow = {
  code: string
  name: string
  facts: {
    applied?:
      | {
          cumulative: LoanCount
          inMonth: LoanCount
        }
      | undefined
    approved?:
      | {
          cumulative: LoanCount
          inMonth: LoanCount
        }
      | undefined
    disbursed?:
      | {
          cumulative: LoanCount
          inMonth: LoanCount
        }
      | undefined
    rejected?:
      | {
          cumulative: LoanCount
          inMonth: LoanCount
        }
      | undefined
  }
}

/** Days from application to decision, cumulative loans */
export type LoanDecisionDays = {
  fact: LoanFactKind
  buckets: {
    fromDay: number
    toDay: number | null
    loans: number
  }[]
}

/** Net change posted in this month for an earlier one */
export type LateLoans = {
  trueMonth: Month
  facts: {
    applied?: LoanCount | undefined
    approved?: LoanCount | undefined
    disbursed?: LoanCount | undefined
    rejected?: LoanCount | undefined
  }
}

export type Series = {
  items: {
    month: Month
    closed: boolean
    stages: Record<
      string,
      {
        cumulative: number
        net: number
      }
    >
  }[]
}

export type Explained = {
  items: ExplainedEntry[]
  next?: string | undefined
}

export type ExplainedEntry =
  | {
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
      gender: Gender
      category: string
      id: string
      memberId: string
      happenedOn: Day
      trueMonth: Month
      postedIn: Month
      recordedAt: Instant
      reason?: string | undefined
      /** The entry that this one takes back or reclassifies */
      reverses?: string | undefined
      actor: string
      source: string
      kind: 'attained' | 'reversed' | 'reclassified_out' | 'reclassified_in'
      stage: string
      /** Days from the first stage to this one; absent for the first stage */
      daysFromFirst?: number | undefined
      /** Kind of evidence; its number stays with the member */
      evidence?: string | undefined
      /** The loan by which the stage is held */
      loan?: string | undefined
      /** What the entry adds to the figure */
      effect: 1 | -1 | 0
      /** Why it does not count: its month was closed when it came */
      leftOut?: 'posted_later' | undefined
    }
  | {
      /** Leaf area: a kelurahan, or CODE.0000 where only the kecamatan is known */
      area: string
      agency: string
      gender: Gender
      category: string
      id: string
      memberId: string
      happenedOn: Day
      trueMonth: Month
      postedIn: Month
      recordedAt: Instant
      reason?: string | undefined
      /** The entry that this one takes back or reclassifies */
      reverses?: string | undefined
      actor: string
      source: string
      kind: 'loan' | 'loan_reversed'
      loan: string
      partner: PartnerCode
      fact: LoanFactKind
      amount: Amount
      /** Days from application to decision, of an approval or rejection */
      decisionDays?: number | undefined
      /** What the entry adds to the figure */
      effect: 1 | -1 | 0
      /** Why it does not count: its month was closed when it came */
      leftOut?: 'posted_later' | undefined
    }

export type TargetList = {
  items: TargetView[]
}

export type TargetView = {
  indicator: string
  area: string
  agency?: string | undefined
  from: Month
  to: Month
  id: string
  version: number
  value: number
  /** The document or statement that sets it */
  basis: string
  effectiveFrom: Day
  /** Why it was revised */
  reason?: string | undefined
  setBy: string
  setAt: Instant
  primary: boolean
}

export type Target = {
  indicator: string
  area: string
  agency?: string | undefined
  from: Month
  to: Month
  id: string
  version: number
  value: number
  /** The document or statement that sets it */
  basis: string
  effectiveFrom: Day
  /** Why it was revised */
  reason?: string | undefined
  setBy: string
  setAt: Instant
}

export type NewTarget = {
  indicator: string
  area: string
  agency?: string | undefined
  from: Month
  to: Month
  value: number
  basis: string
  /** Default: the first day of the period */
  effectiveFrom?: string | undefined
  /** The first target of a scope is primary in any case */
  primary?: boolean | undefined
}

export type TargetRevision = {
  value: number
  basis: string
  effectiveFrom: Day
  reason: string
}

export type MonthList = {
  items: MonthStatus[]
}

export type MonthStatus = {
  month: Month
  status: 'open' | 'closing' | 'closed'
  closingAt?: Instant | undefined
  closedAt?: Instant | undefined
  closedBy?: string | undefined
  recount?: Recount | undefined
  /** Number of issues made of this month */
  issues?: number | undefined
}

export type Recount = {
  month: Month
  countedAt: Instant
  cells: number
  entries: number
  /** When the counters last agreed with the entries */
  agreedAt?: string | undefined
  differences: Difference[]
  /** How many counters differ */
  differing: number
}

export type Difference = {
  month: Month
  /** Leaf area of the cell */
  area: string
  /** Set when the counter is one of late entries */
  trueMonth?: string | undefined
  counter: string
  stored: number
  counted: number
}

export type Closing = {
  closed: Month[]
  issued: Month[]
  /** Closed but not issued: a recount differs */
  held: Month[]
}

export type ClosingRequest = {
  /** Default: the last month that has ended */
  through?: string | undefined
}

export type Repair = {
  id: string
  at: Instant
  by: string
  reason: string
  differences: Difference[]
}

export type RepairRequest = {
  month: Month
  area: string
  reason: string
}

export type ObstacleList = {
  items: WrittenObstacle[]
}

export type WrittenObstacle = {
  /** Kendala: what stood in the way */
  obstacle: string
  /** Tindak lanjut: what is done about it, by whom, until when */
  followUp: string
  id: string
  month: Month
  area: string
  agency?: string | undefined
  writtenAt: Instant
  version: number
  writtenBy: string
}

export type NewObstacle = {
  /** Kendala: what stood in the way */
  obstacle: string
  /** Tindak lanjut: what is done about it, by whom, until when */
  followUp: string
  /** Any area, from a kelurahan to the whole */
  area: string
  /** Set when it concerns one agency only */
  agency?: string | undefined
}

export type ObstacleText = {
  /** Kendala: what stood in the way */
  obstacle: string
  /** Tindak lanjut: what is done about it, by whom, until when */
  followUp: string
}

export type IssueList = {
  items: IssueRecord[]
}

export type IssueRecord = {
  month: Month
  number: number
  issuedAt: Instant
  issuedBy: string
  cause?: string | undefined
  /** SHA-256, hexadecimal, of the stored bytes (unpacked) */
  hash: string
  previous?: string | undefined
  file: string
  /** How many figures differ from the issue of this month before */
  changes: number
}

export type ReissueRequest = {
  cause: string
}

export type Issue = {
  format: 2
  /** Version of what renders it; the same issue and version give the same texts */
  renderer: string
  month: Month
  number: number
  issuedAt: Instant
  /** Why the month is issued again */
  cause?: string | undefined
  /** Hash of the issue before this one in the chain of the programme */
  previous?: string | undefined
  figures: Figures
  /** Against the issue of this month before this one */
  changes: FigureChange[]
  book: Book
}

/** For example stages.P1.cumulative: old, new and difference */
export type FigureChange = {
  figure: string
  old: number
  'new': number
  difference: number
  ofReading?: number | undefined
  ofCorrections?: number | undefined
}

export type Book = {
  programme: {
    code: string
    name: Bilingual
    /** IANA time zone in which months are cut */
    zone: string
    firstMonth: Month
    stages: Stage[]
    orderPolicies: OrderPolicy[]
    /** Absent where no stage is decided by lenders */
    financing?:
      | {
          stage: string
          /** The kind of evidence that a loan is, where the stage accepts kinds */
          evidence?: string | undefined
          rules: FinanceRule[]
        }
      | undefined
    indicators: Indicator[]
    agencies: Agency[]
    categories: Category[]
    /** Why an entry may be reversed or reclassified */
    reasons: Reason[]
    selfRegistration: SelfRegistrationTerms
    publication: Publication
    areas: unknown[][]
    /** Source and licence of the table of areas */
    areasNotice: string
    targets: {
      indicator: string
      area: string
      agency?: string | undefined
      from: Month
      to: Month
      value: number
      basis: string
      /** Of the targets for one scope and period, the one that reports lead with; one alone leads in any case */
      primary: boolean
    }[]
  }
  /** Restated with what was posted up to this month; the month itself when as posted */
  through: string
  cells: {
    area: string
    cumulative: Record<string, number>
    inMonth: Record<string, number>
    shifts: Record<string, Record<string, number>>
  }[]
  /** Every target in force, of any area and agency */
  aims: AimedAt[]
  /** Those of the series: this month and the thirteen before it */
  months: Month[]
  series: {
    area: string
    members: Record<string, number[]>
  }[]
  corrections: {
    postedIn: Month
    trueMonth: Month
    area: string
    agency: string
    stage: string
    line: 'late' | 'reversed' | 'reclassified_out' | 'reclassified_in'
    members: number
  }[]
  /** Why stages were taken back in the month */
  reversals: {
    area: string
    agency: string
    stage: string
    reason: string
    members: number
  }[]
  obstacles: Obstacle[]
  quality: Quality
  recount?:
    | {
        countedAt: Instant
        /** When the counters last agreed with the entries */
        agreedAt?: string | undefined
        cells: number
        entries: number
        /** How many counters differ */
        differing: number
      }
    | undefined
}

export type AimedAt = {
  target: {
    indicator: string
    area: string
    agency?: string | undefined
    from: Month
    to: Month
    id: string
    version: number
    value: number
    /** The document or statement that sets it */
    basis: string
    effectiveFrom: Day
    /** Why it was revised */
    reason?: string | undefined
  }
  primary: boolean
  before: number
  until?: number | undefined
}

export type Obstacle = {
  /** Kendala: what stood in the way */
  obstacle: string
  /** Tindak lanjut: what is done about it, by whom, until when */
  followUp: string
  id: string
  month: Month
  area: string
  agency?: string | undefined
  writtenAt: Instant
  version: number
}

export type Quality = {
  countedAt: Instant
  /** NIKs that two records claim */
  openDisputes: number | null
  /** Pairs of records that may be one person */
  openDuplicates: number | null
  membersWithoutNik: number | null
  /** Loans of partners whose member is not known */
  parkedLoans: number | null
  /** Lines of partners' statements of the month without a loan here; null while none has sent one */
  unmatchedStatementLines: number | null
}

export type IssueDiff = {
  items: FigureChange[]
}

export type RecipientList = {
  items: Recipient[]
}

export type Recipient = {
  id: string
  /** Such as Wali Kota Jakarta Pusat; not the name of a person */
  office: string
  /** The address of the office */
  email: string
  holders: OfficeHolder[]
  /** The report of this area and everything below it */
  area: string
  /** Only what this agency registered or served */
  agency?: string | undefined
  language: ReportLanguage
  formats: ReportFormat[]
  /** Reports that are mailed from this day on */
  from: string
  /** The last day on which one is mailed */
  until?: string | undefined
  pausedAt?: Instant | undefined
  pauseReason?: 'by_hand' | 'bounced' | 'suppressed' | 'complained' | 'unsubscribed' | undefined
  savedBy: string
  savedAt: Instant
  version: number
}

export type OfficeHolder = {
  name: string
  /** Default: the address of the office */
  email?: string | undefined
  from: Day
  /** The last day */
  until?: string | undefined
}

export type ReportLanguage = 'id' | 'en'

export type ReportFormat = 'pdf' | 'xlsx' | 'csv'

export type RecipientAdded = {
  recipientId: string
  version: number
}

export type NewRecipient = {
  /** Such as Wali Kota Jakarta Pusat; not the name of a person */
  office: string
  /** The address of the office */
  email: string
  holders?: OfficeHolder[] | undefined
  /** The report of this area and everything below it */
  area: string
  /** Only what this agency registered or served */
  agency?: string | undefined
  language?: ReportLanguage | undefined
  /** What is attached */
  formats?: ReportFormat[] | undefined
  /** Reports that are mailed from this day on */
  from: string
  /** The last day on which one is mailed */
  until?: string | undefined
}

export type RecipientChange = {
  office?: string | undefined
  email?: Email | undefined
  holders?: OfficeHolder[] | undefined
  area?: string | undefined
  /** null: of all agencies */
  agency?: string | null | undefined
  language?: ReportLanguage | undefined
  formats?: ReportFormat[] | undefined
  from?: Day | undefined
  /** null: until further notice */
  until?: string | null | undefined
  /** true: gets nothing from now on. false: gets mail again, and the last issue if it was passed over */
  paused?: boolean | undefined
}

export type DeliveryList = {
  items: Delivery[]
}

export type Delivery = {
  month: Month
  /** Of the issue */
  number: number
  recipientId: string
  /** A test mail, which is nobody’s report */
  testId?: string | undefined
  state: DeliveryState
  plannedAt: Instant
  /** When it was passed over, because its recipient was paused */
  pausedAt?: string | undefined
  copies: MailCopy[]
  /** After so many copies of which nobody knows it waits for a person */
  mostUnknown: number
  version: number
}

/** In the order in which they follow each other; a delivery only moves to the right. refused: known not to be sent. unknown: sent or not, until a mail event tells or half an hour has passed. */
export type DeliveryState =
  | 'planned'
  | 'paused'
  | 'claimed'
  | 'refused'
  | 'unknown'
  | 'handed_over'
  | 'delayed'
  | 'delivered'
  | 'suppressed'
  | 'bounced'
  | 'complained'

export type MailCopy = {
  number: number
  state:
    | 'claimed'
    | 'refused'
    | 'unknown'
    | 'handed_over'
    | 'delayed'
    | 'delivered'
    | 'suppressed'
    | 'bounced'
    | 'complained'
  claimedAt: Instant
  /** An earlier copy may have arrived: this one says of itself that it is a further one */
  isRepeat: boolean
  /** SHA-256, hexadecimal, of what the archive holds of it */
  archive: string
  /** Why it was refused, or is unknown: a code */
  reason?: string | undefined
  messageId?: string | undefined
  /** What was heard of it, in order of hearing; what came too late included */
  notices: MailNotice[]
}

export type MailNotice = {
  /** bounced: there is no such mailbox or domain, or nobody knows why. failed: it was tried long enough. rejected: the service found something bad in it. replied: an automatic reply, or one that looks like it */
  kind: 'sent' | 'delayed' | 'delivered' | 'suppressed' | 'bounced' | 'failed' | 'rejected' | 'complained' | 'replied'
  at: Instant
  /** The words of the service, such as Permanent/NoEmail */
  detail?: string | undefined
}

export type MailPreview = {
  subject: string
  html: string
  text: string
  htmlBytes: number
}

export type TestMail = {
  testId: string
  recipientId: string
}

export type TestMailRequest = {
  month: Month
  number: number
  /** Where to: your own address. It is forgotten two days later */
  to: string
}

export type IssueDeliveries = {
  items: Delivery[]
  /** How many are in each */
  states: {
    planned?: number | undefined
    paused?: number | undefined
    claimed?: number | undefined
    refused?: number | undefined
    unknown?: number | undefined
    handed_over?: number | undefined
    delayed?: number | undefined
    delivered?: number | undefined
    suppressed?: number | undefined
    bounced?: number | undefined
    complained?: number | undefined
  }
}

export type MailPlan = {
  items: PlannedMail[]
}

export type PlannedMail = {
  id: string
  /** Such as Wali Kota Jakarta Pusat; not the name of a person */
  office: string
  /** The report of this area and everything below it */
  area: string
  /** Only what this agency registered or served */
  agency?: string | undefined
  language: ReportLanguage
  formats: ReportFormat[]
  /** Why it gets nothing */
  excluded?: 'not_yet' | 'ended' | 'paused' | undefined
  /** Of the mail that it got already */
  state?:
    | 'planned'
    | 'paused'
    | 'claimed'
    | 'refused'
    | 'unknown'
    | 'handed_over'
    | 'delayed'
    | 'delivered'
    | 'suppressed'
    | 'bounced'
    | 'complained'
    | undefined
}

export type DeliveryReplayed = {
  recipientId: string
  state: DeliveryState
}

export type ImportView = {
  id: string
  version: number
  status: ImportStatus
  /** Code of the source whose mapping was taken */
  source?: string | undefined
  mapping: ImportMapping
  createdBy: string
  createdAt: Instant
  file?:
    | {
        sha256: string
        bytes: number
      }
    | undefined
  /** An earlier import of the very same bytes */
  sameFileAs?: string | undefined
  /** Why the file as a whole is refused */
  problems: Problem[]
  report?: ImportReport | undefined
  /** Rows to apply, by kecamatan */
  parts: {
    part: string
    rows: number
  }[]
  /** How many pages of findings there are */
  findings: number
  validatedAt?: Instant | undefined
  confirmedBy?: string | undefined
  confirmedAt?: Instant | undefined
  appliedAt?: Instant | undefined
  /** What applying came to */
  outcome?:
    | {
        /** New members */
        added: number
        /** Members who attained further stages */
        changed: number
        /** Rows that were imported before, or say nothing new */
        unchanged: number
        refused: number
      }
    | undefined
  undoneBy?: string | undefined
  undoReason?: string | undefined
  undoneAt?: Instant | undefined
  /** Where the file is to be uploaded, while the import waits for one */
  upload?:
    | {
        method: 'PUT'
        url: string
        contentType: 'text/csv'
        expiresAt: string
      }
    | undefined
  /** Rows carried out so far, by the checkpoints */
  done: {
    /** New members */
    added: number
    /** Members who attained further stages */
    changed: number
    /** Rows that were imported before, or say nothing new */
    unchanged: number
    refused: number
  }
  /** Rows taken back so far: changed */
  undone: {
    /** New members */
    added: number
    /** Members who attained further stages */
    changed: number
    /** Rows that were imported before, or say nothing new */
    unchanged: number
    refused: number
  }
}

/** refused: the file as a whole cannot be read. validated: waits for somebody to confirm it */
export type ImportStatus =
  | 'created'
  | 'validating'
  | 'refused'
  | 'validated'
  | 'applying'
  | 'applied'
  | 'undoing'
  | 'undone'
  | 'discarded'

export type ImportMapping = {
  /** A column's heading → the field that it holds, or `ignore` */
  columns?: Record<string, string> | undefined
  /** Field → the value of every row whose cell is empty, such as agency or P4.evidence */
  defaults?: Record<string, string> | undefined
}

export type ImportReport = {
  rows: number
  expected: RowCounts
  /** Rows by problem, most first */
  problems: {
    code: string
    rows: number
  }[]
  /** Rows by warning, most first */
  warnings: {
    code: string
    rows: number
  }[]
  /** Cumulative members of the programme in the current month */
  figures: {
    stage: string
    now: number
    after: number
  }[]
  /** What would be posted in which month, and how much of it late */
  months: {
    month: Month
    stages: Record<string, number>
    late: Record<string, number>
  }[]
}

export type RowCounts = {
  /** New members */
  added: number
  /** Members who attained further stages */
  changed: number
  /** Rows that were imported before, or say nothing new */
  unchanged: number
  refused: number
}

export type NewImport = {
  /** Take the saved mapping of this source */
  source?: string | undefined
  /** Default: columns are named like the fields */
  mapping?:
    | {
        /** A column's heading → the field that it holds, or `ignore` */
        columns?: Record<string, string> | undefined
        /** Field → the value of every row whose cell is empty, such as agency or P4.evidence */
        defaults?: Record<string, string> | undefined
      }
    | undefined
}

export type ImportList = {
  items: {
    id: string
    version: number
    status: ImportStatus
    /** Code of the source whose mapping was taken */
    source?: string | undefined
    mapping: ImportMapping
    createdBy: string
    createdAt: Instant
    file?:
      | {
          sha256: string
          bytes: number
        }
      | undefined
    /** An earlier import of the very same bytes */
    sameFileAs?: string | undefined
    /** Why the file as a whole is refused */
    problems: Problem[]
    report?: ImportReport | undefined
    /** Rows to apply, by kecamatan */
    parts: {
      part: string
      rows: number
    }[]
    /** How many pages of findings there are */
    findings: number
    validatedAt?: Instant | undefined
    confirmedBy?: string | undefined
    confirmedAt?: Instant | undefined
    appliedAt?: Instant | undefined
    /** What applying came to */
    outcome?:
      | {
          /** New members */
          added: number
          /** Members who attained further stages */
          changed: number
          /** Rows that were imported before, or say nothing new */
          unchanged: number
          refused: number
        }
      | undefined
    undoneBy?: string | undefined
    undoReason?: string | undefined
    undoneAt?: Instant | undefined
  }[]
  next?: string | undefined
}

export type UndoRequest = {
  /** One of the programme's reasons */
  reason: string
}

export type RowFindings = {
  items: RowFinding[]
  next?: string | undefined
}

export type RowFinding = {
  line: number
  problems: Problem[]
  warnings: Problem[]
}

export type RowOutcomes = {
  items: RowOutcome[]
  next?: string | undefined
}

export type RowOutcome = {
  /** Line of the file on which the row begins; the heading is line 1 */
  line: number
  outcome: 'added' | 'changed' | 'unchanged' | 'refused'
  memberId?: string | undefined
  entryIds?: string[] | undefined
  problems?: Problem[] | undefined
}

/** A link to a CSV file of the refused rows, good for five minutes */
export type RejectedFile = {
  url: string
  rows: number
  expiresAt: string
}

export type ImportSourceList = {
  items: ImportSource[]
}

export type ImportSource = {
  code: string
  name: string
  mapping: ImportMapping
  version: number
  savedBy: string
  savedAt: Instant
}

export type ImportSourceChange = {
  name: string
  mapping: ImportMapping
}

export type ExportView = {
  id: string
  version: number
  status: ExportStatus
  filter: ExportFilter
  format: ExportFormat
  columns: string[]
  revealed: boolean
  reason: string
  createdBy: string
  createdAt: Instant
  /** When the members began to be read */
  asOf?: string | undefined
  /** Where whoever asked could see members when they were read */
  places?:
    | {
        area: string
        agency?: string | undefined
      }[]
    | undefined
  rows?: number | undefined
  bytes?: number | undefined
  readyAt?: Instant | undefined
  expiresAt?: Instant | undefined
  /** Why it is refused or discarded */
  problems: Problem[]
  /** A link to the file, good for five minutes: for whoever asked for it, while it is ready */
  download?:
    | {
        url: string
        expiresAt: string
      }
    | undefined
}

/** refused: whoever asked may not, or may no longer, have it, or there are too many rows. discarded: its file was removed */
export type ExportStatus = 'waiting' | 'running' | 'ready' | 'refused' | 'expired' | 'discarded'

export type ExportFilter = {
  /** Kemendagri code of an area of any level; default: wherever the caller may look */
  area?: string | undefined
  agency?: string | undefined
  /** Stages that are held, every one of them */
  attained?: string[] | undefined
  /** Stages that are not held, none of them */
  lacking?: string[] | undefined
  category?: string | undefined
  status?: 'active' | 'withdrawn' | undefined
}

export type ExportFormat = 'csv' | 'xlsx'

export type NewExport = {
  filter: ExportFilter
  format: ExportFormat
  /** Default: every column */
  columns?: string[] | undefined
  /** Numbers and addresses in full; it stands in the trail of every member */
  revealed?: boolean | undefined
  reason: string
}

export type ExportList = {
  items: ExportItem[]
  next?: string | undefined
}

export type ExportItem = {
  id: string
  version: number
  status: ExportStatus
  filter: ExportFilter
  format: ExportFormat
  columns: string[]
  revealed: boolean
  reason: string
  createdBy: string
  createdAt: Instant
  /** When the members began to be read */
  asOf?: string | undefined
  /** Where whoever asked could see members when they were read */
  places?:
    | {
        area: string
        agency?: string | undefined
      }[]
    | undefined
  rows?: number | undefined
  bytes?: number | undefined
  readyAt?: Instant | undefined
  expiresAt?: Instant | undefined
  /** Why it is refused or discarded */
  problems: Problem[]
}

export type ClassList = {
  /** What who attends attains */
  stage: string
  heldOn: Day
  agency: string
  title?: string | undefined
  place?: string | undefined
  id: string
  createdBy: string
  createdAt: Instant
  members: {
    memberId: string
    number: string
    name: string
    /** Masked */
    phone?: string | undefined
    /** Since when the member holds the stage */
    attainedOn?: string | undefined
  }[]
}

export type NewClassList = {
  /** What who attends attains */
  stage: string
  heldOn: Day
  agency: string
  title?: string | undefined
  place?: string | undefined
  memberIds?: MemberNumber[] | undefined
  /** Instead of member numbers: everybody of a list, at most 200 */
  filter?:
    | {
        /** Kemendagri code of an area of any level; default: wherever the caller may look */
        area?: string | undefined
        agency?: string | undefined
        /** Stages that are held, every one of them */
        attained?: string[] | undefined
        /** Stages that are not held, none of them */
        lacking?: string[] | undefined
        category?: string | undefined
        status?: 'active' | 'withdrawn' | undefined
      }
    | undefined
}

export type Attendance = {
  attended: MemberNumber[]
}

export type PartnerList = {
  items: Partner[]
}

export type Partner = {
  code: PartnerCode
  version: number
  name: string
  type: PartnerType
  /** Calls of a suspended partner are refused */
  status: 'active' | 'suspended'
  /** Its loans never reach figures */
  isSandbox: boolean
  signing: SigningProfile
  /** Ranges of addresses that calls may come from; empty: from anywhere */
  allowedFrom: Cidr[]
}

export type PartnerType = 'bank' | 'sharia_bank' | 'p2p_lender' | 'government'

export type SigningProfile = StandardWebhooksProfile | SnapProfile

export type StandardWebhooksProfile = {
  scheme: 'standard_webhooks'
  /** How far the time in a signature may be from our clock, before or after */
  skewSeconds?: number | undefined
}

export type SnapProfile = {
  scheme: 'snap'
  /** HMAC-SHA512 with an access token of ours, or SHA256withRSA without any */
  mode: 'hmac_with_token' | 'rsa'
  /** How signatures are written */
  encoding: 'hex' | 'base64'
  /** Whether the query string is part of the path that is signed */
  query: 'in' | 'out'
  /** What an X-EXTERNAL-ID may be made of */
  externalId: 'numeric' | 'any'
  /** How far the time in a signature may be from our clock, before or after */
  skewSeconds?: number | undefined
  /** The two digits of the service in a response code */
  service: string
  /** X-CLIENT-KEY of a request for an access token */
  clientKey: string
  /** The path that the partner calls and signs, before any gateway rewrites it */
  publicPath: string
}

export type Cidr = string

export type NewPartner = {
  code: PartnerCode
  name: string
  type: PartnerType
  isSandbox?: boolean | undefined
  signing: SigningProfile
  /** Ranges of addresses that calls may come from; empty: from anywhere */
  allowedFrom?: Cidr[] | undefined
}

export type PartnerChange = {
  name?: string | undefined
  /** Calls of a suspended partner are refused */
  status?: 'active' | 'suspended' | undefined
  signing?: SigningProfile | undefined
  /** Ranges of addresses that calls may come from; empty: from anywhere */
  allowedFrom?: Cidr[] | undefined
}

export type CredentialList = {
  items: Credential[]
}

export type Credential = {
  id: string
  kind: 'secret' | 'public_key'
  from: Instant
  /** Not accepted from this instant on; none while it is the newest */
  until?: string | undefined
}

export type IssuedCredential = {
  id: string
  kind: 'secret' | 'public_key'
  from: Instant
  /** Not accepted from this instant on; none while it is the newest */
  until?: string | undefined
  /** Shown in this one answer and never again, not even to a repeat */
  secret?: string | undefined
}

export type NewCredential =
  | {
      kind: 'secret'
      /** How long the one before stays valid beside the new one; default: a week */
      overlapSeconds?: number | undefined
    }
  | {
      kind: 'public_key'
      value: RsaPublicKey
      /** How long the one before stays valid beside the new one; default: a week */
      overlapSeconds?: number | undefined
    }

/** RSA public key, PEM (BEGIN PUBLIC KEY), 2048 to 4096 bits */
export type RsaPublicKey = string

export type TestEventAnswer = {
  eventId: string
  /** `received`, or the code of what was wrong */
  reason: string
  /** The call as the partner would have made it; told in the first answer only */
  call?:
    | {
        method: string
        path: string
        headers: Record<string, string>
        body: string
      }
    | undefined
}

export type PartnerCallList = {
  items: PartnerCall[]
  next?: string | undefined
}

export type PartnerCall = {
  /** Of a call that made a receipt, its id */
  id: string
  at: Instant
  /** An event, a request for an access token, a reading of parked loans */
  door: 'event' | 'token' | 'parked'
  /** The HTTP status of the answer */
  status: number
  /** `received`, `repeated`, `done`, or the code of the first problem */
  reason: string
  /** Where the problem is: a JSON Pointer */
  place?: string | undefined
  eventId?: string | undefined
  /** What came of a received event so far */
  outcome?: ReceiptOutcome | 'waiting' | undefined
}

/** applied: the loan has taken it in, and says what it came to; sandbox, test: told in play; forgotten: its words were emptied before */
export type ReceiptOutcome = 'applied' | 'sandbox' | 'test' | 'forgotten'

export type ParkedReceiptList = {
  items: ParkedReceipt[]
  next?: string | undefined
}

export type ParkedReceipt = {
  id: string
  eventId: string
  type: string
  receivedAt: Instant
  parkedAt: Instant
  /** Why the last try failed: a code */
  reason: string
}

export type ReplayedReceipt = {
  receipt: string
  dueAt: string
}

export type ConflictList = {
  items: ConflictView[]
  next?: string | undefined
}

export type ConflictView = {
  id: string
  partner: PartnerCode
  /** The receipt of what the id stands for */
  receipt: string
  /** The id of the event that was refused */
  eventId: string
  /** Other content under the id of an event; or another event under the X-EXTERNAL-ID of one on that day */
  why: 'event_differs' | 'external_id_reused'
  at: Instant
  /** JSON Pointers to what differs; of two events under one X-EXTERNAL-ID none */
  differs: string[]
}

export type Conflict = {
  id: string
  partner: PartnerCode
  /** The receipt of what the id stands for */
  receipt: string
  /** The id of the event that was refused */
  eventId: string
  /** Other content under the id of an event; or another event under the X-EXTERNAL-ID of one on that day */
  why: 'event_differs' | 'external_id_reused'
  at: Instant
}

export type ConflictClosing = {
  /** The partner was told; has told it again under an id of its own; or meant nothing by it */
  outcome: 'partner_told' | 'told_again' | 'harmless'
}

export type LoanList = {
  items: LoanView[]
}

export type ParkedLoans = {
  items: ParkedLoan[]
  next?: string | undefined
}

export type ParkedLoan = {
  id: string
  partner: string
  number: string
  reason: ParkReason
  since: Instant
  /** How many whole days it has waited */
  days: number
  /** The member number that was told, or the NIK, masked */
  member: string
}

export type LoansInReview = {
  items: LoanView[]
  next?: string | undefined
}

export type TwinLoans = {
  items: {
    since: Instant
    loans: LoanView[]
  }[]
  next?: string | undefined
}

export type LoanAnswer = {
  loan: {
    id: string
    /** None while nothing that was told has come to hold */
    state?:
      | 'submitted'
      | 'in_review'
      | 'approved'
      | 'signed'
      | 'rejected'
      | 'cancelled'
      | 'disbursed'
      | 'defaulted'
      | 'written_off'
      | 'repaid'
      | undefined
    /** Whose it is */
    memberId?: string | undefined
  }
  outcome: string
}

export type LoanDecision = {
  /** Of this event; without one, of the stage that it would attain */
  eventId?: string | undefined
  /** Released: it is as the partner says. Rejected: it changes nothing, or does not attain the stage */
  outcome: 'released' | 'rejected'
  reason: string
}

export type StatementTaken = {
  partner: PartnerCode
  month: Month
  at: Instant
  by: string
  /** The month was closed when the statement came: what is corrected now counts late */
  isClosed: boolean
  matched: number
  missingHere: number
  missingThere: number
  different: number
}

export type StatementView = {
  partner: PartnerCode
  month: Month
  at: Instant
  by: string
  /** The month was closed when the statement came: what is corrected now counts late */
  isClosed: boolean
  matched: number
  missingHere: number
  missingThere: number
  different: number
  mismatches: StatementMismatch[]
}

export type StatementMismatch = {
  number: string
  /** Of the statement */
  line?: number | undefined
  /** The partner has not told us; it told us, and its statement does not have it; or both, and not alike */
  outcome: 'missing_here' | 'missing_there' | 'different'
  differences: {
    field: 'state' | 'approvedOn' | 'approvedAmount' | 'disbursedOn' | 'disbursedAmount'
    here?: string | undefined
    there?: string | undefined
  }[]
}
