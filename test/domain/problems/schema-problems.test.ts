import { expect, test } from 'vitest'
import * as z from 'zod'
import { Day, Instant, Month } from '../../../shared/domain/calendar.ts'
import { viewProblem } from '../../../shared/domain/problems/problem-view.ts'
import { schemaProblems } from '../../../shared/domain/problems/schema-problems.ts'

const problemOf = (schema: z.ZodType, input: unknown) =>
  schemaProblems(schema.safeParse(input).error ?? { issues: [] }, input).map(viewProblem)

test.each([
  [Month, '2026-13', 'YYYY-MM'],
  [Day, '2021-02-29', 'YYYY-MM-DD'],
  [Instant, '2021-10-27', 'YYYY-MM-DDThh:mm:ss.sssZ'],
  [z.string().regex(/^[a-z]{1,3}$/), '7', '/openapi.json'],
  [z.url(), 'here', 'url'],
])('a value of the wrong form is told the right one', (schema, input, format) => {
  expect(problemOf(schema, input)).toEqual([
    {
      code: 'value_format',
      params: { format },
      message: {
        id: `Bentuknya salah, atau tidak ada nilai seperti itu (bentuk: ${format}).`,
        en: `Wrong form, or no such value (form: ${format}).`,
      },
    },
  ])
})
