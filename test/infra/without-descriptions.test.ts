import { expect, test } from 'vitest'
import { withoutDescriptions } from '../../infra/without-descriptions.ts'

const source = `const Size = z.int().min(1).describe('How much').optional()
const Whose = z.string().describe(
  'Whose it is; ' +
    'nobody is ""',
)
const told = z.enum(words).describe(texts.told)
const route = { path: '/x', summary: 'A thing', tags: ['Things'] }
const other = { summary: texts.summary, described: describe('it') }
const answer = [json(Size, 'The size'), jsonWithVersion(Size, texts.size), JSON.json(Size, 'x')]`

test('only constant descriptions are removed, and line numbers stay', () => {
  expect(withoutDescriptions('functions/api/x.ts', source)).toBe(`const Size = z.int().min(1).optional()
const Whose = z.string()



const told = z.enum(words).describe(texts.told)
const route = { path: '/x',  tags: ['Things'] }
const other = { summary: texts.summary, described: describe('it') }
const answer = [json(Size), jsonWithVersion(Size, texts.size), JSON.json(Size, 'x')]`)
})

test('tags are removed from routes of the API', () => {
  const route = "const route = { path: '/x', tags: ['Things'], answer }"
  expect(
    withoutDescriptions(
      'functions/api/routes/x.ts',
      `summary: ''\n${route}`.replace("summary: ''", "const s = { summary: '' }"),
    ),
  ).toBe("const s = {  }\nconst route = { path: '/x',  answer }")
})

test('a summary outside of routes stays', () => {
  const view = "const page = { summary: 'What a reader sees' }"
  expect(withoutDescriptions('shared/domain/x.ts', view)).toBe(view)
})

test('names of schemas are removed', () => {
  const schema = "const Page = z.object({ items: z.array(Item.meta({ id: 'Item' })) }).meta({ id: 'Page' })"
  for (const path of ['functions/api/routes/x.ts', 'shared/domain/x.ts'])
    expect(withoutDescriptions(path, schema)).toBe('const Page = z.object({ items: z.array(Item) })')
})
