import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { writeApiDocument } from '../infra/api-document.ts'
import { writeClientFile } from '../infra/client-file.ts'
import { findFreePort } from '../infra/local/free-port.ts'
import { runImport } from '../infra/local/job-machine.ts'
import { listen } from '../infra/local/listen.ts'
import { dayOf, monthOfDay } from '../shared/domain/calendar.ts'
import { fewAreas } from './support/few-areas.ts'
import { scratchDirectory } from './support/scratch-directory.ts'
import { testApi } from './support/test-api.ts'

const run = promisify(execFile)
const root = path.join(import.meta.dirname, '..')
const today = dayOf(new Date(), fewAreas.zone)

/** The variables that the examples expect from a page, and the file to import. */
const page = `
const session = { accessToken: 'admin' }
const show = (...parts: unknown[]) => console.log(parts.join(' '))
const file = new Blob(['name,nik,category,area,agency,P1\\nTini,9971015503900003,pemula,31.71.01.1001,PPKUKM,${today}'])
`
let examples: string

beforeAll(async () => {
  const readme = await readFile(path.join(root, 'functions/api/README.md'), 'utf8')
  const blocks = [...readme.matchAll(/```ts\n([\s\S]+?)```/g)].map(([, block = '']) => block)
  expect(blocks.length).toBeGreaterThan(6)
  for (const block of blocks) expect(block.split('\n').length).toBeLessThanOrEqual(12)
  examples = page + blocks.join('\n')
})

/** A project of a web page with the client and the README's examples. */
async function project(source: string): Promise<string> {
  const directory = await scratchDirectory()
  const add = (name: string, text: string) => writeFile(path.join(directory, name), text)
  await add('client.ts', writeClientFile(writeApiDocument()))
  await add('package.json', '{ "type": "module" }')
  await add('examples.ts', source)
  const compilerOptions = {
    ...{ target: 'es2022', module: 'esnext', moduleResolution: 'bundler', allowImportingTsExtensions: true },
    ...{ lib: ['es2022', 'dom', 'dom.iterable', 'dom.asynciterable'], types: [], strict: true, noEmit: true },
  }
  await add('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  return directory
}

test('the client and the examples are sound TypeScript for a browser', async () => {
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  const check = async (source: string) =>
    run(process.execPath, [tsc, '-p', await project(source)]).then(
      () => 'sound',
      ({ stdout }: { stdout: string }) => stdout,
    )
  expect(await check(examples)).toBe('sound')
  const mistaken = examples.replace("gender: 'female'", "gender: 'woman'").replace('ifMatch: etag, ', '')
  const found = await check(mistaken)
  expect(found).toContain("'\"woman\"' is not assignable to type 'Gender'")
  expect(found).toContain("Property 'ifMatch' is missing")
})

test('the examples run, top to bottom, and show what the README says', async () => {
  const { app, deps, grant } = await testApi({
    programme: fewAreas,
    now: new Date().toISOString(),
    firstMonth: monthOfDay(today),
  })
  await grant({ subject: 'admin', role: 'admin' })
  // The part of the state machine: it validates the import.
  const fetch = async (request: Request) => {
    const answer = await app.fetch(request)
    const importId = /(imp_\w+)\/validations$/.exec(request.url)?.[1]
    if (importId) await runImport(deps, { importId, task: 'validate' })
    return answer
  }
  const { endpoint, stop } = await listen({ fetch }, await findFreePort(0))
  onTestFinished(stop)
  const directory = await project(examples.replace('http://127.0.0.1:3000', endpoint))
  const { stdout } = await run(process.execPath, [path.join(directory, 'examples.ts')], { encoding: 'utf8' })
  const lines = stdout.split('\n')
  expect(lines.slice(0, 2)).toEqual([
    '/person/nik NIK terdiri atas 16 digit.',
    expect.stringMatching(/^\/person\/phone Nomor/),
  ])
  expect(lines[2]).toMatch(/^[0-9A-Z]{8} P2$/)
  expect(lines).toEqual(expect.arrayContaining(['P1 Pendaftaran 1 100.00', 'P2 Pelatihan 0 0.00']))
  expect(lines.at(-5)).toMatch(new RegExp(`^[0-9A-Z]{4}-[0-9A-Z]{4} Sri Wahyuni Putri ${today}$`))
  expect(lines.slice(-4)).toEqual([`${today} P1 attained`, `${today} P2 attained`, `${today} P2 reversed`, ''])
  expect((await deps.imports.all()).map(({ status }) => status)).toEqual(['applying'])
})
