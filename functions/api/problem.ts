import type { ErrorHandler, NotFoundHandler } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { AppError, type ErrorKind, malformed, notFound, type Problem } from '../../shared/domain/problems/app-error.ts'
import { locateError } from '../../shared/domain/problems/locate-error.ts'
import { LostRace } from '../../shared/domain/problems/lost-race.ts'
import { ProblemView, statusByKind, viewProblem } from '../../shared/domain/problems/problem-view.ts'
import type { ApiContext, ApiEnv } from './router.ts'

/** The form of every refusal: RFC 9457, with all problems at once, in both languages. */
export const ProblemDocument = z
  .object({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int(),
    requestId: z.string(),
    problems: z.array(ProblemView).min(1),
  })
  .meta({ id: 'ProblemDocument' })
export type ProblemDocument = z.infer<typeof ProblemDocument>

const titles: Record<ErrorKind, string> = {
  malformed: 'Malformed request',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  wrong_method: 'Method not allowed',
  conflict: 'Conflict',
  stale: 'Changed meanwhile',
  too_large: 'Too large',
  unsupported: 'Unsupported media type',
  invalid: 'Invalid request',
  precondition_missing: 'Precondition missing',
  too_many: 'Too many requests',
  busy: 'Busy',
}

/** A refusal as the API document declares it. */
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDocument } },
})

/** The refusals that every route declares. */
export const refusals = {
  400: refusal('Malformed: not JSON, a bad header, or bad encoding'),
  401: refusal('No valid access token'),
  403: refusal('The role does not allow this'),
  404: refusal('Not there, or not yours to see'),
  413: refusal('The body is too large'),
  415: refusal('The body is not JSON'),
  422: refusal('Invalid: every problem is named'),
  429: refusal('Too many requests: wait for the next minute'),
  503: refusal('Busy: try again'),
}
/** The refusals of routes that change something. */
export const refusalsOfChange = {
  ...refusals,
  409: refusal('Conflict with what is recorded'),
  412: refusal('It has changed meanwhile'),
  428: refusal('If-Match is missing'),
}
/** The refusals of acts with a daily limit. */
export const refusalsOfLimited = {
  ...refusalsOfChange,
  429: refusal('Too many requests, or the daily limit is reached'),
}

function answerRefusal(c: ApiContext, kind: ErrorKind, problems: Problem[]): Response {
  const status = statusByKind[kind]
  if (kind === 'unauthenticated') c.header('WWW-Authenticate', 'Bearer')
  if (kind === 'busy') c.header('Retry-After', '1')
  if (problems.some(({ code }) => code === 'calls_too_many')) c.header('Retry-After', '60')
  return answerProblems(c, status, titles[kind], problems)
}

function answerProblems(c: ApiContext, status: ContentfulStatusCode, title: string, problems: Problem[]): Response {
  const body: ProblemDocument = {
    type: 'about:blank',
    title,
    status,
    requestId: c.var.requestId,
    problems: problems.map(viewProblem),
  }
  return c.body(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/problem+json' } })
}

/** Turns errors into problem documents. An unexpected error is logged by its name and answered as `internal`. */
export const handleError =
  ({ log }: Pick<Deps, 'log'>): ErrorHandler<ApiEnv> =>
  (error, c) => {
    if (error instanceof LostRace)
      log('warn', 'A caller lost a race and must try again', { requestId: c.var.requestId, race: error.what })
    if (error instanceof AppError) return answerRefusal(c, error.kind, error.problems)
    if (error instanceof HTTPException) {
      if (error.status === 415) return answerRefusal(c, 'unsupported', [{ code: 'content_type_unsupported' }])
      const { kind, problems } = malformed('body_malformed')
      return answerRefusal(c, kind, problems)
    }
    log('error', 'A request failed', { requestId: c.var.requestId, error: error.name, place: locateError(error) })
    return answerProblems(c, 500, 'Internal error', [{ code: 'internal' }])
  }

export const handleNotFound: NotFoundHandler<ApiEnv> = (c) => {
  const { kind, problems } = notFound()
  return answerRefusal(c, kind, problems)
}

/** Answers a request to a known path with a method that it does not have. */
export function handleWrongMethod(c: ApiContext, methods: string[]): Response {
  const allowedMethods = methods.join(', ')
  c.header('Allow', allowedMethods)
  return answerRefusal(c, 'wrong_method', [{ code: 'method_not_allowed', params: { allowed: allowedMethods } }])
}
