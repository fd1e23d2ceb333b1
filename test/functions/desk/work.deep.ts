import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runImport } from '../../../infra/local/job-machine.ts'
import { Figures } from '../../../shared/domain/figures/figures.ts'
import { runExport } from '../../../shared/usecases/export/run-export.ts'
import { chromiumPath, type Desk, measureOverflow, startOfficerDesk } from '../../support/desk-browser.ts'
import { isMissing } from '../../support/tools.ts'
import { inside, newNik, type World } from '../../support/world.ts'

const screens: [width: number, hasScript: boolean][] = [
  [1280, true],
  [360, false],
]

describe.skipIf(isMissing(chromiumPath)).each(screens)(
  'files and classes at %i pixels, script %s',
  (width, hasScript) => {
    let world: World
    let desk: Desk

    beforeAll(async () => {
      ;[world, desk] = await startOfficerDesk()
    })
    afterAll(() => desk.stop())

    async function signIn(): Promise<Page> {
      const page = await desk.openPage({ viewport: { width, height: 800 }, javaScriptEnabled: hasScript })
      await page.goto('/sign-in/start')
      await page.getByRole('link', { name: /siti/ }).click()
      await page.waitForURL(`${desk.endpoint}/`)
      return page
    }

    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

    /** Carries out the job that the desk started, and waits until the page shows a state. */
    async function finishJob(page: Page, state: string): Promise<void> {
      expect(await page.locator('[data-under-way]').count()).toBe(1)
      const job = desk.jobs.shift()
      if (job?.task === 'export') await runExport(world.deps, job.exportId)
      else if (job) await runImport(world.deps, job)
      if (!hasScript) await page.getByRole('link', { name: 'Lihat lagi' }).click()
      await expect.poll(() => page.locator('.lead .tag').innerText(), { timeout: 5000 }).toBe(state)
      await expectToFit(page)
    }

    async function expectToFit(page: Page): Promise<void> {
      if (hasScript) expect([page.url(), await measureOverflow(page)]).toEqual([page.url(), 0])
    }

    async function readDownload(page: Page, link: string): Promise<string> {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: link }).click(),
      ])
      return readFile(await download.path(), 'utf8')
    }

    const countP1 = async () => {
      const answer = await world.call('GET', '/v1/figures?area=31.71.01&month=2021-11')
      const { stages } = Figures.parse(await answer.json())
      return stages.find(({ stage }) => stage === 'P1')?.cumulative
    }

    test('an import is uploaded, matched, validated, stored and undone', async () => {
      const page = await signIn()
      const person = (name: string, nik: string, rest: string) => `${name},${nik},pemula,31.71.01.1001,PPAPP,${rest}`
      const sheet = [
        'Nama Lengkap,No. KTP,Kategori,area,Dinas,Tgl Daftar,Keterangan',
        person('Dewi Lestari', newNik('female'), '2021-11-10,hadir'),
        person('Agus Salim', newNik(), '25/11/2021,'),
        person('Tono', '123', '2021-11-12,'),
      ].join('\n')
      await page.goto('/imports')
      await expectToFit(page)
      await page
        .getByLabel('Berkas Excel atau CSV')
        .setInputFiles({ name: 'anggota.csv', mimeType: 'text/csv', buffer: Buffer.from(sheet) })
      await press(page, 'Unggah')
      await page.waitForURL('**/columns')
      const chosen = page.locator('select')
      expect(await chosen.evaluateAll((all) => all.map((each) => ('value' in each ? each.value : '')))).toEqual([
        ...['name', 'nik', 'category', 'area', 'agency', 'P1', ''],
      ])
      await expectToFit(page)
      const columns = page.url()
      await press(page, 'Periksa berkas')
      await page.waitForURL(/imp_\w+$/)
      await finishJob(page, 'Menunggu persetujuan Anda')
      expect(await page.getByRole('row', { name: /Anggota baru/ }).innerText()).toMatch(/2$/)
      expect(await page.getByRole('row', { name: /^4 .*NIK/ }).innerText()).toMatch(/^4\s+Tono\s+No\. KTP: /)
      expect(await readDownload(page, 'Unduh baris yang ditolak')).toContain('Tono')

      await page.goto(columns)
      expect(await page.locator('.lead .tag').innerText()).toBe('Menunggu persetujuan Anda')
      const before = await countP1()
      await press(page, 'Simpan baris yang benar')
      await finishJob(page, 'Selesai')
      expect(Number(await countP1()) - Number(before)).toBe(2)

      await page.getByText('Batalkan impor ini').click()
      await press(page, 'Batalkan impor')
      expect(await page.getByRole('alert').first().innerText()).toContain('Alasan: Wajib diisi.')
      await page.getByLabel('Alasan').selectOption({ index: 1 })
      await press(page, 'Batalkan impor')
      await finishJob(page, 'Dibatalkan')
      expect(await countP1()).toBe(before)
    })

    test('an export is asked for, made, downloaded and discarded', async () => {
      const id = await world.member()
      const page = await signIn()
      await page.goto('/exports')
      await expectToFit(page)
      await page.getByLabel('CSV').check()
      await press(page, 'Minta berkas')
      expect(await page.getByRole('alert').first().innerText()).toContain('Keperluan: Wajib diisi.')
      await page.getByLabel('Keperluan').fill('Rapat koordinasi')
      await press(page, 'Minta berkas')
      await page.waitForURL(/exp_\w+$/)
      await finishJob(page, 'Siap diunduh')
      const file = await readDownload(page, 'Unduh')
      expect(file.replaceAll('-', '')).toContain(id)
      await press(page, 'Hapus berkas ini')
      await expect.poll(() => page.locator('.lead').innerText()).toBe('Dihapus')
      expect(await page.getByRole('link', { name: 'Unduh' }).count()).toBe(0)
    })

    test('a class is listed, ticked on the screen, and filled by its sheet', async () => {
      const [ticked, filled] = [await world.member(), await world.member()]
      const page = await signIn()
      await page.goto('/classes')
      await page.getByLabel('Tahap').selectOption('P2')
      await page.getByLabel('Perangkat daerah').selectOption(inside.agency)
      await page.getByLabel('Nama kelas').fill('Barista')
      await page.getByLabel('Nomor anggota').fill(`${ticked}\n${filled}`)
      await press(page, 'Buat daftar')
      await page.waitForURL(/cls_\w+$/)
      await expectToFit(page)
      await page.locator(`[id="m-${ticked}"]`).check()
      await press(page, 'Catat yang hadir')
      await page.waitForURL('**?done=attended')
      expect(await page.locator('.choice').count()).toBe(1)

      const sheet = await readDownload(page, 'CSV')
      expect(sheet.startsWith('\uFEFF')).toBe(true)
      const number = `${filled.slice(0, 4)}-${filled.slice(4)}`
      await page.getByRole('link', { name: 'Unggah daftar hadir' }).click()
      const buffer = Buffer.from(`Nomor anggota,Hadir\n${number},x\n`)
      await page.getByLabel('Berkas Excel atau CSV').setInputFiles({ name: 'lembar.csv', mimeType: 'text/csv', buffer })
      await press(page, 'Kirim')
      await page.waitForURL('**?done=attended')
      expect(await page.locator('.choice').count()).toBe(0)

      await page.goto('/classes')
      await page.getByRole('link', { name: 'Barista' }).click()
      expect(await page.locator('h1').innerText()).toBe('Barista')
    })
  },
)
