import { expect, test } from 'vitest'
import * as z from 'zod'
import { Day, Instant, Month } from '../../../shared/domain/calendar.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { viewProblem } from '../../../shared/domain/problems/problem-view.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'

const listProblems = (schema: z.ZodType, input: unknown) =>
  listSchemaProblems(schema.safeParse(input).error ?? { issues: [] }, input).map(viewProblem)

test.each([
  [Month, '2026-13', 'YYYY-MM', '2021-10'],
  [Day, '2021-02-29', 'YYYY-MM-DD', '2021-10-27'],
  [Instant, '2021-10-27', 'YYYY-MM-DDThh:mm:ss.sssZ', '2021-10-27T05:00:00.000Z'],
  [z.string().regex(/^[a-z]{1,3}$/, like('abc')), '7', 'regex', 'abc'],
  [z.url(), 'here', 'url', 'https://example.id'],
])('a value of the wrong form is refused with an example of the right one', (schema, input, format, example) => {
  expect(listProblems(schema, input)).toEqual([
    {
      code: 'value_format',
      params: { format, example },
      message: {
        id: `Bentuk nilai salah, atau nilai seperti itu tidak ada. Contoh yang benar: ${example}.`,
        en: `Wrong form, or no such value. A correct example: ${example}.`,
      },
    },
  ])
})

test.each([
  [z.string(), 7, 'teks, misalnya "Budi"', 'text, such as "Budi"'],
  [z.int(), 1.5, 'bilangan bulat, misalnya 12', 'a whole number, such as 12'],
  [z.array(z.string()), 'P1', 'larik, misalnya ["P1", "P2"]', 'a list, such as ["P1", "P2"]'],
])('a value of the wrong type is refused with the right type in words', (schema, input, id, en) => {
  expect(listProblems(schema, input)).toMatchObject([
    { code: 'value_type', message: { id: `Nilai ini harus berupa ${id}.`, en: `This value must be ${en}.` } },
  ])
})
