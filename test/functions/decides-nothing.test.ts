import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.join(import.meta.dirname, '../..')

test('no function asks the scope policy: what a caller may do is decided in the use cases', () => {
  const files = globSync('functions/**/*.ts', { cwd: root })
  expect(files.length).toBeGreaterThan(50)
  const deciding = files.filter((file) =>
    readFileSync(path.join(root, file), 'utf8').includes('/domain/access/policy.ts'),
  )
  expect(deciding).toEqual([])
})
