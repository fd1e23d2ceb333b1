import { beforeAll, expect, test } from 'vitest'
import { addNote } from '../../../shared/usecases/members/notes.ts'
import { callerAs, request } from '../../support/test-deps.ts'
import { type Desk, deskOver, readPage, type Visitor } from '../../support/test-desk.ts'
import { makeWorld, type World } from '../../support/world.ts'

const tags = [
  'script',
  'img src=x onerror=alert(1)',
  'svg/onload=alert(1)',
  'iframe src=javascript:alert(1)',
  'base href=//evil',
]
const breakouts = ['"', "'", '">', "'>", '</textarea>', '</title>', '</select>', '--><!--', ']]>', '&lt;']
const hostile = [
  ...tags.flatMap((tag) => breakouts.slice(0, 7).map((breakout) => `${breakout}<${tag}>`)),
  ...breakouts.slice(7),
  '#{7*7}',
  '{{constructor.constructor("alert(1)")()}}',
  "' OR 1=1 --",
  'javascript:alert(1)',
  '%3Cscript%3E',
]

let world: World
let desk: Desk
let siti: Visitor

beforeAll(async () => {
  world = await makeWorld()
  desk = deskOver(world.deps)
  await world.grant({ subject: 'siti', role: 'officer', area: '31.71.01' })
  siti = desk.visitor()
  await siti.signIn('siti')
})

/** The tags of a page, without text and without the values of attributes. */
const tagsOf = (page: string) => (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replaceAll(/"[^"]*"/g, '""')).join('')

test(`${hostile.length} hostile texts are shown on pages as plain text`, async () => {
  const [id, plain] = [await world.member(), await world.member()]
  for (const text of hostile) await addNote(desk.deps, callerAs('admin'), request(), id, text)
  const page = await (await siti.get(`/members/${id}`)).text()
  expect(page).not.toMatch(/<(script(?! src="\/assets)|img|svg|iframe|base)\b/)
  for (const text of hostile) expect(readPage(page)).toContain(text.replaceAll(/\s+/g, ' '))
  for (let i = 0; i < hostile.length; i++) await addNote(desk.deps, callerAs('admin'), request(), plain, 'biasa')
  const withoutIds = (tagged: string) => tagged.replaceAll(id, 'ID').replaceAll(plain, 'ID')
  expect(withoutIds(tagsOf(page))).toBe(withoutIds(tagsOf(await (await siti.get(`/members/${plain}`)).text())))
})

test('hostile texts in a form that is shown again do not change the page', async () => {
  const action = '/obstacles'
  const tagsAfterSending = async (text: string) => {
    const answer = await siti.fill(await siti.get(action), action, { obstacle: text, followUp: text })
    expect(answer.status).toBe(422)
    return tagsOf((await answer.text()).replaceAll(/(<textarea[^>]*>)[^<]*/g, '$1'))
  }
  const plain = await tagsAfterSending('biasa')
  for (const text of hostile) expect([text, await tagsAfterSending(text)]).toEqual([text, plain])
})

test('hostile texts in an address have no effect', async () => {
  for (const text of hostile.filter((_, i) => i % 4 === 0)) {
    const encodedText = encodeURIComponent(text)
    for (const path of [
      `/members?q=${encodedText}`,
      `/worklist?area=${encodedText}`,
      `/obstacles?done=${encodedText}`,
      `/sign-in?next=${encodedText}`,
    ]) {
      const answer = await siti.get(path)
      expect([path, answer.status < 500]).toEqual([path, true])
      expect(await answer.text()).not.toMatch(/<(script(?! src="\/assets)|img|svg|iframe|base)\b/)
    }
  }
})
