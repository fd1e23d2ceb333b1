import { execFile } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { loanEvent } from '../../support/loan-event.ts'
import { installPythonTools } from '../../support/python-environment.ts'
import { testPartners } from '../../support/test-partners.ts'
import { isMissing } from '../../support/tools.ts'

const own = (file: string) => path.join(import.meta.dirname, 'python', file)
const tools = { name: 'webhook-libraries', requirements: own('requirements.txt'), module: 'svix' }
/** The first run installs the libraries. */
const patienceMs = 300_000

let partners: Awaited<ReturnType<typeof testPartners>>
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  partners = await testPartners()
  server = await listen(partners.app, await findFreePort(18_750))
})
afterAll(() => server.stop())

/** Runs the program of a partner. Returns what it prints. */
const runProgram = (python: string, input: object): Promise<string> =>
  new Promise((resolve, reject) => {
    const program = execFile(python, [own('send.py')], (error, stdout) =>
      error ? reject(error) : resolve(stdout.trim()),
    )
    program.stdin?.end(JSON.stringify(input))
  })

test.skipIf(isMissing('python3')).each([
  ['standardwebhooks', 'webhook'],
  ['svix', 'svix'],
] as const)(
  '%s for Python connects as it is, with the headers that it is used with',
  async (library, headers) => {
    const python = await installPythonTools(tools)
    const code = `python-${library}`
    const { secret } = await partners.fintech(code, { signing: { scheme: 'standard_webhooks', headers } })
    const body = JSON.stringify(loanEvent())
    const at = partners.deps.now().toISOString().replace('Z', '+00:00')
    const asked = { library, url: `${server.endpoint}/hooks/${code}`, secret, id: 'evt-1', at, body }
    expect(await runProgram(python, asked)).toBe('200')
    expect(partners.told.filter(({ partner }) => partner === code).map(({ event }) => event.id)).toEqual(['evt-1'])
    const strangers = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    expect(await runProgram(python, { ...asked, secret: strangers })).toBe('401')
  },
  patienceMs,
)
