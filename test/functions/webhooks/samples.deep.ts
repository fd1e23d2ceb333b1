import { afterAll, beforeAll, describe, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import {
  compiledPrograms,
  expectSnapSample,
  expectWebhookSample,
  isProgramMissing,
  usualPrograms,
} from '../../support/sample-programs.ts'
import { testPartners } from '../../support/test-partners.ts'

let partners: Awaited<ReturnType<typeof testPartners>>
let server: Awaited<ReturnType<typeof listen>>

beforeAll(async () => {
  partners = await testPartners()
  server = await listen(partners.app, await findFreePort(18_800))
})
afterAll(() => server.stop())

const connect = () => ({ partners, server })
const minutes = { timeout: 300_000 }

describe.each(compiledPrograms)('the sample in %s', (extension) => {
  test.skipIf(isProgramMissing(extension))('signs a test event by Standard Webhooks', minutes, () =>
    expectWebhookSample(connect(), extension),
  )
})

describe.each([...usualPrograms, ...compiledPrograms])('the sample in %s', (extension) => {
  test.skipIf(isProgramMissing(extension)).each([
    { mode: 'hmac_with_token', encoding: 'base64' },
    { mode: 'rsa', encoding: 'hex' },
  ] as const)('signs a test event by SNAP: $mode in $encoding', minutes, (settings) =>
    expectSnapSample(connect(), extension, settings),
  )
})
