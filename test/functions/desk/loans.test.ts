import { expect, test } from 'vitest'
import { deskOver, readPage } from '../../support/test-desk.ts'
import { makeWorld } from '../../support/world.ts'

test('a wrong search for loans is shown again with what was typed and what is wrong', async () => {
  const admin = deskOver((await makeWorld()).deps).visitor()
  await admin.signIn('admin')
  const answer = await admin.get('/loans/search?member=3171015203910008&number=DEMO-1&from=')
  expect(answer.status).toBe(422)
  const text = await answer.text()
  expect(readPage(text)).toContain('Nomor anggota salah ketik')
  expect(text).toContain('name="number" value="DEMO-1"')
  expect((await admin.get('/loans/search?number=DEMO-1')).status).toBe(200)
})
