import { expect, test } from 'vitest'
import { readCopyNotice } from '../../../functions/mail-events/ses-event.ts'

const at = '2021-12-05T06:00:01.000Z'
const tags = { issue: ['2021-11_1'], recipient: ['rcp_1'], copy: ['2'], 'ses:configuration-set': ['capaian-prod'] }
const mail = { timestamp: '2021-12-05T06:00:00.123Z', messageId: 'message', destination: ['a@example.id'], tags }
const event = (eventType: string, more: object = {}) => ({ eventType, mail, ...more })
const bounce = (bounceType: string, bounceSubType: string, report: object = {}) =>
  event('Bounce', {
    bounce: {
      timestamp: at,
      bounceType,
      bounceSubType,
      bouncedRecipients: [{ emailAddress: 'a@example.id', ...report }],
    },
  })
const failure = (status: string) => ({ action: 'failed', status, diagnosticCode: `smtp; 550 ${status}` })

test.each([
  [event('Send', { send: {} }), { kind: 'sent', at: '2021-12-05T06:00:00.123Z' }],
  [event('Delivery', { delivery: { timestamp: at } }), { kind: 'delivered', at }],
  [
    event('DeliveryDelay', { deliveryDelay: { timestamp: '2021-12-05T06:00:01+00:00', delayType: 'MailboxFull' } }),
    { kind: 'delayed', at, detail: 'MailboxFull' },
  ],
  [event('Complaint', { complaint: { timestamp: at } }), { kind: 'complained', at }],
  [event('Reject', { reject: { reason: 'Bad content' } }), { kind: 'rejected', at: '2021-12-05T06:00:00.123Z' }],
  [bounce('Permanent', 'NoEmail'), { kind: 'bounced', at, detail: 'Permanent/NoEmail' }],
  [bounce('Undetermined', 'Undetermined'), { kind: 'bounced', at, detail: 'Undetermined/Undetermined' }],
  [
    bounce('Permanent', 'OnAccountSuppressionList'),
    { kind: 'suppressed', at, detail: 'Permanent/OnAccountSuppressionList' },
  ],
  [bounce('Permanent', 'Suppressed', failure('5.1.1')), { kind: 'suppressed', at, detail: 'Permanent/Suppressed' }],
  [bounce('Transient', 'MailboxFull', failure('5.2.2')), { kind: 'failed', at, detail: 'Transient/MailboxFull' }],
  // Without a report, as SES sends it for automatic replies.
  [bounce('Transient', 'General'), { kind: 'replied', at, detail: 'Transient/General' }],
  [
    bounce('Transient', 'General', { action: null, status: null }),
    { kind: 'replied', at, detail: 'Transient/General' },
  ],
  // A domain that does not exist, and a mailbox that does not, in the words of SES.
  [bounce('Transient', 'General', failure('5.4.4')), { kind: 'bounced', at, detail: 'Transient/General' }],
  [bounce('Transient', 'General', failure('5.0.0')), { kind: 'bounced', at, detail: 'Transient/General' }],
  [bounce('Transient', 'General', { status: '5.3.0' }), { kind: 'bounced', at, detail: 'Transient/General' }],
  [bounce('Transient', 'General', failure('4.4.7')), { kind: 'failed', at, detail: 'Transient/General' }],
  [bounce('Transient', 'General', { status: '4.4.7' }), { kind: 'failed', at, detail: 'Transient/General' }],
  [bounce('Transient', 'General', { action: 'failed' }), { kind: 'failed', at, detail: 'Transient/General' }],
  // A report that the mail is late: its mail server goes on trying.
  [
    bounce('Transient', 'General', { action: 'delayed', status: '4.4.1' }),
    { kind: 'delayed', at, detail: 'Transient/General' },
  ],
  [
    bounce('Transient', 'MailboxFull', { action: 'delayed', status: '4.2.2' }),
    { kind: 'delayed', at, detail: 'Transient/MailboxFull' },
  ],
  [
    bounce('Transient', 'General', { action: 'delayed', status: '5.1.1' }),
    { kind: 'bounced', at, detail: 'Transient/General' },
  ],
])('%j is read as a notice', (told, notice) => {
  expect(readCopyNotice(told)).toEqual({ id: { month: '2021-11', number: 1, recipientId: 'rcp_1' }, copy: 2, notice })
})

test('a mail without our tags, or an unknown kind of event, is not ours', () => {
  expect(readCopyNotice({ eventType: 'Send', mail: { timestamp: at } })).toBeUndefined()
  expect(readCopyNotice({ eventType: 'Send', mail: { timestamp: at, tags: { ...tags, copy: ['x'] } } })).toBeUndefined()
  expect(
    readCopyNotice({ eventType: 'Send', mail: { timestamp: at, tags: { ...tags, issue: ['2021-13_1'] } } }),
  ).toBeUndefined()
  expect(readCopyNotice(event('Open', { open: {} }))).toBeUndefined()
})

test('an event of a known kind that cannot be read is an error', () => {
  expect(() => readCopyNotice(event('Delivery'))).toThrow()
  expect(() =>
    readCopyNotice(event('Bounce', { bounce: { timestamp: at, bounceType: 'Transient', bounceSubType: 'General' } })),
  ).toThrow()
  expect(() => readCopyNotice({})).toThrow()
  const never = '9999-12-31T23:59:59-07:00'
  expect(() => readCopyNotice(event('Delivery', { delivery: { timestamp: never } }))).toThrow()
  expect(() => readCopyNotice({ eventType: 'Send', mail: { ...mail, timestamp: never } })).toThrow()
})

test('a test mail is recognised', () => {
  const told = readCopyNotice({ eventType: 'Send', mail: { ...mail, tags: { ...tags, test: ['tst_1'] } } })
  expect(told).toMatchObject({ id: { month: '2021-11', number: 1, recipientId: 'rcp_1', testId: 'tst_1' } })
})
