import { expect, test } from 'vitest'
import { deskFront } from '../../../functions/desk/front.ts'

test('the whole desk is loaded once, with the first request that needs it', async () => {
  let loads = 0
  const deskThatSays = (text: string) => ({ fetch: () => new Response(text) })
  const front = deskFront(deskThatSays('officers'), async () => {
    loads++
    return deskThatSays('whole')
  })
  const ask = async (path: string, method = 'GET') => (await front.request(path, { method })).text()
  expect([await ask('/'), await ask('/members/new', 'POST'), await ask('/monthly'), loads]).toEqual([
    ...['officers', 'officers', 'officers', 0],
  ])
  expect(await Promise.all([ask('/months'), ask('/months/2021-11', 'POST'), ask('/kept/x')])).toEqual([
    ...['whole', 'whole', 'whole'],
  ])
  expect(loads).toBe(1)
})
