import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { installPythonTools } from '../support/python-environment.ts'
import { scratchDirectory } from '../support/scratch-directory.ts'
import { makeWorld } from '../support/world.ts'
import { documentWithExamples } from './example-document.ts'

// The fuzz by somebody else's reading of the document: every edge of every schema and parameter, wrong methods and types, over
// HTTP, from requests that are right. `fuzz.deep.ts` goes deeper into the rules: it knows which areas, months and members there are.

const minutes = 60_000
const requirements = path.join(import.meta.dirname, 'schemathesis/requirements.txt')

/** What must hold for every answer, whatever was sent. */
const checks = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]
/** Random requests to each operation, beside those at the edges of its schemas, which are about 8,000 in all. */
const examples = 90
const leastRequests = 20_000
/** The same requests every time; FUZZ_SEED tries others. */
const seed = process.env.FUZZ_SEED ?? '1'

test.skipIf(process.env.TOOLS !== 'all')(
  'whatever schemathesis makes of the document is answered as the document says',
  { timeout: 60 * minutes },
  async () => {
    const python = await installPythonTools({ name: 'schemathesis', requirements, module: 'schemathesis' })
    const world = await makeWorld()
    const folder = await scratchDirectory()
    await writeFile(path.join(folder, 'openapi.json'), await documentWithExamples(world))
    world.deps.clock.set('2021-12-10T05:00:00.000Z')
    let requests = 0
    const fetch = (request: Request) => {
      requests += 1
      return world.app.fetch(request)
    }
    const { endpoint, stop } = await listen({ fetch }, await findFreePort(0))
    onTestFinished(stop)
    const options = {
      '--url': endpoint,
      '--header': 'Authorization: Bearer admin',
      '--checks': checks.join(','),
      '--phases': 'examples,coverage,fuzzing',
      '--max-examples': `${examples}`,
      '--seed': seed,
      '--workers': '2',
      '--suppress-health-check': 'all',
      '--generation-database': 'none',
      '--warnings': 'off',
    }
    const args = ['run', 'openapi.json', '--continue-on-failure', '--no-shrink', ...Object.entries(options).flat()]
    const findings = await promisify(execFile)(path.join(path.dirname(python), 'schemathesis'), args, {
      cwd: folder,
      maxBuffer: 100_000_000,
    }).then(
      () => '',
      ({ stdout = '', stderr = '' }) => `${stdout}${stderr}`,
    )
    expect(findings).toBe('')
    expect(requests).toBeGreaterThan(leastRequests)
  },
)
