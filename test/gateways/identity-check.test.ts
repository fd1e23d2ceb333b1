import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findFreePort } from '../../infra/local/free-port.ts'
import { startPopulationRegister } from '../../infra/local/population-register.ts'
import { identityCheck } from '../../shared/gateways/identity-check.ts'
import { VerifiedAnswer } from '../../shared/usecases/members/verifications.ts'
import { fewAreas } from '../support/few-areas.ts'
import { codesOfProblem, problemOf } from '../support/problem.ts'
import { refusalOf } from '../support/refusal-of.ts'
import { testApi } from '../support/test-api.ts'

const knownPerson = { nik: '9971015503900001', name: 'Sri Wahyuni', birthDate: '1990-03-15' }
let register: Awaited<ReturnType<typeof startPopulationRegister>>

beforeAll(async () => {
  register = await startPopulationRegister(await findFreePort(8500))
})
afterAll(() => register.stop())

describe('the population register', () => {
  test.each([
    ['a made-up NIK with its birth date', knownPerson, true],
    ['a made-up NIK with another birth date', { ...knownPerson, birthDate: '1990-03-16' }, false],
    ['a NIK that it does not know', { ...knownPerson, nik: '3171015503900001' }, false],
  ])('is asked about %s', async (_, person, expected) => {
    expect(await identityCheck({ url: register.endpoint }).matches(person)).toBe(expected)
  })

  test('is off without an address', async () => {
    expect(await refusalOf(identityCheck({ url: undefined }).matches(knownPerson))).toEqual(['identity_check_off'])
  })

  test.each([
    ['with an error', 500, '{"match":true}'],
    ['with something else', 200, '{"nama":"SRI WAHYUNI","match":"ya"}'],
    ['with no JSON', 200, '<html>'],
  ])('that answers %s counts as unavailable', async (_, status, body) => {
    const server = createServer((_request, response) => response.writeHead(status).end(body))
    const port = await findFreePort(8600)
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    const check = identityCheck({ url: `http://127.0.0.1:${port}` })
    expect(await refusalOf(check.matches(knownPerson))).toEqual(['identity_check_unanswered'])
    await new Promise((resolve) => server.close(resolve))
    expect(await refusalOf(check.matches(knownPerson))).toEqual(['identity_check_unanswered'])
  })
})

describe('asking the population register about a member', () => {
  let world: Awaited<ReturnType<typeof testApi>>
  beforeAll(async () => {
    world = await testApi({ programme: fewAreas, firstMonth: '2021-10', identityCheckUrl: register.endpoint })
    await world.grant({ subject: 'admin', role: 'admin' })
  })
  const registerOneself = async (as: string, person: object) => {
    const body = { person, gender: 'female', category: 'pemula', area: '31.71.01.1001' }
    const answer = await world.call('POST', '/v1/me/registration', { as, body })
    return VerifiedAnswer.pick({ memberId: true }).parse(await answer.json()).memberId
  }
  const ask = (id: string) => world.call('POST', `/v1/members/${id}/verifications`, { body: { by: 'dukcapil' } })

  test('verifies a member who matches, and keeps nothing but the outcome', async () => {
    const id = await registerOneself('sri', knownPerson)
    const { identity, entries } = VerifiedAnswer.parse(await (await ask(id)).json())
    const at = '2021-11-30T05:00:00.000Z'
    expect(identity).toEqual({ status: 'verified', at, by: 'dukcapil', check: { outcome: 'match', at } })
    expect(entries).toMatchObject([{ kind: 'attained', stage: 'P1' }])
  })

  test('leaves a member who does not match to an officer', async () => {
    const id = await registerOneself('tini', { ...knownPerson, nik: '9971015503900002', birthDate: '1991-03-15' })
    const { identity, entries } = VerifiedAnswer.parse(await (await ask(id)).json())
    expect(identity).toMatchObject({ status: 'unverified', check: { outcome: 'no_match' } })
    expect(entries).toEqual([])
    const ownView = await (await world.call('GET', '/v1/me', { as: 'tini' })).text()
    expect(ownView).not.toContain('no_match')
    const body = { by: 'officer', outcome: 'matches', seen: 'kk' }
    const verificationAnswer = await world.call('POST', `/v1/members/${id}/verifications`, { body })
    expect(VerifiedAnswer.parse(await verificationAnswer.json()).identity).toMatchObject({
      status: 'verified',
      by: 'officer',
    })
  })

  test('needs a NIK and a birth date', async () => {
    const id = await registerOneself('umi', { name: 'Umi', nik: '9971015503900003' })
    expect(codesOfProblem(await problemOf(await ask(id)))).toEqual(['identity_check_incomplete'])
  })

  test('logs nothing about the member', () => {
    expect(world.deps.logged.join('\n')).not.toMatch(/99710155|Sri|1990-03-15/)
  })
})
