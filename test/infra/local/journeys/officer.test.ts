import { beforeAll, expect, test } from 'vitest'
import { capaian } from '../../../../functions/api/client.ts'
import { officerDay } from '../../../../infra/local/journeys/officer.ts'
import { makeWorld, type World } from '../../../support/world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
  await world.grant({ subject: 'officer-gambir', role: 'officer', area: '31.71.01' })
  await world.addTrained({ area: '31.71.01.1002', agency: 'PPAPP' })
})

/** Plays the officer's day against the API in this process. Returns what the officer saw. */
async function day(fetch: (url: string, init: RequestInit) => Response | Promise<Response> = request) {
  const seen: string[] = []
  await officerDay({
    as: (token) => capaian({ url: 'http://capaian', token, fetch, retries: 0 }),
    say: (line) => seen.push(line),
    today: '2021-11-30',
  })
  return seen
}
const request = (url: string, init: RequestInit) => world.app.request(url, init)

test('an officer registers, finds, records, corrects and looks the day over', async () => {
  const text = (await day()).join('\n')
  const figures = text.match(/P1 \D+\d+ {3}P2 \D+\d+/g)
  expect(figures).toEqual([
    'P1 Pendaftaran 1   P2 Pelatihan 1',
    'P1 Pendaftaran 3   P2 Pelatihan 3',
    'P1 Pendaftaran 3   P2 Pelatihan 2',
  ])
  expect(text).toMatch(/NIK 99\*{12}\d\d {2}P1\n/)
  const acts = [...text.matchAll(/^ +12:00 {2}\w{8} {2}(.+)$/gm)].map(([, act]) => act)
  expect(acts.toSorted()).toEqual([
    ...['attained P1', 'attained P1', 'attained P2', 'attained P2', 'corrected name'],
    ...['merged duplicate_registration', 'noted', 'reversed P2 wrong_person'],
  ])
})

test('the day ends with an error at the first wrong answer', async () => {
  const forgetful = (url: string, init: RequestInit) =>
    url.includes('/figures') ? Response.json({ stages: [] }) : request(url, init)
  await expect(day(forgetful)).rejects.toThrow('Two people attained P1, and its figure moved by 0.')
  const another = (url: string, init: RequestInit) =>
    request(url, { ...init, headers: { ...init.headers, Authorization: 'Bearer nobody' } })
  await expect(day(another)).rejects.toThrow('Not allowed, not_allowed')
})
