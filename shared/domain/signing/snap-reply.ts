import type { AppError, ErrorKind, Problem } from '../problems/app-error.ts'
import type { ProblemCode } from '../problems/problem-texts.ts'

/**
 * The cases of SNAP that we answer with: HTTP status, the two digits of the case, and the standard's own message.
 * A response code is status + service + case, seven digits.
 * Source: ASPI, SNAP Developer Site, response codes.
 */
const snapCases = {
  successful: { status: 200, digits: '00', message: 'Successful' },
  bad_request: { status: 400, digits: '00', message: 'Bad Request' },
  field_format: { status: 400, digits: '01', message: 'Invalid Field Format {field}' },
  field_missing: { status: 400, digits: '02', message: 'Invalid Mandatory Field {field}' },
  unauthorized: { status: 401, digits: '00', message: 'Unauthorized. Signature' },
  token_invalid: { status: 401, digits: '01', message: 'Invalid Token (B2B)' },
  not_permitted: { status: 403, digits: '15', message: 'Transaction Not Permitted' },
  not_found: { status: 404, digits: '01', message: 'Transaction Not Found' },
  inconsistent: { status: 404, digits: '18', message: 'Inconsistent Request' },
  not_supported: { status: 405, digits: '00', message: 'Requested Function Is Not Supported' },
  conflict: { status: 409, digits: '00', message: 'Conflict' },
  too_many: { status: 429, digits: '00', message: 'Too Many Requests' },
  internal: { status: 500, digits: '01', message: 'Internal Server Error' },
  timeout: { status: 504, digits: '00', message: 'Timeout' },
} as const

export type SnapCase = keyof typeof snapCases

export type SnapReply = {
  status: (typeof snapCases)[SnapCase]['status']
  body: { responseCode: string; responseMessage: string }
}

const longestMessage = 150

/** A reply of a service (two digits). Two cases name a `field`. */
export function makeSnapReply(snapCase: SnapCase, service: string, field = ''): SnapReply {
  const { status, digits, message } = snapCases[snapCase]
  const responseMessage = message.replace('{field}', () => field).trim()
  return {
    status,
    body: { responseCode: `${status}${service}${digits}`, responseMessage: responseMessage.slice(0, longestMessage) },
  }
}

/** SNAP has fewer refusals than HTTP. A kind without its own case takes the nearest. */
const caseOfKind: Record<ErrorKind, SnapCase> = {
  malformed: 'bad_request',
  unauthenticated: 'unauthorized',
  forbidden: 'not_permitted',
  not_found: 'not_found',
  wrong_method: 'not_supported',
  conflict: 'conflict',
  stale: 'conflict',
  too_large: 'bad_request',
  unsupported: 'bad_request',
  invalid: 'field_format',
  precondition_missing: 'bad_request',
  too_many: 'too_many',
  // The partner then sends the call again, which is safe because once means once.
  busy: 'timeout',
}

const caseOfCode: Partial<Record<ProblemCode, SnapCase>> = {
  token_invalid: 'token_invalid',
  field_missing: 'field_missing',
  external_id_reused: 'conflict',
  event_differs: 'inconsistent',
}

/** A refusal in SNAP's form. It has room for one problem, so it names only the path of the first one. */
export function makeSnapRefusal({ kind, problems }: Pick<AppError, 'kind' | 'problems'>, service: string): SnapReply {
  const [first] = problems
  return makeSnapReply((first && caseOfCode[first.code]) ?? caseOfKind[kind], service, writePath(first))
}

const writePath = (problem: Problem | undefined): string => (problem?.path ?? []).join('.')

/** The answer to a request for an access token. In the standard, `expiresIn` is text. */
export const makeSnapTokenReply = (accessToken: string, validSeconds: number) => {
  const { status, body } = makeSnapReply('successful', '73')
  return { status, body: { ...body, accessToken, tokenType: 'Bearer', expiresIn: String(validSeconds) } }
}
