import { execFile, spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import type { listen } from '../../infra/local/listen.ts'
import type { SnapProfile } from '../../shared/domain/signing/snap-profile.ts'
import { scratchDirectory } from './scratch-directory.ts'
import type { testPartners } from './test-partners.ts'
import { isMissing } from './tools.ts'

const run = promisify(execFile)
const samples = fileURLToPath(new URL('../../functions/webhooks/samples/', import.meta.url))

const programs: Record<string, string[]> = {
  ...{ mjs: [process.execPath], php: ['php'], py: ['python3'], sh: ['sh'], java: ['java'], go: ['go', 'run'] },
}

/** Programs that start at once; the others are compiled first. */
export const usualPrograms = ['mjs', 'php', 'py', 'sh']
export const compiledPrograms = ['java', 'go']

/** Compilers are large, so the deep run uses only installed ones. */
const compilers: Record<string, [command: string, version: string]> = {
  ...{ java: ['javac', '-version'], go: ['go', 'version'] },
}

export function isProgramMissing(extension: string): boolean {
  const compiler = compilers[extension]
  if (!compiler) return extension !== 'sh' && isMissing(programs[extension]?.[0] ?? '')
  return spawnSync(compiler[0], [compiler[1]]).status !== 0
}

type Connected = {
  partners: Awaited<ReturnType<typeof testPartners>>
  server: Awaited<ReturnType<typeof listen>>
}

async function runSample({ partners }: Connected, file: string, env: Record<string, string>): Promise<string> {
  // Programs use the machine's clock.
  partners.deps.clock.set(new Date().toISOString())
  const [command = '', ...first] = programs[path.extname(file).slice(1)] ?? []
  return (await run(command, [...first, path.join(samples, file)], { env: { ...process.env, ...env } })).stdout
}

/** Runs a sample of Standard Webhooks with its secret, and with another. */
export async function expectWebhookSample(connected: Connected, extension: string): Promise<void> {
  const { partners, server } = connected
  const { code, secret } = await partners.fintech(`sample-${extension}`)
  const url = `${server.endpoint}/hooks/${code}`
  const output = await runSample(connected, `webhook.${extension}`, { URL: url, SECRET: secret })
  expect(output).toMatch(/200/)
  expect(output).toMatch(/"receipt":"rct_/)
  const wrong = await runSample(connected, `webhook.${extension}`, { URL: url, SECRET: `whsec_${'A'.repeat(43)}=` })
  expect(wrong).toMatch(/401/)
}

/** Runs a sample of SNAP in these settings. */
export async function expectSnapSample(
  connected: Connected,
  extension: string,
  settings: Partial<SnapProfile> = {},
): Promise<void> {
  const { partners, server } = connected
  partners.deps.clock.set(new Date().toISOString())
  const variant = `${settings.mode === 'rsa' ? 'rsa' : 'hmac'}-${settings.encoding ?? 'usual'}`
  const { code, secret, profile, privateKey } = await partners.bank(
    `snap-${extension}-${variant.replaceAll('_', '-')}x`,
    settings,
  )
  const key = path.join(await scratchDirectory(), 'private.pem')
  await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  const output = await runSample(connected, `snap.${extension}`, {
    ...{ BASE: `${server.endpoint}/snap/${code}`, SIGNED_PATH: profile.publicPath, SECRET: secret, KEY: key },
    ...{ CLIENT_KEY: profile.clientKey, MODE: profile.mode, ENCODING: profile.encoding },
  })
  expect(output).toMatch(/2008800.*Successful/)
}
