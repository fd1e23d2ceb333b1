import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Parser, Store } from 'n3'
import Validator from 'rdf-validate-shacl'
import { expect, test } from 'vitest'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { pagesOf } from '../../support/pages-of.ts'
import { hasPythonTools, installPythonTools } from '../../support/python-environment.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const minutes = 60_000
const own = (name: string) => path.join(import.meta.dirname, 'open-data', name)
const { app } = pagesOf(publishedIssues(jakpreneur))
const text = async (address: string) => (await app.request(address)).text()
const readGraph = (turtle: string) => new Store(new Parser().parse(turtle))

const shapes = new Validator(readGraph(readFileSync(own('shapes.ttl'), 'utf8')))

test('the catalogue fits its shapes, and no longer does without a title or a licence', async () => {
  const turtle = await text('/catalog.ttl')
  const report = await shapes.validate(readGraph(turtle))
  expect(report.results.map(({ path: at, focusNode }) => `${focusNode?.value} ${at}`)).toEqual([])
  for (const property of ['dct:title', 'dct:rights', 'dcat:downloadURL', 'dct:temporal']) {
    const broken = turtle.replaceAll(`  ${property} `, '  dct:subject ')
    expect([property, (await shapes.validate(readGraph(broken))).conforms]).toEqual([property, false])
  }
})

const tools = {
  name: 'open-data',
  requirements: own('requirements.txt'),
  module: 'ckanext.dcat.processors, csvw, feedparser',
}

test.skipIf(process.env.TOOLS !== 'all' && !(await hasPythonTools(tools)))(
  'portals, CSVW readers and feed readers understand what is published',
  { timeout: 10 * minutes },
  async () => {
    const directory = await scratchDirectory()
    for (const address of [
      '/catalog.ttl',
      '/catalog.jsonld',
      '/feed.xml',
      '/data/capaian.csv',
      '/data/capaian.csv-metadata.json',
    ])
      writeFileSync(path.join(directory, path.basename(address)), await text(address))
    const python = await installPythonTools(tools)
    const found = JSON.parse(execFileSync(python, [own('read.py'), directory], { encoding: 'utf8' }))
    expect(found).toMatchObject({
      same: true,
      valid: true,
      warnings: [],
      first: ['2020-10', '31', '191344'],
      feed: [false, 12, 'Jakpreneur, November 2021, terbitan 1'],
    })
    expect(found.rows).toBe(14 * (1 + 6 + 44 + 6 + 3 + 2) * 8)
    // All months together, and each month by itself.
    expect(found.datasets).toHaveLength(1 + 14)
    const types = ['text/csv', 'application/json']
    for (const type of types) expect(JSON.stringify(found.datasets[0].resources)).toContain(type)
  },
)
