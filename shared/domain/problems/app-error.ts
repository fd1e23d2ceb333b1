import type { ProblemCode } from './problem-texts.ts'

/** The kind of a refusal. Each interface maps it to its own status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'wrong_method'
  | 'conflict'
  | 'stale'
  | 'too_large'
  | 'unsupported'
  | 'invalid'
  | 'precondition_missing'
  | 'too_many'
  | 'busy'

export type Params = Record<string, string | number | boolean>

/** One thing that is wrong: a stable code, its path in the input, and values for its sentence. */
export type Problem = { code: ProblemCode; path?: (string | number)[]; params?: Params }

/**
 * An expected refusal. It gives the caller every problem at once. Codes become sentences in `problem-texts.ts`;
 * params never carry personal data.
 */
export class AppError extends Error {
  override name = 'AppError'
  readonly kind: ErrorKind
  readonly problems: Problem[]

  constructor(kind: ErrorKind, problems: Problem[]) {
    super(`${kind}: ${problems.map(({ code }) => code).join(', ')}`)
    this.kind = kind
    this.problems = problems
  }
}

const refusal =
  (kind: ErrorKind) =>
  (code: ProblemCode, params?: Params, path?: (string | number)[]): AppError =>
    new AppError(kind, [{ code, ...(params && { params }), ...(path && { path }) }])

export const conflict = refusal('conflict')
export const invalid = refusal('invalid')
export const malformed = refusal('malformed')
export const stale = refusal('stale')
export const forbidden = refusal('forbidden')
export const busy = refusal('busy')
export const unauthenticated = refusal('unauthenticated')
export const preconditionMissing = refusal('precondition_missing')

/** "Not yours" and "not there" answer alike, so neither says what was looked for. */
export const notFound = (): AppError => new AppError('not_found', [{ code: 'not_found' }])

/** Throws one `invalid` refusal with all problems. Does nothing when there are none. */
export function refuseAll(problems: Problem[]): void {
  if (problems.length > 0) throw new AppError('invalid', problems)
}
