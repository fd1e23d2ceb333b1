import type * as z from 'zod'
import type { Problem } from '../../shared/domain/app-error.ts'
import { type ProblemCode, problemTexts } from '../../shared/domain/problem-texts.ts'

/** The problems that a schema found, under our stable codes: all of them, with their paths. */
export const problemsOf = ({ issues }: Pick<z.ZodError, 'issues'>): Problem[] => issues.flatMap(problemOf)

type Issue = z.ZodError['issues'][number]

function problemOf(issue: Issue): Problem | Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  const own = ownCode(issue)
  if (own) return { code: own, path }
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && isMissing(issue)
        ? { code: 'field_missing', path }
        : { code: 'value_type', path, params: { expected: issue.expected } }
    case 'too_small':
      return { code: 'value_small', path, params: { minimum: Number(issue.minimum) } }
    case 'too_big':
      return { code: 'value_large', path, params: { maximum: Number(issue.maximum) } }
    case 'invalid_format':
      return { code: 'value_format', path, params: { format: issue.format } }
    case 'invalid_value':
      return { code: 'value_choice', path, params: { allowed: issue.values.map(String).join(', ') } }
    case 'unrecognized_keys':
      return { code: 'field_unknown', path, params: { fields: issue.keys.slice(0, 20).join(', ').slice(0, 200) } }
    case 'invalid_union':
      return issue.errors[0]?.flatMap((nested) => problemOf({ ...nested, path: [...issue.path, ...nested.path] })) ?? []
    default:
      return { code: 'value_invalid', path }
  }
}

/** zod says "received undefined" for a missing field; the input itself is not kept. */
const isMissing = ({ message }: Issue): boolean => message.endsWith('received undefined')

function ownCode(issue: Issue): ProblemCode | undefined {
  if (issue.code !== 'custom') return undefined
  const code: unknown = issue.params?.code
  return isProblemCode(code) ? code : undefined
}

const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(problemTexts, code)
