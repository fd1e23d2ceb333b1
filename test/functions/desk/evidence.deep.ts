import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import axe from 'axe-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { cleanJpeg } from '../../../shared/domain/member/clean-image.ts'
import { chromiumPath, measureOverflow, startDesk } from '../../support/desk-browser.ts'
import { exif, photo } from '../../support/evidence.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'
import { isMissing } from '../../support/tools.ts'
import { makeWorld, type World } from '../../support/world.ts'

/** The tags of axe-core's rules for level AA of every version. */
const aa = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const pictures = process.env.PICTURES

describe.skipIf(isMissing(chromiumPath))('evidence in a browser', () => {
  let world: World
  let desk: Awaited<ReturnType<typeof startDesk>>

  beforeAll(async () => {
    world = await makeWorld()
    await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
    desk = await startDesk(world.deps, [{ subject: 'siti', note: 'Kecamatan Gambir' }])
  })
  afterAll(() => desk.stop())

  test.each([
    [1280, true],
    [360, false],
  ])('at %i pixels, script %s: a photo goes into the store and is downloaded clean', async (width, hasScript) => {
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
    const file = path.join(await scratchDirectory(), 'foto.jpg')
    await writeFile(file, photo())
    await page.getByLabel('Berkas', { exact: true }).setInputFiles(file)
    await page.getByRole('button', { name: 'Kirim', exact: true }).click()
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
  })

  test('axe finds nothing on the pages of files', async () => {
    const page = await desk.openPage({ viewport: { width: 360, height: 800 }, bypassCSP: true })
    await page.goto('/sign-in/start')
    await page.getByRole('link', { name: /siti/ }).click()
    await page.waitForURL(`${desk.endpoint}/`)
    const [kept, uploaded] = [await world.evidenceFile('kept'), await world.evidenceFile('uploaded')]
    const sent = `/members/${uploaded.memberId}/files/${uploaded.id}`
    for (const path of [`/members/${kept.memberId}/files`, `${sent}/upload`, `${sent}/confirmation`]) {
      await page.goto(path)
      await page.evaluate(axe.source)
      const found = await page.evaluate(`axe.run({ runOnly: ${JSON.stringify(aa)}, resultTypes: ['violations'] }).then(
        ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target)))`)
      expect([path, found, await measureOverflow(page)]).toEqual([path, [], 0])
    }
  })

  test('a browser still shows a clean photo, and turns it as before', async () => {
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
