import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { LoanEvent } from '../../../shared/domain/loan/loan-event.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'
import { testPartners } from '../../support/test-partners.ts'
import { isMissing } from '../../support/tools.ts'

const run = promisify(execFile)
const samples = fileURLToPath(new URL('../../../functions/webhooks/samples/', import.meta.url))

let partners: Awaited<ReturnType<typeof testPartners>>
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  partners = await testPartners()
  server = await listen(partners.app, await freePort(18_600))
})
afterAll(() => server.stop())

async function outputOf(command: string, file: string, env: Record<string, string>): Promise<string> {
  // Programs go by the machine's clock.
  partners.deps.clock.set(new Date().toISOString())
  return (await run(command, [path.join(samples, file)], { env: { ...process.env, ...env } })).stdout
}

const interpreters: Record<string, string> = { mjs: process.execPath, php: 'php', py: 'python3', sh: 'sh' }

describe.each(Object.entries(interpreters))('the sample in %s', (extension, command) => {
  test.skipIf(command !== 'sh' && isMissing(command))('signs a test event by Standard Webhooks', async () => {
    const { code, secret } = await partners.fintech(`sample-${extension}`)
    const url = `${server.endpoint}/hooks/${code}`
    const output = await outputOf(command, `webhook.${extension}`, { URL: url, SECRET: secret })
    expect(output).toMatch(/200/)
    expect(output).toMatch(/"receipt":"rct_/)
    const wrong = await outputOf(command, `webhook.${extension}`, { URL: url, SECRET: `whsec_${'A'.repeat(43)}=` })
    expect(wrong).toMatch(/401/)
  })
})

describe.each(['mjs', 'php', 'sh'])('the sample in %s', (extension) => {
  const command = interpreters[extension] ?? ''
  test.skipIf(command !== 'sh' && isMissing(command))('signs a test event by SNAP', async () => {
    partners.deps.clock.set(new Date().toISOString())
    const { code, secret, profile, privateKey } = await partners.bank(`snap-sample-${extension}`)
    const key = path.join(await scratchDirectory(), 'private.pem')
    await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const output = await outputOf(command, `snap.${extension}`, {
      ...{ BASE: `${server.endpoint}/snap/${code}`, SIGNED_PATH: profile.publicPath, SECRET: secret, KEY: key },
      CLIENT_KEY: profile.clientKey,
    })
    expect(output).toMatch(/2008800.*Successful/)
  })
})

test('the page shows every sample in both languages, and takes nothing from elsewhere', async () => {
  for (const [language, title] of [
    ['id', 'Menyambung dalam sepuluh menit'],
    ['en', 'Connected in ten minutes'],
  ]) {
    const answer = await partners.app.request(`/partners?lang=${language}`)
    const html = await answer.text()
    expect([answer.status, answer.headers.get('content-security-policy')]).toEqual([
      200,
      "default-src 'none'; style-src 'unsafe-inline'",
    ])
    expect(html).toContain(title)
    expect(html.match(/<details>/g)).toHaveLength(7)
    for (const [, link = ''] of html.matchAll(/href="([^"]*)"/g))
      expect([link, (await partners.app.request(link)).status]).toEqual([link, 200])
    const [, example = ''] = /<pre><code>(\{.*?\})<\/code>/s.exec(html) ?? []
    expect(LoanEvent.safeParse(JSON.parse(example.replaceAll('&quot;', '"'))).error).toBeUndefined()
  }
})

test('the schema of events takes what we take', async () => {
  const schema: unknown = await (await partners.app.request('/partners/event.schema.json')).json()
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const validate = ajv.compile(typeof schema === 'object' && schema !== null ? schema : false)
  expect([loanEvent(), testEvent()].map((event) => validate(event))).toEqual([true, true])
  expect([loanEvent({ type: 'loan.lost' }), { ...testEvent(), id: '' }].map((event) => validate(event))).toEqual([
    false,
    false,
  ])
})
