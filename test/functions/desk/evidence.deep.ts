import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanJpeg } from '../../../shared/domain/member/clean-image.ts'
import { mostFileBytes } from '../../../shared/domain/member/evidence-file.ts'
import { chromiumPath, type Desk, measureOverflow, startOfficerDesk } from '../../support/desk-browser.ts'
import { exif, photo } from '../../support/evidence.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'
import { isMissing } from '../../support/tools.ts'
import type { World } from '../../support/world.ts'

const pictures = process.env.PICTURES

describe.skipIf(isMissing(chromiumPath))('evidence in a browser', () => {
  let world: World
  let desk: Desk

  beforeAll(async () => {
    ;[world, desk] = await startOfficerDesk()
  })
  afterAll(() => desk.stop())

  test.each([
    [1280, true],
    [360, false],
  ])(
    'at %i pixels, script %s: too large a file is refused in words, and a photo is stored and downloaded clean',
    async (width, hasScript) => {
      const page = await desk.openPage({ viewport: { width, height: 800 }, javaScriptEnabled: hasScript })
      await page.goto('/sign-in/start')
      await page.getByRole('link', { name: /siti/ }).click()
      await page.waitForURL(`${desk.endpoint}/`)
      const id = await world.member()
      await page.goto(`/members/${id}`)
      await page.getByRole('link', { name: 'Berkas bukti' }).click()
      await page.getByLabel('Bukti tahap').selectOption('P1')
      await page.getByRole('button', { name: 'Lanjut memilih berkas' }).click()
      await page.waitForURL('**/upload')
      const directory = await scratchDirectory()
      const send = async (content: Buffer) => {
        const file = path.join(directory, 'foto.jpg')
        await writeFile(file, content)
        await page.getByLabel('Berkas', { exact: true }).setInputFiles(file)
        await page.getByRole('button', { name: 'Kirim', exact: true }).click()
      }
      await send(Buffer.concat([photo(), Buffer.alloc(mostFileBytes)]))
      // With script, the form is not sent, and the sentence is below the file.
      if (hasScript) await page.getByText('Berkas ini lebih besar dari 4,5 MB.').waitFor()
      else {
        await page.waitForURL('**/confirmation?**')
        await page.getByRole('button', { name: 'Simpan berkas' }).click()
        await page.getByText('Berkas lebih besar dari 4,5 MB').first().waitFor()
        await page.getByRole('link', { name: 'Pilih berkas lain' }).click()
      }
      await send(photo())
      await page.waitForURL('**/confirmation?**')
      await page.getByRole('button', { name: 'Simpan berkas' }).click()
      await page.waitForURL('**/files?done=filed')
      if (pictures !== undefined) await page.screenshot({ path: `${pictures}/files-${width}.png`, fullPage: true })
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name: /Unduh/ }).click(),
      ])
      expect(download.suggestedFilename()).toMatch(/^P1-evf_\w+\.jpg$/)
      if (hasScript) expect(await measureOverflow(page)).toBe(0)
    },
  )

  test('a browser shows a cleaned photo with the same orientation', async () => {
    const page = await desk.openPage({ bypassCSP: true })
    await page.goto('/sign-in')
    const sizeOf = (file: Buffer) =>
      page.evaluate(`(async () => {
        const image = new Image()
        image.src = 'data:image/jpeg;base64,${file.toString('base64')}'
        await image.decode()
        return [image.naturalWidth, image.naturalHeight]
      })()`)
    const drawn = await page.evaluate(`(() => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 40, height: 20 })
      canvas.getContext('2d').fillRect(0, 0, 10, 10)
      return canvas.toDataURL('image/jpeg').split(',')[1]
    })()`)
    const flat = Buffer.from(String(drawn), 'base64')
    const turned = Buffer.concat([flat.subarray(0, 2), exif(6), flat.subarray(2)])
    expect(await sizeOf(turned)).toEqual([20, 40])
    expect(await sizeOf(cleanJpeg(turned))).toEqual([20, 40])
    expect(await sizeOf(cleanJpeg(flat))).toEqual([40, 20])
  })
})
