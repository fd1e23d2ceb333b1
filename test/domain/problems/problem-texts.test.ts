import { globSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { problemTexts, sentence } from '../../../shared/domain/problems/problem-texts.ts'

it('every code that has a sentence is raised somewhere', () => {
  // Files that name every code, such as the texts themselves and the client's types, do not count.
  const filesNamingEveryCode = ['shared/domain/problems/problem-texts.ts', 'functions/api/client-types.ts']
  const sources = globSync('{functions,infra,shared}/**/*.ts', { exclude: filesNamingEveryCode }).map((path) =>
    readFileSync(path, 'utf8'),
  )
  const raisedCodes = new Set(sources.flatMap((source) => [...source.matchAll(/'(\w+)'/g)].map(([, code]) => code)))
  expect(Object.keys(problemTexts).filter((code) => !raisedCodes.has(code))).toEqual([])
})

it('a number in a sentence has a decimal comma in Indonesian and a point in English', () => {
  const { id, en } = sentence('evidence_file_large', { limitMB: 4.5 })
  expect([id, en]).toEqual([expect.stringContaining('4,5 MB'), expect.stringContaining('4.5 MB')])
})
