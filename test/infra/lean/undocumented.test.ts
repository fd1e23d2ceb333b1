import { expect, test } from 'vitest'
import { withoutDocument } from '../../../infra/lean/undocumented.ts'

const lean = (text: string) => withoutDocument(text, 'route.ts')

test('a route keeps what is asked and loses what it says of itself', () => {
  const route = `createRoute({
    method: 'get',
    path: '/months/{month}',
    tags: ['Months'],
    summary: 'A month, { braces } and all',
    request: { params: z.object({ month: Month.describe('Such as 2021-11') }) },
    responses: { 200: json(MonthView, 'It'), ...refusals },
  })`
  expect(lean(route).replace(/\s+/g, ' ')).toBe(
    "createRoute({ method: 'get', path: '/months/{month}', request: { params: z.object({ month: Month }) }, })",
  )
})

test('a schema loses its name and its description, however it is chained', () => {
  expect(lean("z.string().min(1).describe('One').max(2).meta({ id: 'Two' }).optional()")).toBe(
    'z.string().min(1).max(2).optional()',
  )
})

test('a schema of a module may be left out by who bundles it; what is parsed inside a function stays as it is', () => {
  expect(lean('export const A = z.object({ b: z.int() })')).toBe(
    'export const A = /* @__PURE__ */ (() => z.object({ b: z.int() }))()',
  )
  expect(lean('const B = A.pick({ b: true }).array()')).toBe(
    'const B = /* @__PURE__ */ (() => A.pick({ b: true }).array())()',
  )
  const inside = 'function read(text: string) { const it = z.int().parse(text); return it }'
  expect(lean(inside)).toBe(inside)
})

test('what is called alike elsewhere stays: other calls, other fields, types', () => {
  const other = "type A = { summary: string }\nrender({ summary: 'x', tags: [] }); const describe = (x: A) => x.summary"
  expect(lean(other)).toBe(other)
})
