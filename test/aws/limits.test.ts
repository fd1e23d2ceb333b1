import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { limits } from './limits.ts'

test.each(limits)('$what: a test of the templates covers it', ({ file, test: title }) => {
  const source = readFileSync(path.join(import.meta.dirname, '../..', file), 'utf8')
  expect(source).toContain(`('${title}', `)
})
