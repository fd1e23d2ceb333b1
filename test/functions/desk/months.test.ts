import { expect, test } from 'vitest'
import { deskWording } from '../../../functions/desk/layout/wording.ts'
import { progressView } from '../../../functions/desk/months/progress-view.ts'
import { closeCells } from '../../../shared/usecases/ledger/close-cells.ts'
import { tamper } from '../../support/tamper.ts'
import { deskOver, formOn, readPage } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

test('while a month is being closed, a page shows the progress, and then leads to the month', async () => {
  const { deps } = await makeWorld()
  const desk = deskOver(deps)
  const head = desk.visitor()
  const progress = '/months/closings/progress'
  deps.clock.set('2021-12-01T03:00:00.000Z')
  await head.signIn('admin')
  const { leaves } = deps.frame.areas
  const form = formOn(await (await head.get('/months/closings')).text(), '/months/closings')
  expect((await head.get(progress)).headers.get('Location')).toBe('/months/2021-10')

  await deps.ledger.beginClosing('2021-11', deps.now().toISOString())
  await closeCells(deps, '2021-11', leaves.slice(0, 2))
  const page = await (await head.get(progress)).text()
  expect(readPage(page)).toContain(`November 2021 … 2 dari ${leaves.length} wilayah ditutup`)
  expect(page).toContain('data-under-way')
  expect(await (await head.get('/months')).text()).toContain(`href="${progress}"`)

  expect((await head.post('/months/closings', form.fields)).headers.get('Location')).toBe('/months/2021-11?done=closed')
  expect((await head.get(progress)).headers.get('Location')).toBe('/months/2021-11')
})

test('a month whose closing was cut off before its issue can be issued from the same pages', async () => {
  const { deps } = await makeWorld()
  const desk = deskOver(deps)
  const head = desk.visitor()
  const closings = '/months/closings'
  deps.clock.set('2021-12-01T03:00:00.000Z')
  await head.signIn('admin')
  const { put } = desk.deps.files
  desk.deps.files.put = async () => {
    throw new Error('The function was stopped')
  }
  expect((await head.fill(await head.get(closings), closings, {})).status).toBe(500)
  desk.deps.files.put = put
  expect((await deps.ledger.month('2021-11'))?.status).toBe('closed')

  for (const path of ['/months', '/months/2021-11']) expect(await (await head.get(path)).text()).toContain(closings)
  const progress = '/months/closings/progress'
  expect(readPage(await (await head.get(progress)).text())).toContain('✓ Angka, target, dan definisi dibekukan')
  expect(readPage(await (await head.get(closings)).text())).not.toContain('Desember 2021')

  const cell = { month: '2021-11', area: '31.71.01.1001' }
  const dimensions = { agency: 'PPAPP', gender: 'female', category: 'pemula' } as const
  const counter = deps.frame.names.nameOf('attained', { stage: 'P1', ...dimensions })
  await tamper(deps, cell, counter, 1)
  const heldAnswer = await head.fill(await head.get(closings), closings, {})
  expect(heldAnswer.headers.get('Location')).toBe('/months/2021-11?done=held')
  expect((await head.get(progress)).headers.get('Location')).toBe('/months/2021-11')

  await tamper(deps, cell, counter, -1)
  await head.fill(await head.get(closings), closings, {})
  expect(await deps.issues.ofMonth('2021-11')).toHaveLength(1)
})

test.each([
  ['closing', 3, ['… 3 of 4 areas are closed', '· Figures', '· The month is recounted']],
  ['closing', 4, ['✓ 4 of 4 areas are closed', '… Figures', '· The month is recounted']],
  ['closed', 0, ['✓ 4 of 4 areas are closed', '✓ Figures', '… The month is recounted']],
] as const)('a month that is %s, with %i areas closed, is at one step at a time', (status, closedCells, steps) => {
  const months = [{ month: '2021-11', status, issues: 0 }]
  const { content } = progressView(deskWording('en'), { months, cells: 4, closedCells, lastClosed: '2021-10' })
  const shownItems = [...content.markup.matchAll(/<li>([^<]*)<\/li>/g)].map(([, text = '']) => text)
  expect(shownItems.map((text, i) => text.slice(0, steps[i]?.length))).toEqual(steps)
})

test('while a month is being issued again, a page shows the progress, and then leads to the issue', async () => {
  const { deps, member } = await makeWorld()
  const head = deskOver(deps).visitor()
  await head.signIn('admin')
  await member({ registeredOn: '2021-10-20' })
  const path = '/months/2021-10/reissue'
  const page = await (await head.get(path)).text()
  const progress = /data-meanwhile="([^"]*)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
  expect(readPage(await (await head.get(progress)).text())).toContain(
    '… 0 dari 2 bulan dihitung ulang · Terbitan 2 dibuat',
  )

  const cause = 'Laporan kecamatan tiba terlambat'
  await head.post(path, [...formOn(page, path).fields, ['cause', cause]])
  expect((await head.get(progress)).headers.get('Location')).toBe('/months/2021-10/issues/2?done=issued')
})

test('before a month is issued again, its page lists what would change, as the issue lists it afterwards', async () => {
  const { deps, member } = await makeWorld()
  const pagesUrl = 'https://capaian.example'
  const head = deskOver({ ...deps, pagesUrl }).visitor()
  await head.signIn('admin')
  const path = '/months/2021-10/reissue'
  expect(readPage(await (await head.get(path)).text())).toContain('Saat ini tidak ada nilai yang akan berubah.')
  await member({ registeredOn: '2021-10-20' })
  const page = await (await head.get(path)).text()
  const differencesLine = /(\d+) nilai berbeda dengan terbitan 1\./
  const [sentence = 'none', n] = differencesLine.exec(readPage(page)) ?? []
  expect(Number(n)).toBeGreaterThan(20)
  expect(page.length).toBeLessThan(60 * 1024)
  expect(page.indexOf('name="cause"'), 'The form is not below a long list').toBeLessThan(page.indexOf('id="berubah"'))

  await head.post(path, [...formOn(page, path).fields, ['cause', 'Laporan kecamatan tiba terlambat']])
  const issue = await (await head.get('/months/2021-10/issues/2')).text()
  expect(readPage(issue)).toContain(sentence)
  const links = [...issue.matchAll(/href="(https:[^"]*)"/g)].map(([, link]) => link)
  const files = ['pdf', 'xlsx', 'csv'].map((type) => `${pagesUrl}/reports/2021-10/2/capaian-2021-10-2.${type}?lang=id`)
  expect(links).toEqual([`${pagesUrl}/reports/2021-10/2?lang=id`, ...files])
  expect(readPage(await (await head.get(path)).text())).toContain('Saat ini tidak ada nilai yang akan berubah.')
})
