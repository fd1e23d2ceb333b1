import { expect, test } from 'vitest'
import { closeCells } from '../../../shared/usecases/ledger/close-cells.ts'
import { deskOver, formOn, readPage } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

test('while a month is being closed, a page says how far it is, and afterwards leads to the month', async () => {
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
  await head.fill(await head.get(closings), closings, {})
  expect(await deps.issues.ofMonth('2021-11')).toHaveLength(1)
})
