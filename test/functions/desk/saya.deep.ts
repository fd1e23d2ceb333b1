import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type Desk, startDesk } from '../../support/desk-browser.ts'
import { isMissing } from '../../support/tools.ts'
import { makeWorld, newNik, type World } from '../../support/world.ts'

/** The width of the screen, and whether script runs. */
const looks: [width: number, hasScript: boolean][] = [
  [1280, true],
  [1280, false],
  [360, true],
  [360, false],
]

describe.skipIf(isMissing(chromiumPath))('a citizen in a browser', () => {
  let world: World
  let desk: Desk

  beforeAll(async () => {
    world = await makeWorld()
    const people = looks.map((_, i) => ({ subject: `warga-${i}`, note: 'seorang warga' }))
    desk = await startDesk(world.deps, people)
  })
  afterAll(() => desk.stop())

  const press = async (page: Page, name: string) => {
    await page.getByRole('button', { name, exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
  }
  const follow = async (page: Page, name: string | RegExp) => {
    await page.getByRole('link', { name }).first().focus()
    await page.keyboard.press('Enter')
    await page.waitForLoadState()
  }
  const type = async (page: Page, label: string, text: string) => {
    await page.getByLabel(label).first().focus()
    await page.keyboard.type(text)
  }
  const choose = async (page: Page, label: string) => {
    await page.getByLabel(label, { exact: true }).focus()
    await page.keyboard.press('Space')
  }

  test.each(looks)(
    'at %i pixels, script %s: registers, is verified, asks for a correction and takes a copy, by the keyboard',
    async (width, javaScriptEnabled) => {
      const who = `warga-${looks.findIndex(([w, s]) => w === width && s === javaScriptEnabled)}`
      const page = await desk.openPage({ viewport: { width, height: 800 }, javaScriptEnabled })
      await page.goto('/me')
      await follow(page, 'Masuk')
      await follow(page, new RegExp(who))
      await page.waitForURL('**/me')
      await follow(page, 'Daftar sekarang')
      await page.waitForURL('**/me/registration')
      await type(page, 'Nama lengkap', 'Budi Santoso')
      await type(page, 'NIK', newNik())
      await choose(page, 'Laki-laki')
      await choose(page, 'Pemula')
      await page.getByLabel('Kelurahan tempat tinggal').selectOption('31.71.01.1001')
      await press(page, 'Daftar')
      await page.waitForURL('**/me?done=registered_self')
      expect(await page.locator('main').innerText()).toContain('Langkah berikutnya: verifikasi')

      await world.registerVerified(who)
      await page.goto('/me')
      expect(await page.locator('.steps .held').count()).toBe(1)
      await follow(page, /Minta perbaikan/)
      await page.waitForURL('**/me/requests/new?kind=correction')
      await type(page, 'Permintaan dalam kata-kata Anda', 'Nama saya Budi Hartono')
      await press(page, 'Kirim permintaan')
      await page.waitForURL('**/me/requests?done=opened')
      expect(await page.locator('main').innerText()).toContain('Nama saya Budi Hartono')

      await follow(page, 'Salinan')
      await page.waitForURL('**/me/copy')
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /Unduh salinan/ }).click(),
      ])
      expect(download.suggestedFilename()).toBe('capaian-data-saya.json')
    },
  )
})
