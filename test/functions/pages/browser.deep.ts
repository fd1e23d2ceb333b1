import { gzipSync } from 'node:zlib'
import { type Browser, type BrowserContextOptions, chromium, type Page, type Response } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { listen } from '../../../infra/local/listen.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { findViolations } from '../../support/axe.ts'
import { publishedIssues } from '../../support/made-issues.ts'
import { pagesOf } from '../../support/pages-of.ts'
import { isMissing } from '../../support/tools.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const desktop = { width: 1280, height: 900 }
/** Widths of the narrowest phones, and the width that WCAG 2.2 (1.4.10) requires. */
const phones = [360, 320]

/** The pages that axe checks. */
const looks = [
  ['/', 'light', 1280],
  ['/reports/2021-11?lang=en', 'dark', 360],
  ['/?lang=en', 'dark', 1280],
  ['/', 'dark', 360],
  ['/reports/2021-11', 'light', 1280],
  ['/reports/2019-01', 'light', 360],
  ['/wilayah/31.71.07', 'light', 360],
  ['/wilayah/31.71?lang=en', 'dark', 1280],
  ['/wilayah?q=baru', 'light', 1280],
  ['/wilayah', 'dark', 360],
  ['/peta/P7', 'light', 1280],
  ['/peta/P2?lang=en', 'dark', 360],
  ['/data', 'dark', 360],
  ['/embed', 'light', 360],
] as const

describe.skipIf(isMissing(executablePath))('in a browser', () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof listen>>

  beforeAll(async () => {
    const [port, launched] = await Promise.all([findFreePort(18_750), chromium.launch({ executablePath })])
    server = await listen(pagesOf(publishedIssues(jakpreneur)).app, port)
    browser = launched
  })
  afterAll(async () => {
    await browser.close()
    await server.stop()
  })

  /** Opens a page of its own. The test fails if anything on it is refused, missing or in error. */
  async function openPage(path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({
      viewport: desktop,
      reducedMotion: 'reduce',
      baseURL: server.endpoint,
      ...options,
    })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (!message.text().startsWith('Failed to load resource')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('response', (answer) => {
      if (!answer.ok() && !answer.request().isNavigationRequest()) complaints.push(`${answer.status()} ${answer.url()}`)
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    await page.goto(path)
    return page
  }

  const unfold = (page: Page) =>
    page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true')
  const titleOf = (page: Page) => page.locator('h1').innerText()
  const languageOf = (page: Page) => page.locator('html').getAttribute('lang')

  test('each language leads to the other on the same page, and back', async () => {
    const page = await openPage('/reports/2021-10')
    expect([await languageOf(page), await titleOf(page)]).toEqual(['id', 'Jakpreneur, Oktober 2021'])
    await page.getByRole('link', { name: 'English' }).click()
    expect([await languageOf(page), await titleOf(page)]).toEqual(['en', 'Jakpreneur, October 2021'])
    await page.getByRole('link', { name: 'Bahasa Indonesia' }).click()
    expect([await languageOf(page), await titleOf(page)]).toEqual(['id', 'Jakpreneur, Oktober 2021'])
  })

  test('a month is chosen and its tables are unfolded without JavaScript', async () => {
    const page = await openPage('/?lang=en', { javaScriptEnabled: false })
    await page.getByLabel('Month', { exact: true }).selectOption({ label: 'September 2021' })
    await page.getByRole('button', { name: 'Open' }).click()
    expect(page.url()).toBe(`${server.endpoint}/reports/2021-09?lang=en`)
    expect(await titleOf(page)).toBe('Jakpreneur, September 2021')
    const gender = page.getByRole('region', { name: 'Table: By gender' })
    expect(await gender.isVisible()).toBe(false)
    await page.getByText('By gender', { exact: true }).click()
    expect(await gender.isVisible()).toBe(true)
    expect(await page.getByRole('link', { name: 'XLSX' }).isVisible()).toBe(true)
  })

  test('the keyboard alone reaches everything, and the focus is visible', async () => {
    const page = await openPage('/')
    const readFocus = () =>
      page.evaluate(`(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement)
        const { left, top } = document.activeElement.getBoundingClientRect()
        const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && left >= 0 && top >= 0 && top < innerHeight
        const { textContent, selectedOptions: [chosen] = [] } = document.activeElement
        return isSeen ? (chosen?.textContent ?? textContent.trim().split('\\n')[0]) : 'unseen'
      })()`)
    await page.keyboard.press('Tab')
    expect(await readFocus()).toBe('Langsung ke isi')
    await page.keyboard.press('Enter')
    expect(page.url()).toBe(`${server.endpoint}/#isi`)

    await page.goto('/')
    const stops: unknown[] = []
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab')
      stops.push(await readFocus())
    }
    expect(stops).toEqual([
      ...['Langsung ke isi', 'Capaian.', 'EN', 'Wilayah', 'November 2021', 'Buka'],
      ...['Tahap lain', 'Tabel dan peta tahap lain', '', 'Cari', expect.stringContaining('P1')],
      ...['Kabupaten Administrasi Kepulauan Seribu', 'Kota Administrasi Jakarta Pusat'],
      ...['Kota Administrasi Jakarta Utara', 'Kota Administrasi Jakarta Barat'],
      ...['Kota Administrasi Jakarta Selatan', 'Kota Administrasi Jakarta Timur'],
      ...['Indikator dan target', 'Dibandingkan dengan bulan lalu dan tahun lalu'],
      ...['Pembukuan bulan ini', 'Perkembangan 13 bulan terakhir', 'Seluruh laporan bulan ini'],
      ...['CSV', 'XLSX', 'JSON', 'PDF', 'Metadata (CSV)'],
      ...['semua bulan, katalog, dan umpan (feed)', 'Data terbuka'],
      expect.anything(),
    ])

    await page.getByText('Indikator dan target').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    expect(await readFocus()).toContain('Kelebihan')
    await page.getByLabel('Bulan', { exact: true }).focus()
    await page.keyboard.type('Agu')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/reports/2021-08')
    expect(await titleOf(page)).toBe('Jakpreneur, Agustus 2021')
  })

  test('on a phone nothing is wider than the screen', async () => {
    const page = await openPage('/')
    for (const path of ['/', '/reports/2021-11?lang=en', '/wilayah/31.71', '/wilayah?lang=en', '/peta/P7', '/data']) {
      await page.goto(path)
      await unfold(page)
      for (const width of phones) {
        await page.setViewportSize({ width, height: 740 })
        const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
        expect([path, width, wider]).toEqual([path, width, 0])
        const misplaced = await page.evaluate(`[...document.querySelectorAll('.funnel li')].filter((step) => {
          const [name, bar] = ['.stage', '.pic'].map((part) => step.querySelector(part).getBoundingClientRect())
          return name.bottom > bar.top + 1
        }).length`)
        expect(misplaced).toBe(0)
      }
    }
  })

  test('the first screen has both readings side by side in the same size', async () => {
    const page = await openPage('/')
    const boxes = await Promise.all((await page.locator('.big').all()).map((each) => each.boundingBox()))
    const [registered, financed] = boxes
    expect([await page.locator('.big').allInnerTexts(), boxes.length]).toEqual([['101,19%', '2,17%'], 2])
    expect([financed?.y, financed?.height]).toEqual([registered?.y, registered?.height])
    const why = await page.getByText('berkurang 821 orang').boundingBox()
    expect((why?.y ?? Infinity) + (why?.height ?? 0)).toBeLessThan(desktop.height)
  })

  test.each(['/', '/reports/2021-11', '/wilayah/31.71.07', '/peta/P7'])(
    '%s takes at most six requests and 70 KB as a compressing cache sends them',
    async (path) => {
      const page = await openPage('about:blank')
      const answers: Response[] = []
      page.on('response', (answer) => answers.push(answer))
      await page.goto(path, { waitUntil: 'networkidle' })
      const sizes = answers.map(async (answer) => {
        const body = await answer.body()
        return answer.url().endsWith('.woff2') ? body.length : gzipSync(body).length
      })
      const all = await Promise.all(sizes)
      expect(all.length).toBeLessThanOrEqual(6)
      expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(70_000)
    },
  )

  test.each(looks)('axe finds nothing at %s in %s on %i pixels', async (path, colorScheme, width) => {
    const page = await openPage(path, { colorScheme, viewport: { width, height: 900 } })
    await unfold(page)
    expect(await findViolations(page)).toEqual({ violations: [], hasLookedAtColours: true })
  })
})
