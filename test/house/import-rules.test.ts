import { expect, test } from 'vitest'
import { findCircles, type ImportGraph, readImportGraph, readImports } from './import-graph.ts'
import { findForbiddenImports } from './import-rules.ts'

const product = readImportGraph(['functions', 'infra', 'shared'])
const everything = readImportGraph(['functions', 'infra', 'shared', 'test'])

/** A graph of one file with the given text. */
const plant = (file: string, text: string): ImportGraph => new Map([[file, readImports(file, text)]])

test('every import is one that its layer may make', () => {
  expect(findForbiddenImports(product)).toEqual([])
})

test('no file imports itself, directly or through others, not even for a type', () => {
  expect(findCircles(everything)).toEqual([])
})

test('at most twelve files lie flat in the domain', () => {
  const flat = [...product.keys()].filter((file) => /^shared\/domain\/[^/]+$/.test(file))
  expect(flat.length).toBeLessThanOrEqual(12)
})

test.each([
  ['shared/domain/acts/clock.ts', "import { jsonLog } from '../../log.ts'", 'shared/log.ts'],
  [
    'shared/domain/acts/store.ts',
    "import { GetItemCommand } from '@aws-sdk/client-dynamodb'",
    '@aws-sdk/client-dynamodb',
  ],
  ['shared/usecases/keys.ts', "import { openTable } from '../data/table.ts'", 'shared/data/table.ts'],
  [
    'shared/usecases/mail/page.ts',
    "const page = await import('../../render/report-pdf.ts')",
    'shared/render/report-pdf.ts',
  ],
  ['shared/data/late.ts', "export { post } from '../usecases/ledger/post.ts'", 'shared/usecases/ledger/post.ts'],
  ['functions/api/routes/other.ts', "import { app } from '../../pages/app.ts'", 'functions/pages/app.ts'],
  [
    'functions/api/routes/table.ts',
    "import type { Table } from '../../../shared/data/table.ts'",
    'shared/data/table.ts',
  ],
  ['shared/render/stack.ts', "import { table } from '../../infra/table.ts'", 'infra/table.ts'],
])('a forbidden import in %s is found and named', (file, text, target) => {
  const found = findForbiddenImports(plant(file, text))
  expect(found).toHaveLength(1)
  expect(found[0]).toContain(`${file} may not import ${target}`)
})

test('a use case may take a type of the data, and nothing that runs', () => {
  expect(findForbiddenImports(plant('shared/usecases/a.ts', "import type { Table } from '../data/table.ts'"))).toEqual(
    [],
  )
})

test('a route that decides is found', () => {
  const file = 'functions/api/routes/deciding.ts'
  const text = `import { permit } from '../../../shared/domain/access/policy.ts'\nimport { Grant } from '../../../shared/domain/access/grant.ts'`
  expect(findForbiddenImports(plant(file, text))).toEqual([
    `${file} may not import permit of shared/domain/access/policy.ts: rules are asked in use cases`,
  ])
})

test('a circle is found and named, types included', () => {
  const graph: ImportGraph = new Map([
    ['shared/domain/a.ts', readImports('shared/domain/a.ts', "import type { B } from './b.ts'")],
    ['shared/domain/b.ts', readImports('shared/domain/b.ts', "import { c } from './c.ts'")],
    ['shared/domain/c.ts', readImports('shared/domain/c.ts', "export { a } from './a.ts'")],
  ])
  expect(findCircles(graph)).toEqual([['shared/domain/a.ts', 'shared/domain/b.ts', 'shared/domain/c.ts']])
})
