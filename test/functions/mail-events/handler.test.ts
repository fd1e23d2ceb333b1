import { beforeEach, expect, test } from 'vitest'
import { mailEventsHandler } from '../../../functions/mail-events/handler.ts'
import { endedMonth, mailReport, month, office } from '../../support/mailing.ts'
import type { TestDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await endedMonth()
})

const hear = (...messages: string[]) =>
  mailEventsHandler(deps)({ Records: messages.map((Message) => ({ Sns: { Message } })) })
const only = async (recipientId: string) => deps.deliveries.get({ month, number: 1, recipientId })
const errors = () => deps.logged.filter((line) => line.includes('"level":"error"'))
const countParked = () => deps.obligations.countParked({ kind: 'recipient', owner: 'reports' })

/** A bounce as SES publishes it for the only mail to a recipient, with this report. */
const general = (recipient: string, report: object) => {
  const timestamp = deps.now().toISOString()
  const bouncedRecipients = [{ emailAddress: 'kantor@exmaple.id', ...report }]
  return JSON.stringify({
    eventType: 'Bounce',
    mail: { timestamp, tags: { issue: [`${month}_1`], recipient: [recipient], copy: ['1'] } },
    bounce: { timestamp, bounceType: 'Transient', bounceSubType: 'General', bouncedRecipients },
  })
}

test('a mail to a mistyped domain pauses its recipient and waits for an administrator, though SES calls it transient', async () => {
  const id = await office(deps)
  await mailReport(deps)
  await hear(general(id, { action: 'failed', status: '5.4.4', diagnosticCode: 'smtp; 550 5.4.4 Invalid domain' }))
  expect(await only(id)).toMatchObject({ delivery: { state: 'bounced' } })
  expect(await deps.recipients.get(id)).toMatchObject({ recipient: { pauseReason: 'bounced' } })
  expect(await countParked()).toBe(1)
  expect(errors()).toHaveLength(1)
})

test('a mail that failed after many tries is marked, and its recipient is not paused', async () => {
  const id = await office(deps)
  await mailReport(deps)
  await hear(general(id, { action: 'failed', status: '4.4.7' }))
  expect(await only(id)).toMatchObject({ delivery: { state: 'bounced' } })
  expect((await deps.recipients.get(id))?.recipient.pausedAt).toBeUndefined()
  expect(errors()).toEqual([expect.stringContaining('A mail did not reach its recipient')])
})

test('a missing mailbox pauses its recipient once, also if the mail is already known to have failed', async () => {
  const id = await office(deps)
  await mailReport(deps)
  await hear(general(id, { action: 'failed', status: '4.4.7' }))
  const bounced = general(id, { action: 'failed', status: '5.1.1' })
  await hear(bounced)
  expect(await deps.recipients.get(id)).toMatchObject({ recipient: { pauseReason: 'bounced' } })
  expect(await countParked()).toBe(1)
  const errorCount = errors().length
  await hear(bounced)
  expect([await countParked(), errors().length]).toEqual([1, errorCount])
})

test('an automatic reply, for which SES has no report, alarms nobody and pauses nobody', async () => {
  const id = await office(deps)
  await mailReport(deps)
  await hear(general(id, {}))
  expect(await only(id)).toMatchObject({
    delivery: { state: 'handed_over', copies: [{ notices: [{ kind: 'replied' }] }] },
  })
  expect(await countParked()).toBe(0)
  expect(errors()).toEqual([])
})

test('the message that SES may publish is not an event: it is logged, and later events are applied', async () => {
  const id = await office(deps)
  await mailReport(deps)
  await hear('Successfully validated SNS topic for Amazon SES event publishing.', general(id, { status: '5.4.4' }))
  expect(deps.logged).toContainEqual(expect.stringMatching(/"level":"info".*SES may publish/))
  expect(await only(id)).toMatchObject({ delivery: { state: 'bounced' } })
})

test('any other text is an error', async () => {
  await expect(hear('Successfully validated SNS topic for Amazon SES event publishing')).rejects.toThrow(SyntaxError)
  await expect(hear('')).rejects.toThrow(SyntaxError)
})
