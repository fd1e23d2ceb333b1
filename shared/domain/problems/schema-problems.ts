import type * as z from 'zod'
import { monthPattern } from '../calendar.ts'
import type { Problem } from './app-error.ts'
import { type ProblemCode, problemTexts } from './problem-texts.ts'

/** Turns everything that a schema found in an input into problems with our stable codes and paths. */
export const listSchemaProblems = ({ issues }: Pick<z.ZodError, 'issues'>, input: unknown): Problem[] =>
  issues.flatMap((issue) => toProblem(issue, input))

type Issue = z.ZodError['issues'][number]

function toProblem(issue: Issue, input: unknown): Problem | Problem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))
  const ownCode = findOwnCode(issue)
  if (ownCode) return { code: ownCode, path }
  if (path.length > 0 && isMissing(input, path)) return { code: 'field_missing', path }
  switch (issue.code) {
    case 'invalid_type':
      return { code: 'value_type', path, params: { expected: issue.expected } }
    case 'too_small':
      return { code: 'value_small', path, params: { minimum: Number(issue.minimum) } }
    case 'too_big':
      return { code: 'value_large', path, params: { maximum: Number(issue.maximum) } }
    case 'invalid_format':
      return { code: 'value_format', path, params: describeForm(issue) }
    case 'invalid_value':
      return { code: 'value_choice', path, params: { allowed: issue.values.map(String).join(', ') } }
    case 'unrecognized_keys':
      return { code: 'field_unknown', path, params: { fields: issue.keys.slice(0, 20).join(', ').slice(0, 200) } }
    case 'invalid_union':
      // The field that names the branch has an unknown value.
      if (issue.errors.length === 0) return { code: 'value_choice', path, params: { allowed: listKinds(issue) } }
      return pickLikeliestBranch(issue.errors).flatMap((nested) =>
        toProblem({ ...nested, path: [...issue.path, ...nested.path] }, input),
      )
    case 'invalid_key':
      return issue.issues.flatMap((nested) => toProblem({ ...nested, path: issue.path }, input))
    default:
      return { code: 'value_invalid', path }
  }
}

const forms = new Map([
  ['date', { format: 'YYYY-MM-DD', example: '2021-10-27' }],
  ['datetime', { format: 'YYYY-MM-DDThh:mm:ss.sssZ', example: '2021-10-27T05:00:00.000Z' }],
  [String(monthPattern), { format: 'YYYY-MM', example: '2021-10' }],
  ['url', { format: 'url', example: 'https://example.id' }],
])

/** The right form with an example. A schema with its own pattern gives the example (`like`). */
function describeForm({ format, pattern = '', message }: Extract<Issue, { code: 'invalid_format' }>) {
  const form = forms.get(format) ?? forms.get(pattern)
  // Without an example, zod writes its own message.
  return form ?? { format, example: message.startsWith('Invalid') ? format : message }
}

const listKinds = (issue: Extract<Issue, { code: 'invalid_union' }>): string =>
  ('options' in issue ? (issue.options ?? []) : []).map(String).join(', ')

/** The union branch with the fewest problems; a branch for another type comes last. */
const pickLikeliestBranch = (choices: Issue[][]): Issue[] =>
  choices.toSorted((a, b) => Number(isForOtherType(a)) - Number(isForOtherType(b)) || a.length - b.length)[0] ?? []

const isForOtherType = (issues: Issue[]): boolean =>
  issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)

/** Whether the input has no value at a path. Only own fields count: every object has a `constructor`. */
function isMissing(input: unknown, path: (string | number)[]): boolean {
  let found = input
  for (const part of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return true
    found = Object.getOwnPropertyDescriptor(found, part)?.value
  }
  return found === undefined
}

function findOwnCode(issue: Issue): ProblemCode | undefined {
  if (issue.code !== 'custom') return undefined
  const code: unknown = issue.params?.code
  return isProblemCode(code) ? code : undefined
}

const isProblemCode = (code: unknown): code is ProblemCode =>
  typeof code === 'string' && Object.hasOwn(problemTexts, code)
