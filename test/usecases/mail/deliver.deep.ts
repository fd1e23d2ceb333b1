import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { closeMonthHandler } from '../../../functions/close-month/handler.ts'
import { watchdogHandler } from '../../../functions/watchdog/handler.ts'
import type { Delivery, SendResult } from '../../../shared/domain/mail/delivery.ts'
import type { MailNotice } from '../../../shared/domain/mail/mail-notice.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { makeArchiveKey } from '../../../shared/usecases/mail/compose.ts'
import { replayDelivery } from '../../../shared/usecases/mail/deliveries.ts'
import { readLinkedFile } from '../../../shared/usecases/mail/links.ts'
import { takeNotice } from '../../../shared/usecases/mail/notices.ts'
import { changeRecipientFor } from '../../../shared/usecases/mail/recipients.ts'
import { listTests, sendTest } from '../../../shared/usecases/mail/test-mails.ts'
import { unsubscribe } from '../../../shared/usecases/mail/unsubscribe.ts'
import { watchReports } from '../../../shared/usecases/mail/watch.ts'
import { sweep } from '../../../shared/usecases/sweep.ts'
import { admin, endedMonth, mailHandlers, mailReport, month, office, sweepMail, wait } from '../../support/mailing.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await endedMonth()
})

const deliveries = () => deps.deliveries.ofIssue(month, 1)
const onlyDelivery = async (): Promise<Delivery> => {
  const [delivery, ...others] = await deliveries()
  expect(others).toEqual([])
  if (!delivery) throw new Error('Nothing is planned')
  return delivery
}
/** Makes the service give these answers in turn, and accept every later mail. */
function withAnswers(...answers: SendResult[]): TestDeps {
  const { mail } = deps
  return {
    ...deps,
    mail: {
      async send(sent) {
        const result = await mail.send(sent)
        return answers.shift() ?? result
      },
    },
  }
}
const tell = (recipientId: string, kind: MailNotice['kind'], copy = 1) =>
  takeNotice(deps, { month, number: 1, recipientId }, copy, { kind, at: deps.now().toISOString() })
const unknownResult: SendResult = { outcome: 'unknown', reason: 'timed_out' }
const version = async (id: string) => (await deps.recipients.get(id))?.recipient.version ?? 0
const countParked = async () => deps.obligations.countParked({ kind: 'recipient', owner: 'reports' })

describe('a schedule that fires five times at once', () => {
  test('makes one issue, and one mail for each office', async () => {
    for (const area of ['31', '31.71', '31.72']) await office(deps, { area })
    const close = closeMonthHandler(deps)
    await Promise.all([1, 2, 3, 4, 5].map(() => close()))
    await Promise.all([1, 2, 3, 4, 5].map(() => sweepMail(deps)))
    await sweepMail(deps)
    expect(await deps.issues.all()).toHaveLength(1)
    expect(deps.sent.map(({ tags }) => tags.recipient).toSorted()).toEqual(
      (await deps.recipients.all()).map(({ id }) => id),
    )
    expect((await deliveries()).map(({ state }) => state)).toEqual(['handed_over', 'handed_over', 'handed_over'])
  })

  test('and starts late catches up: each missed month is issued, and the last is mailed', async () => {
    await office(deps)
    deps.clock.set('2022-02-04T23:00:00.000Z')
    await mailReport(deps)
    expect((await deps.issues.all()).map((issue) => issue.month)).toEqual(['2021-11', '2021-12', '2022-01'])
    expect(deps.sent.map(({ tags }) => tags.issue).toSorted()).toEqual(['2022-01_1'])
  })
})

test('a month that is closed by hand before its day is mailed on its day', async () => {
  deps.clock.set('2021-12-02T03:00:00.000Z')
  await office(deps)
  await mailReport(deps)
  expect(deps.sent).toEqual([])
  deps.clock.set('2021-12-04T23:00:00.000Z')
  await sweepMail(deps)
  expect(deps.sent).toHaveLength(1)
})

test('an office gets its mail in its language, at the address of its holder or else its own', async () => {
  const holders = [
    { name: 'Sri Wahyuni', email: 'sri@example.id', from: '2021-01-01', until: '2021-12-04' },
    { name: 'Budi Santoso', email: 'budi@example.id', from: '2021-12-05' },
  ]
  await office(deps, { holders })
  await office(deps, { holders: holders.slice(0, 1), email: 'lowong@example.id', language: 'en' })
  await mailReport(deps)
  expect(deps.sent.map(({ to }) => to).toSorted()).toEqual(['budi@example.id', 'lowong@example.id'])
  expect(JSON.stringify([deps.sent.map(({ to: _, ...rest }) => rest), deps.logged])).not.toMatch(
    /Santoso|Wahyuni|@example/,
  )
})

test('no mail goes to recipients before or after their time, or while paused', async () => {
  await office(deps, { from: '2022-01-01' })
  await office(deps, { until: '2021-12-04' })
  const id = await office(deps)
  await changeRecipientFor(deps, admin, id, 1, { paused: true })
  await mailReport(deps)
  expect(deps.sent).toEqual([])
  expect(await onlyDelivery()).toMatchObject({ recipientId: id, state: 'paused', copies: [] })
})

describe('when nobody knows whether a mail was sent', () => {
  beforeEach(async () => {
    await office(deps)
    await closeMonths(deps, 'schedule')
    await sweepMail(withAnswers(unknownResult))
  })

  test('the mail is not sent again for half an hour, and then as a second copy', async () => {
    expect(await onlyDelivery()).toMatchObject({ state: 'unknown' })
    wait(deps, 29)
    await sweepMail(deps)
    expect(deps.sent).toHaveLength(1)
    wait(deps, 2)
    await sweepMail(deps)
    expect(deps.sent.map(({ subject }) => subject.startsWith('[Salinan kedua] '))).toEqual([false, true])
    for (const body of [deps.sent[1]?.text, deps.sent[1]?.html]) expect(body).toMatch(/salinan kedua/i)
    expect(await onlyDelivery()).toMatchObject({
      state: 'handed_over',
      copies: [{ state: 'unknown' }, { isRepeat: true }],
    })
  })

  test('an event with our tag proves that it was, and nothing more is sent', async () => {
    await tell((await onlyDelivery()).recipientId, 'sent')
    wait(deps, 120)
    await sweepMail(deps)
    expect(deps.sent).toHaveLength(1)
    expect(await onlyDelivery()).toMatchObject({ state: 'handed_over' })
  })

  test('after two unknown outcomes a person is asked, who may order one more', async () => {
    wait(deps, 31)
    await sweepMail(withAnswers(unknownResult))
    wait(deps, 31)
    await sweepMail(deps)
    wait(deps, 31)
    await sweepMail(deps)
    expect(deps.sent).toHaveLength(2)
    expect(await deps.obligations.countParked({ kind: 'mail', owner: 'reports' })).toBe(1)
    const id = { month, number: 1, recipientId: (await onlyDelivery()).recipientId }
    await replayDelivery(deps, admin, request(), id)
    await sweepMail(deps)
    expect(deps.sent).toHaveLength(3)
    expect(await onlyDelivery()).toMatchObject({ state: 'handed_over' })
  })
})

test('a process that died between claim and answer leaves a mail that waits as an unknown one', async () => {
  await office(deps)
  await closeMonths(deps, 'schedule')
  const dyingDeps: TestDeps = { ...deps, mail: { send: () => new Promise(() => {}) } }
  const handlers = mailHandlers(dyingDeps)
  await sweep(deps, { ...(handlers.mailing && { mailing: handlers.mailing }) })
  void sweep(dyingDeps, handlers)
  while ((await onlyDelivery()).state !== 'claimed') await deps.pause(5)
  wait(deps, 2)
  await sweepMail(deps)
  expect(await onlyDelivery()).toMatchObject({ state: 'unknown', copies: [{ reason: 'cut_off' }] })
  wait(deps, 30)
  await sweepMail(deps)
  expect(deps.sent).toHaveLength(1)
  expect(deps.sent[0]?.subject).toMatch(/^\[Salinan kedua\]/)
})

test('a mail that the service refuses for now is sent later as a first copy; one refused for good waits for a person', async () => {
  await office(deps)
  await closeMonths(deps, 'schedule')
  await sweepMail(withAnswers({ outcome: 'refused', reason: 'too_many_requests', isFinal: false }))
  expect(await onlyDelivery()).toMatchObject({ state: 'refused', copies: [{ reason: 'too_many_requests' }] })
  wait(deps, 1)
  await sweepMail(withAnswers({ outcome: 'refused', reason: 'message_rejected', isFinal: true }))
  expect(deps.sent.map(({ subject }) => subject.startsWith('['))).toEqual([false, false])
  expect(await deps.obligations.countParked({ kind: 'mail', owner: 'reports' })).toBe(1)
})

describe('events', () => {
  test('that arrive before our own record of the answer are kept', async () => {
    const id = await office(deps)
    const earlyEvents: TestDeps = {
      ...deps,
      mail: {
        async send(mail) {
          await tell(id, 'delivered')
          return deps.mail.send(mail)
        },
      },
    }
    await closeMonths(deps, 'schedule')
    await sweepMail(earlyEvents)
    expect(await onlyDelivery()).toMatchObject({ state: 'delivered', copies: [{ messageId: 'message-1' }] })
    wait(deps, 60)
    await sweepMail(deps)
    expect(deps.sent).toHaveLength(1)
  })

  test('about one bad address of two hundred pause that recipient, alert once, and leave the others untouched', {
    timeout: 300_000,
  }, async () => {
    const ids: string[] = []
    for (let i = 0; i < 200; i++) ids.push(await office(deps, { email: `kantor-${i}@example.id` }))
    await mailReport(deps)
    const [bad = '', ...good] = ids
    for (const id of good) await tell(id, 'delivered')
    for (const kind of ['sent', 'bounced', 'bounced', 'delivered', 'bounced'] as const) await tell(bad, kind)
    const states = new Map((await deliveries()).map(({ recipientId, state }) => [recipientId, state]))
    expect(states.get(bad)).toBe('bounced')
    expect(good.map((id) => states.get(id))).toEqual(good.map(() => 'delivered'))
    expect((await deps.recipients.all()).filter(({ pausedAt }) => pausedAt).map(({ id }) => id)).toEqual([bad])
    expect(await countParked()).toBe(1)
    expect(deps.logged.filter((line) => line.includes('did not reach its recipient'))).toHaveLength(1)
    await changeRecipientFor(deps, admin, bad, await version(bad), { email: 'benar@example.id', paused: false })
    expect(await countParked()).toBe(0)
  })

  test('of automatic replies pause nobody', async () => {
    const id = await office(deps)
    await mailReport(deps)
    await tell(id, 'replied')
    expect(await onlyDelivery()).toMatchObject({ state: 'handed_over' })
    expect(await countParked()).toBe(0)
  })

  test('about unknown mails are logged and change nothing', async () => {
    await tell('rcp_0', 'bounced')
    expect(deps.logged.join()).toContain('An event is about a mail that we do not know')
  })
})

test('a recipient that is resumed gets the issue that it missed', async () => {
  const id = await office(deps)
  await changeRecipientFor(deps, admin, id, 1, { paused: true })
  await mailReport(deps)
  expect(deps.sent).toEqual([])
  await changeRecipientFor(deps, admin, id, 2, { paused: false })
  await sweepMail(deps)
  await sweepMail(deps)
  expect(deps.sent).toHaveLength(1)
  expect(await onlyDelivery()).toMatchObject({ state: 'handed_over' })
})

test('the link in a mail ends the subscription once, and an administrator is told', async () => {
  const id = await office(deps)
  await mailReport(deps)
  const link = deps.sent[0]?.unsubscribeUrl ?? ''
  const token = link.split('/').at(-1) ?? ''
  await unsubscribe(deps, token)
  await unsubscribe(deps, token)
  expect((await deps.recipients.get(id))?.recipient).toMatchObject({ pauseReason: 'unsubscribed' })
  expect(await countParked()).toBe(1)
  await expect(unsubscribe(deps, `${token.slice(0, -2)}AA`)).rejects.toMatchObject({ kind: 'not_found' })
})

test('a file too large to attach is linked, with the end of the link, and is kept', async () => {
  await office(deps, { formats: ['csv'] })
  await closeMonths(deps, 'schedule')
  await sweepMail(deps, 10)
  const [mail] = deps.sent
  expect(mail?.attachments).toEqual([])
  const token = /\/mail\/files\/([\w-]+)/.exec(mail?.text ?? '')?.[1] ?? ''
  expect(mail?.html).toContain(token)
  const file = readLinkedFile(deps, token)
  expect(await deps.files.get(file.key)).toBeDefined()
  deps.clock.set('2022-03-06T23:00:00.000Z')
  expect(() => readLinkedFile(deps, token)).toThrow('not_found')
})

test('the archive keeps each sent mail under its hash, without an address', async () => {
  await office(deps)
  await mailReport(deps)
  const [mail] = deps.sent
  const { recipientId, copies } = await onlyDelivery()
  const archivedBytes = await deps.files.get(
    makeArchiveKey({ month, number: 1, recipientId }, copies[0]?.archive ?? ''),
  )
  const archivedText = gunzipSync(archivedBytes ?? '').toString()
  expect(JSON.parse(archivedText)).toMatchObject({ subject: mail?.subject, html: mail?.html, text: mail?.text })
  expect(archivedText).not.toContain('@example.id')
  const [{ key }] = JSON.parse(archivedText).attachments
  expect(Buffer.from((await deps.files.get(key)) ?? [])).toEqual(Buffer.from(mail?.attachments[0]?.bytes ?? []))
})

test('a test mail goes to the caller, says that it is a test, and counts as nobody’s report', async () => {
  const id = await office(deps)
  await closeMonths(deps, 'schedule')
  await sendTest(deps, admin, request(), id, { month, number: 1, to: 'saya@example.id' })
  await sweepMail(deps)
  expect(deps.sent.map(({ to, subject }) => [to, subject.startsWith('[Uji kirim] ')])).toEqual(
    expect.arrayContaining([
      ['saya@example.id', true],
      ['kantor@example.id', false],
    ]),
  )
  expect(await deliveries()).toHaveLength(1)
})

test('a test mail that is refused is listed with what the service said, and logged', async () => {
  const id = await office(deps)
  await closeMonths(deps, 'schedule')
  await sweepMail(deps)
  const issue = { month, number: 1 }
  await sendTest(deps, admin, request(), id, { ...issue, to: 'saya@example.id' })
  const said = 'Email address is not verified: …'
  await sweepMail(withAnswers({ outcome: 'refused', reason: 'message_rejected', said, isFinal: true }))
  expect(await listTests(deps, admin, id, issue)).toMatchObject([
    { recipientId: id, state: 'refused', copies: [{ reason: 'message_rejected', said }] },
  ])
  expect(deps.logged.filter((line) => line.includes('The mail service refused a mail'))).toEqual([
    expect.stringContaining(said),
  ])
})

describe('the watchdog', () => {
  const eightThirty = '2021-12-05T01:30:00.000Z'

  test('is silent when the report has gone out', async () => {
    const id = await office(deps)
    await mailReport(deps)
    await tell(id, 'delivered')
    deps.clock.set(eightThirty)
    await watchdogHandler(deps)()
  })

  test('warns when the schedule is off', async () => {
    deps.clock.set(eightThirty)
    await expect(watchdogHandler(deps)()).rejects.toThrow('There is no report of 2021-11.')
  })

  test('warns when mailing has not begun, when mails are missing, and when no events come', async () => {
    await office(deps)
    await closeMonths(deps, 'schedule')
    deps.clock.set(eightThirty)
    expect(await watchReports(deps)).toEqual([{ month, lack: 'mailing', missing: 1 }])
    await sweepMail(withAnswers(unknownResult))
    expect(await watchReports(deps)).toEqual([{ month, lack: 'mails', missing: 1 }])
    wait(deps, 31)
    await sweepMail(deps)
    wait(deps, 61)
    expect(await watchReports(deps)).toEqual([{ month, lack: 'events', missing: 1 }])
  })

  test('expects no report before it is due', async () => {
    deps.clock.set('2021-12-04T22:59:00.000Z')
    expect(await watchReports(deps)).toEqual([])
  })
})
