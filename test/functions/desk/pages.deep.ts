import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findViolations } from '../../support/axe.ts'
import { chromiumPath, type Desk, measureOverflow, startDesk } from '../../support/desk-browser.ts'
import { deskCases } from '../../support/desk-cases.ts'
import { isMissing } from '../../support/tools.ts'
import { makeWorld, type World } from '../../support/world.ts'

/** The folder for pictures of all pages, if somebody wants to look at them. */
const pictures = process.env.PICTURES

/** Colours do not depend on the width, so each width is looked at in one colour scheme. */
const screens = [
  { width: 1280, colorScheme: 'light' },
  { width: 360, colorScheme: 'dark' },
] as const

/**
 * Every page; the matrix fails if a route is missing here. Downloads and one redirect are not pages, and
 * the visitor cannot open the consent of another person.
 */
const isPage = (name: string) =>
  name.startsWith('GET ') && !/\.(csv|xlsx|json|txt)\b|\/files\/:file$|\/file$|\/rejected$|\/me\/consents\/:/.test(name)
const pages = Object.keys(deskCases).filter(isPage)

describe.skipIf(isMissing(chromiumPath)).each(screens)('every page, $colorScheme, at $width pixels', (screen) => {
  const { width, colorScheme } = screen
  let world: World
  let desk: Desk
  const persons = new Map<string, Page>()

  beforeAll(async () => {
    world = await makeWorld()
    await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
    await world.registerVerified('warga')
    await world.addTrained()
    const people = ['admin', 'siti', 'warga', 'asing'].map((subject) => ({ subject, note: 'seorang' }))
    desk = await startDesk(world.deps, people)
    if (pictures !== undefined) await mkdir(pictures, { recursive: true })
    for (const { subject } of people) {
      const page = await desk.openLastingPage({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true })
      await page.goto('/sign-in/start')
      await page.getByRole('link', { name: new RegExp(subject) }).click()
      await page.waitForURL((url) => url.origin === desk.endpoint)
      persons.set(subject, page)
    }
  }, 180_000)
  afterAll(() => desk.stop())

  async function look(who: string, address: string, name: string): Promise<void> {
    const page = persons.get(who)
    if (!page) throw new Error(`${who} has no browser`)
    const answer = await page.goto(address)
    expect([address, answer?.status(), await measureOverflow(page)]).toEqual([address, 200, 0])
    if (pictures !== undefined) {
      const file = `${who} ${name.replaceAll(/[/:?&=]+/g, ' ').trim() || 'start'} ${width} ${colorScheme}.png`
      await page.screenshot({ path: path.join(pictures, file.replaceAll(' ', '-')), fullPage: true })
    }
    expect([address, await findViolations(page)]).toEqual([address, { violations: [], hasLookedAtColours: true }])
    expect((await page.content()).length).toBeLessThan(60_000)
  }

  test.each(pages)('%s', async (name) => {
    const found = deskCases[name]
    if (!found) throw new Error(`There is no ${name}`)
    const { path: address } = await found.ask(world)
    const who = found.may === 'whoever has no record' ? 'asing' : /^\/me(\/|$)/.test(address) ? 'warga' : 'admin'
    await look(who, address, name.replace('GET ', ''))
  })

  test.each(['/', '/worklist?days=0', '/figures'])('%s of an officer', async (address) => {
    await look('siti', address, address)
  })

  test.each(['/sign-in', '/signed-out', '/me'])('%s of somebody without a record', async (address) => {
    await look('asing', address, address)
  })
})
