import { expect, test } from 'vitest'
import { homeApp } from '../../../../infra/local/home/home-app.ts'
import { readHome } from '../../../../infra/local/home/home-view.ts'
import { fewAreas } from '../../../support/few-areas.ts'
import { testDeps } from '../../../support/test-deps.ts'

const addresses = {
  api: 'http://127.0.0.1:3000',
  desk: 'http://127.0.0.1:8900',
  pages: 'http://127.0.0.1:1',
  webhooks: 'http://127.0.0.1:2',
  mailbox: 'http://127.0.0.1:3',
  issuer: 'http://127.0.0.1:4',
  dynamoDb: 'http://127.0.0.1:5',
  objectStore: 'http://127.0.0.1:6',
}

test('the home page links to every part, and shows a token for each person and commands that work when pasted', async () => {
  const deps = await testDeps({ programme: fewAreas, now: '2021-11-30T05:00:00.000Z', firstMonth: '2021-10' })
  const issuer = { token: async ({ subject }: { subject: string }) => `token-of-${subject}` }
  const app = homeApp(() => readHome(deps, issuer, { addresses, month: '2021-10' }))
  const home = (path: string, host = '127.0.0.1:8800') => app.request(`http://${host}${path}`)

  const page = await (await home('/')).text()
  for (const href of [
    `${addresses.desk}/sign-in/start`,
    addresses.pages,
    `${addresses.api}/docs`,
    addresses.mailbox,
    `${addresses.webhooks}/partners`,
  ])
    expect(page).toContain(`href="${href}"`)
  for (const subject of ['admin', 'officer-gambir', 'officer-ppkukm', 'viewer', 'expired'])
    expect(page).toContain(`>token-of-${subject}</pre>`)
  expect(page).toContain('Oktober 2021 <small>belum ditutup / open</small>')

  const walk = await (await home('/walk.sh')).text()
  expect(walk).toMatch(/^export API=http:\/\/127\.0\.0\.1:3000\nexport TOKEN=token-of-admin\n/)
  // The page shows the commands of the script, except for the keys that are new for every reader.
  const withoutChance = (text: string) =>
    text.replaceAll(/coba-\d{6}/g, 'coba').replaceAll(/"nik":"\d{16}"/g, '"nik":""')
  const commandsHtml = page.slice(page.indexOf('export API'), page.indexOf('</pre>', page.indexOf('export API')))
  const commands = commandsHtml
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
  expect(withoutChance(commands.replaceAll('&amp;', '&'))).toBe(withoutChance(walk.trimEnd()))

  for (const body of ['{"id":"evt_1"}', 'no JSON', '{"id":"evt_2"}'])
    await app.request('http://127.0.0.1:8800/events', { method: 'POST', body })
  expect(await (await home('/events')).json()).toEqual([{ id: 'evt_2' }, { id: 'evt_1' }])

  // A page under a foreign host name that resolves to this machine cannot read a token.
  expect((await home('/', 'elsewhere.example')).status).toBe(403)
})
