import { execFile } from 'node:child_process'
import { access, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import * as z from 'zod'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { mcpOf } from '../../support/mcp-of.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

const run = promisify(execFile)
const minutes = 60_000

/** It is not a dependency, because it has 111 MB, most of them for its web pages. */
const version = '2.12.0'
const folder = path.join(import.meta.dirname, '../../../node_modules/.cache/mcp-inspector', version)
const program = path.join(folder, 'node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js')

const isThere = await access(program).then(
  () => true,
  () => false,
)

async function installInspector(): Promise<void> {
  if (isThere) return
  await mkdir(folder, { recursive: true })
  await run('npm', [
    'install',
    '--prefix',
    folder,
    '--ignore-scripts',
    '--no-save',
    `@modelcontextprotocol/inspector@${version}`,
  ])
}

/** What the inspector prints of a call. It exits with an error if it finds a fault. */
async function inspect(endpoint: string, home: string, options: string[]) {
  const target = [program, '--cli', `${endpoint}/mcp`, '--transport', 'http']
  const { stdout } = await run(process.execPath, [...target, ...options], {
    env: { PATH: process.env.PATH, HOME: home },
    maxBuffer: 10_000_000,
  })
  return JSON.parse(stdout)
}

const Tools = z.object({ tools: z.array(z.object({ name: z.string() })) })

const calls: Record<string, object> = {
  list_issues: {},
  find_places: { name: 'baru' },
  get_figures: { place: 'Tanah Abang', language: 'en' },
  get_series: { stage: 'P7' },
  get_breakdown: { by: 'area_2' },
  compare_issues: { month: '2021-11', againstMonth: '2021-01' },
  get_definitions: {},
}

test.skipIf(process.env.TOOLS !== 'all' && !isThere)(
  'the inspector finds no fault in the tools, and each answers it as its schema says, in both eras of the protocol',
  { timeout: 10 * minutes },
  async () => {
    await installInspector()
    const { endpoint, stop } = await listen(mcpOf(publishedIssues(jakpreneur)).app, await findFreePort(0))
    onTestFinished(() => void stop())
    const home = await scratchDirectory()
    for (const era of ['legacy', 'modern']) {
      const ask = (method: string, ...options: string[]) =>
        inspect(endpoint, home, ['--protocol-era', era, '--method', method, ...options])
      const { tools } = Tools.parse(await ask('tools/list', '--strict'))
      expect(tools.map(({ name }) => name).toSorted()).toEqual(Object.keys(calls).toSorted())
      for (const [name, given] of Object.entries(calls)) {
        const args = ['--tool-name', name, '--tool-args-json', JSON.stringify(given)]
        const answer = await ask('tools/call', ...args)
        expect([name, answer.isError ?? false, typeof answer.structuredContent]).toEqual([name, false, 'object'])
      }
    }
  },
)
