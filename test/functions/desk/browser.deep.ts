import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type Desk, measureOverflow, startOfficerDesk } from '../../support/desk-browser.ts'
import { isMissing } from '../../support/tools.ts'
import { newNik } from '../../support/world.ts'

/** The width of the screen, and whether script runs. */
const looks: [width: number, hasScript: boolean][] = [
  [1280, true],
  [360, false],
  [360, true],
  [1280, false],
]

describe.skipIf(isMissing(chromiumPath))('an officer in a browser', () => {
  let desk: Desk

  beforeAll(async () => {
    ;[, desk] = await startOfficerDesk()
  })
  afterAll(() => desk.stop())

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
      const page = await desk.openPage({ viewport: { width, height: 800 }, javaScriptEnabled })
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
      if (javaScriptEnabled) {
        // The page before was the answer to the first, wrong form.
        await page.goBack()
        expect(await page.locator('h1').innerText()).toBe('Daftarkan anggota')
        await page.goForward()
      }

      await page.getByRole('link', { name: 'Catat P2' }).focus()
      await page.keyboard.press('Enter')
      await page.waitForURL('**/stages?stage=P2')
      await press(page, 'Catat')
      await page.waitForURL('**?done=recorded')
      expect(await page.locator('.steps .held').count()).toBe(2)
      if (javaScriptEnabled) expect(await measureOverflow(page)).toBe(0)
      await press(page, 'Keluar')
      await page.waitForURL('**/signed-out')
      await page.goto('/')
      expect(page.url()).toContain('/sign-in')
    },
  )
})
