import { beforeAll, expect, test } from 'vitest'
import { endConsent } from '../../../shared/usecases/consent/consents.ts'
import { takeAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { makeReferralFile } from '../../../shared/usecases/referral/send-by-file.ts'
import { byFile, byPush, referralWorld } from '../../support/referrals.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

let world: Awaited<ReturnType<typeof referralWorld>>

beforeAll(async () => {
  world = await referralWorld()
})

test('a consent withdrawn while the referral is being sent ends it, and the lender is told', async () => {
  const { deps, admin, sweep, pushed, referral, lendersAnswer, prepared } = world
  const { id, consentId, referralId } = await prepared()
  lendersAnswer(async () => {
    lendersAnswer(async () => ({ isTaken: true, status: 200 }))
    await endConsent(deps, admin, request(), { memberId: id, id: consentId })
    return { isTaken: true, status: 200 }
  })
  await sweep()
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'withdrawn' })
  const about = pushed.filter(({ body }) => body.includes(`"number":"${id}"`)).map((each) => each.id)
  expect(about).toEqual([referralId, `${referralId}-withdrawn`])
})

test('a try after one with unknown outcome sends the same bytes under the same id', async () => {
  const { deps, sweep, pushed, referral, prepared, cutNextPush } = world
  const { id, referralId } = await prepared()
  cutNextPush()
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'prepared' })
  deps.clock.set(new Date(deps.now().getTime() + 60_000).toISOString())
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'sent' })
  const [first, second, ...more] = pushed.filter((each) => each.id === referralId)
  expect(more).toEqual([])
  expect(first?.body).toContain(id)
  expect(second).toEqual(first)
})

test('a lender that confirms a referral before we know it was sent has the whole term for an answer', async () => {
  const { deps, sweep, referral, prepared, cutNextPush } = world
  const { id, referralId } = await prepared()
  cutNextPush()
  await sweep()
  const reply = { partner: 'bank-push', referral: referralId, source: 'rct_3', answer: 'received' } as const
  await takeAnswer(deps, reply, [])
  for (let i = 0; i < 2; i++) {
    deps.clock.set(new Date(deps.now().getTime() + 60_000).toISOString())
    await sweep()
    expect(await referral(id)).toMatchObject({ state: 'received', answerBy: '2021-12-14' })
  }
})

test('a lender gets referrals in the form that it has chosen when they are sent', async () => {
  const { deps, admin, member, consent, refer, sweep, pushed, referral, takeBy } = world
  const [byPushFirst, byFileFirst, inPlan] = [await member(), await member(), await member()]
  for (const id of [byPushFirst, byFileFirst, inPlan]) await consent(id, { partner: 'bank-file' })
  await refer(byFileFirst, 'bank-file')
  await sweep()
  expect(await referral(byFileFirst)).toMatchObject({ state: 'prepared' })
  const fileRequest = request()
  const dyingDeps: TestDeps = {
    ...deps,
    referrals: {
      ...deps.referrals,
      save: () => {
        throw new Error('Cut off after the plan')
      },
    },
  }
  await refer(inPlan, 'bank-file')
  await expect(makeReferralFile(dyingDeps, admin, fileRequest, { partner: 'bank-file' })).rejects.toThrow('Cut off')

  await takeBy('bank-file', byPush)
  const { answer: file } = await makeReferralFile(deps, admin, fileRequest, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 0, left: 2, rows: [{ isInFile: false }, { isInFile: false }] })
  deps.clock.set(new Date(deps.now().getTime() + 6 * 3_600_000).toISOString())
  await sweep()
  for (const id of [byFileFirst, inPlan]) {
    const sentReferral = await referral(id)
    expect(sentReferral).toMatchObject({ state: 'sent' })
    expect(pushed.filter((each) => each.id === sentReferral?.id)).toHaveLength(1)
  }

  await refer(byPushFirst, 'bank-file')
  await takeBy('bank-file', byFile)
  await sweep()
  expect(await deps.obligations.countParked({ kind: 'referral', owner: 'bank-file' })).toBe(0)
  const { answer: next } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  expect(next).toMatchObject({ sent: 1, rows: [{ memberId: byPushFirst, isInFile: true, state: 'sent' }] })
  await sweep()
  expect(pushed.some(({ body }) => body.includes(byPushFirst))).toBe(false)
})

test('without an answer in time the member waits for a bank again, and a late answer counts', async () => {
  const { deps, sweep, ready, referral, prepared } = world
  const { id, referralId } = await prepared()
  await sweep()
  deps.clock.set('2021-12-14T18:00:00.000Z')
  await sweep()
  expect(await referral(id)).toMatchObject({ state: 'no_answer' })
  expect(await ready()).toContain(id)
  await takeAnswer(deps, { partner: 'bank-push', referral: referralId, source: 'rct_2', answer: 'taken' }, [])
  expect(await referral(id)).toMatchObject({ state: 'taken' })
  expect(await ready()).not.toContain(id)
})

test('a receipt that arrives while the term ends does not stop it from ending', async () => {
  const { deps, sweep, referral, prepared } = world
  const { id, referralId } = await prepared()
  await sweep()
  deps.clock.set(new Date(deps.now().getTime() + 15 * 86_400_000).toISOString())
  const reply = { partner: 'bank-push', referral: referralId, source: 'rct_6', answer: 'received' } as const
  const statesMeanwhile: unknown[] = []
  const racingDeps: TestDeps = {
    ...deps,
    referrals: {
      ...deps.referrals,
      async at(where) {
        const before = await deps.referrals.at(where)
        await takeAnswer(deps, reply, [])
        statesMeanwhile.push((await referral(id))?.state)
        return before
      },
    },
  }
  await sweep(racingDeps)
  expect([statesMeanwhile[0], (await referral(id))?.state]).toEqual(['received', 'no_answer'])
})
