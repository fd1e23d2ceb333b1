import { execFile } from 'node:child_process'
import { cp, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiApp } from '../../functions/api/app.ts'
import { writeApiDocument } from '../../infra/api-document.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { localReference } from '../../infra/local/reference.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import { tokens } from '../../shared/gateways/tokens.ts'
import { installPythonTools } from '../support/python-environment.ts'
import { scratchDirectory } from '../support/scratch-directory.ts'
import { makeWorld } from '../support/world.ts'

const minutes = 60_000
const clientId = 'capaian'
const own = (...names: string[]) => path.join(import.meta.dirname, 'clients', ...names)

/** Runs a program in the folder of a client. Returns what it prints. */
type Run = (command: string, ...args: string[]) => Promise<string>

/** How each language makes a client of `openapi.json` and compiles it. The last step calls the API. */
const languages: Record<string, (run: Run) => Promise<string>> = {
  async go(run) {
    await run('go', 'tool', 'oapi-codegen', '-config', 'config.yaml', 'openapi.json')
    await run('go', 'vet', './...')
    return run('go', 'run', '.')
  },
  async python(run) {
    const requirements = own('python', 'requirements.txt')
    const python = await installPythonTools({ name: 'clients', requirements, module: 'openapi_python_client' })
    const generator = path.join(path.dirname(python), 'openapi-python-client')
    const generatorArgs = [
      '--path',
      'openapi.json',
      '--config',
      'config.yaml',
      '--meta',
      'none',
      '--output-path',
      'capaian',
    ]
    // A warning is an operation that the client would lack.
    await run(generator, 'generate', '--fail-on-warning', ...generatorArgs)
    await run(python, '-m', 'compileall', '-q', 'capaian')
    return run(python, 'calls.py')
  },
  async typescript(run) {
    await run('npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline')
    await run('node_modules/.bin/openapi-typescript', 'openapi.json', '--output', 'api.d.ts')
    await run('node_modules/.bin/tsc', '--project', '.')
    return run(process.execPath, 'calls.ts')
  },
}

describe.skipIf(process.env.TOOLS !== 'all')('a client generated of the document', () => {
  let environment: NodeJS.ProcessEnv

  beforeAll(async () => {
    const { deps, grant } = await makeWorld()
    const issuer = await startTokenIssuer({ port: await findFreePort(0), clientId, now: deps.now })
    const real = { ...deps, tokens: tokens({ issuer: issuer.issuer, clientId, now: deps.now }) }
    const { endpoint, stop } = await listen(apiApp(real, localReference), await findFreePort(0))
    await grant({ subject: 'integrator', role: 'admin' })
    const token = await issuer.token({ subject: 'integrator', expiresInSeconds: 3600 })
    // An older Go fetches the one that go.mod names, as a module.
    environment = { ...process.env, API: endpoint, TOKEN: token, GOTOOLCHAIN: 'auto' }
    return () => Promise.all([stop(), issuer.stop()])
  })

  test.each(Object.keys(languages))('compiles in %s and calls the API', { timeout: 10 * minutes }, async (language) => {
    const folder = await scratchDirectory()
    await cp(own(language), folder, { recursive: true })
    await writeFile(path.join(folder, 'openapi.json'), writeApiDocument())
    const run: Run = async (command, ...args) => {
      const runOptions = { cwd: folder, env: environment, maxBuffer: 10_000_000 }
      return (await promisify(execFile)(command, args, runOptions)).stdout
    }
    const answers = JSON.parse((await languages[language]?.(run)) ?? '')
    expect(answers).toEqual({
      withoutToken: 401,
      registered: expect.stringMatching(/^[0-9A-Z]{8}$/),
      found: answers.registered,
      listed: expect.arrayContaining([answers.registered]),
      refused: ['nik_digits', '/person/nik', expect.stringContaining('16 digit')],
      registrants: answers.listed.length,
    })
  })
})
