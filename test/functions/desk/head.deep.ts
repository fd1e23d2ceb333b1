import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromiumPath, type Desk, startDesk } from '../../support/desk-browser.ts'
import { isMissing } from '../../support/tools.ts'
import { makeWorld, type World } from '../../support/world.ts'

/** The width of the screen, and whether script runs. */
const looks: [width: number, hasScript: boolean][] = [
  [1280, true],
  [1280, false],
  [360, true],
  [360, false],
]

describe.skipIf(isMissing(chromiumPath)).each(looks)(
  'a head in a browser at %i pixels, script %s',
  (width, javaScriptEnabled) => {
    let world: World
    let desk: Desk

    beforeAll(async () => {
      world = await makeWorld()
      await world.member({ registeredOn: '2021-11-10' })
      await world.obstacle()
      world.deps.clock.set('2021-12-06T02:00:00.000Z')
      desk = await startDesk(world.deps, [{ subject: 'admin', note: 'semua' }])
    })
    afterAll(() => desk.stop())

    async function signIn(): Promise<Page> {
      const page = await desk.openPage({ viewport: { width, height: 900 }, javaScriptEnabled })
      await page.goto('/sign-in/start')
      await page.getByRole('link', { name: /admin/ }).click()
      await page.waitForURL(`${desk.endpoint}/`)
      return page
    }
    const enter = async (page: Page) => {
      await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')])
      await page.waitForLoadState()
    }
    const press = async (page: Page, name: string) => {
      await page.getByRole('button', { name, exact: true }).focus()
      await enter(page)
    }
    const follow = async (page: Page, name: string | RegExp) => {
      await page.getByRole('link', { name }).first().focus()
      await enter(page)
    }
    const type = async (page: Page, label: string, text: string) => {
      await page.getByLabel(label).first().focus()
      await page.keyboard.type(text)
    }

    test('closes a month, issues it, issues it again and finds the entries behind a figure, by keyboard', async () => {
      const page = await signIn()
      await follow(page, 'Bulan')
      await follow(page, 'Tutup bulan yang sudah berakhir')
      expect(await page.getByRole('status').allInnerTexts()).toContainEqual(expect.stringContaining('belum mengisi'))
      await press(page, 'Tutup dan terbitkan')
      await page.waitForURL('**/months/2021-11?done=closed')
      await follow(page, 'Terbitan 1')
      expect(await page.locator('main').innerText()).toContain('Ini terbitan pertama bulan ini.')

      await world.member({ registeredOn: '2021-11-20' })
      await page.goto('/months/2021-11')
      await follow(page, 'Terbitkan ulang')
      await press(page, 'Terbitkan ulang')
      expect(await page.getByRole('alert').first().innerText()).toContain('Sebab: Wajib diisi.')
      await type(page, 'Sebab', 'Laporan kecamatan tiba terlambat')
      await press(page, 'Terbitkan ulang')
      await page.waitForURL('**/months/2021-11/issues/2?done=issued')
      expect(await page.locator('main').innerText()).toContain('Laporan kecamatan tiba terlambat')
      const changed = page.getByRole('row', { name: /Pendaftaran/ }).first()
      expect(await changed.innerText()).toMatch(/1\s+2/)

      await follow(page, 'Capaian')
      await page.goto('/figures?month=2021-12&area=31.71.01')
      const registered = page.getByRole('row', { name: /P1 Pendaftaran/ }).first()
      await registered.getByRole('link').first().focus()
      await enter(page)
      await page.waitForURL('**/figures/entries?**')
      // The script fills a short page from the next one.
      await expect.poll(() => page.getByRole('row').count()).toBe(javaScriptEnabled ? 3 : 2)
      if (!javaScriptEnabled) await follow(page, 'Halaman berikutnya')
      expect(await page.getByRole('row').last().innerText()).toContain('(terlambat)')
    })

    test('sets a target and revises it', async () => {
      const page = await signIn()
      await page.goto('/targets')
      await follow(page, 'Tetapkan target')
      await page.getByLabel('Indikator').selectOption('P1')
      await page.getByLabel('Wilayah').selectOption('31.71.01')
      await type(page, 'Nilai', '1.200')
      await type(page, 'Dasar', 'Rencana kerja')
      await press(page, 'Simpan')
      await page.waitForURL('**?done=set')
      await page.getByLabel('Nilai').fill('1100')
      await type(page, 'Alasan revisi', 'Refocusing')
      await press(page, 'Simpan revisi')
      await page.waitForURL('**?done=set')
      await expect.poll(() => page.getByRole('row').count()).toBe(3)
    })
  },
)
