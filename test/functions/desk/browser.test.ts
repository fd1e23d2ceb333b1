import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { deskApp } from '../../../functions/desk/app.ts'
import { freePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { startTokenIssuer } from '../../../infra/local/token-issuer.ts'
import { sessions } from '../../../shared/data/sessions.ts'
import { tableNamed } from '../../../shared/data/table.ts'
import { signIn } from '../../../shared/gateways/sign-in.ts'
import { tokens } from '../../../shared/gateways/tokens.ts'
import { isMissing } from '../../support/tools.ts'
import { makeWorld, newNik, type World } from '../../support/world.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
/** The tags of axe-core's rules for level AA of every version. */
const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The width of the screen, and whether script runs. The deep run takes every combination. */
const looks: [width: number, hasScript: boolean][] = [
  [1280, true],
  [360, false],
  ...(process.env.DEEP === '1'
    ? ([
        [360, true],
        [1280, false],
      ] satisfies [number, boolean][])
    : []),
]

describe.skipIf(isMissing(executablePath))('an officer in a browser', () => {
  let world: World
  let browser: Browser
  let issuer: Awaited<ReturnType<typeof startTokenIssuer>>
  let server: Awaited<ReturnType<typeof listen>>

  beforeAll(async () => {
    world = await makeWorld()
    await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
    const { deps } = world
    const clientId = 'capaian'
    const [port, issuerPort] = [await freePort(18_900), await freePort(18_300)]
    const deskUrl = `http://127.0.0.1:${port}`
    const people = [{ subject: 'siti', note: 'Kecamatan Gambir' }]
    issuer = await startTokenIssuer({ port: issuerPort, clientId, people, now: deps.now })
    const service = { issuer: issuer.issuer, clientId, now: deps.now }
    let secrets = 0
    const app = deskApp({
      ...deps,
      tokens: tokens(service),
      sessions: sessions(tableNamed(deps.tableName), deps.keyring),
      signIn: signIn({ ...service, callbackUrl: `${deskUrl}/sign-in/back`, signedOutUrl: `${deskUrl}/signed-out` }),
      deskUrl,
      newSecret: () => `secret-of-this-test-and-no-other-one-${++secrets}-0123456789`,
    })
    server = await listen(app, port)
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all([server.stop(), issuer.stop()])
  })

  async function opened(options: BrowserContextOptions): Promise<Page> {
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
  }

  /** Focuses a field by its label, and types by the keyboard. */
  const type = async (page: Page, label: string, text: string) => {
    await page.getByLabel(label).first().focus()
    await page.keyboard.type(text)
  }
  const press = async (page: Page, name: string) => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
  }

  test.each(looks)(
    'at %i pixels, script %s: signs in, registers, records a stage and signs out, by the keyboard',
    async (width, javaScriptEnabled) => {
      const page = await opened({ viewport: { width, height: 800 }, javaScriptEnabled })
      await page.goto('/members/new')
      await page.getByRole('link', { name: 'Masuk', exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: /siti/ }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/members/new')

      await press(page, 'Daftarkan')
      await expect.poll(() => page.getByRole('alert').first().innerText()).toContain('Nama lengkap: Wajib diisi.')
      await type(page, 'Nama lengkap', 'Budi Santoso')
      await type(page, 'NIK', newNik())
      await page.getByLabel('Laki-laki').focus()
      await page.keyboard.press('Space')
      await page.getByLabel('Pemula').focus()
      await page.keyboard.press('Space')
      await page.getByLabel('Kelurahan tempat tinggal').selectOption({ index: 1 })
      await page.getByLabel('Perangkat daerah').selectOption('PPAPP')
      await press(page, 'Daftarkan')
      await page.waitForURL('**?done=registered')
      expect(await page.locator('h1').innerText()).toBe('Budi Santoso')

      await page.getByRole('link', { name: 'Catat P2' }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/stages?stage=P2')
      await press(page, 'Catat')
      await page.waitForURL('**?done=recorded')
      expect(await page.locator('.steps .held').count()).toBe(2)
      const wider = javaScriptEnabled
        ? await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        : 0
      expect(wider).toBe(0)
      await press(page, 'Keluar')
      await page.waitForURL('**/signed-out')
      await page.goto('/')
      expect(page.url()).toContain('/sign-in')
    },
  )

  test.each([
    ['light', 1280],
    ['dark', 360],
  ] as const)(
    'axe finds nothing in %s at %i pixels, and nothing is wider than the screen',
    async (colorScheme, width) => {
      const page = await opened({ colorScheme, viewport: { width, height: 900 }, bypassCSP: true })
      await page.goto('/sign-in/start')
      await page.getByRole('link', { name: /siti/ }).click()
      await page.waitForURL(`${server.endpoint}/`)
      const id = await world.addTrained()
      for (const path of [
        '/',
        '/members/new',
        '/members',
        `/members/${id}`,
        `/members/${id}/correction`,
        '/worklist',
        '/classes',
        '/imports',
        '/exports',
        '/obstacles',
        '/account',
      ]) {
        await page.goto(path)
        await page.evaluate(axe.source)
        const found =
          await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(aa)}, resultTypes: ['violations'] }).then(
        ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`)
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        expect([path, found, wider]).toEqual([path, [], 0])
        expect((await page.content()).length).toBeLessThan(60_000)
      }
    },
  )
})
