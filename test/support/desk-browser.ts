import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { wholeDeskApp } from '../../functions/desk/whole-app.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { startTokenIssuer } from '../../infra/local/token-issuer.ts'
import type { SignInPerson } from '../../infra/local/user-pool.ts'
import { invitedPeople } from '../../shared/data/invited-people.ts'
import { readTogether } from '../../shared/data/read-together.ts'
import { sessions } from '../../shared/data/sessions.ts'
import { tableNamed } from '../../shared/data/table.ts'
import type { Job } from '../../shared/domain/jobs/job.ts'
import { signInService } from '../../shared/gateways/sign-in.ts'
import { tokens } from '../../shared/gateways/tokens.ts'
import { fakeAccounts } from './fake-accounts.ts'
import type { TestDeps } from './test-deps.ts'
import { makeWorld, type World } from './world.ts'

export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'

export type Desk = Awaited<ReturnType<typeof startDesk>>

/** Serves the desk and a sign-in service over HTTP to a browser. `jobs` collects the jobs that the desk starts. */
export async function startDesk(deps: TestDeps, people: SignInPerson[]) {
  const clientId = 'capaian'
  const [port, issuerPort] = [await findFreePort(18_900), await findFreePort(18_300)]
  const deskUrl = `http://127.0.0.1:${port}`
  const issuer = await startTokenIssuer({ port: issuerPort, clientId, people, now: deps.now })
  const service = { issuer: issuer.issuer, clientId, now: deps.now }
  const jobs: Job[] = []
  let secrets = 0
  const app = wholeDeskApp({
    ...deps,
    metrics: () => {},
    jobs: { start: async (job) => void jobs.push(job) },
    tokens: tokens(service),
    sessions: sessions(tableNamed(deps.tableName), deps.keyring),
    readTogether,
    people: invitedPeople(tableNamed(deps.tableName), deps.keyring),
    accounts: fakeAccounts(),
    signIn: signInService({
      ...service,
      callbackUrl: `${deskUrl}/sign-in/back`,
      signedOutUrl: `${deskUrl}/signed-out`,
    }),
    deskUrl,
    newSecret: () => `secret-of-this-test-and-no-other-one-${++secrets}-0123456789`,
  })
  const server = await listen(app, port)
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] })

  return {
    endpoint: server.endpoint,
    jobs,
    /** Opens a page in a new browser profile that stays open. */
    async openLastingPage(options: BrowserContextOptions): Promise<Page> {
      const context = await browser.newContext({ baseURL: server.endpoint, reducedMotion: 'reduce', ...options })
      return context.newPage()
    },
    /** Opens a page in a new browser profile. The test fails if the page reports an error on its console. */
    async openPage(options: BrowserContextOptions): Promise<Page> {
      const context = await browser.newContext({ baseURL: server.endpoint, reducedMotion: 'reduce', ...options })
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text())
      })
      onTestFinished(async () => {
        await context.close()
        expect(complaints).toEqual([])
      })
      return page
    },
    async stop(): Promise<void> {
      await browser.close()
      await Promise.all([server.stop(), issuer.stop()])
    },
  }
}

/** Serves a desk on which Siti can sign in, an officer of one kecamatan. */
export async function startOfficerDesk(): Promise<[world: World, desk: Desk]> {
  const world = await makeWorld()
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  return [world, await startDesk(world.deps, [{ subject: 'siti', note: 'Kecamatan Gambir' }])]
}

/** How many pixels a page is wider than its window. Needs script. */
export const measureOverflow = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
