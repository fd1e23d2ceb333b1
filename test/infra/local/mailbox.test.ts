import { SESv2Client } from '@aws-sdk/client-sesv2'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { readCopyNotice } from '../../../functions/mail-events/ses-event.ts'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { startMailbox } from '../../../infra/local/mailbox/mailbox.ts'
import { mail } from '../../../shared/gateways/mail.ts'

let mailbox: Awaited<ReturnType<typeof startMailbox>>
beforeAll(async () => {
  mailbox = await startMailbox({ port: await findFreePort(0) })
})
afterAll(() => mailbox.stop())

const Notification = z.object({ Records: z.tuple([z.object({ Sns: z.object({ Message: z.string() }) })]) })
const Bounce = z.object({ bounce: z.object({ bounceSubType: z.string(), bouncedRecipients: z.array(z.unknown()) }) })

/** The events that the mailbox sends about a mail to this address. */
async function toldOf(to: string, count: number): Promise<unknown[]> {
  const told: unknown[] = []
  const all = new Promise<void>((resolve) => {
    mailbox.sendEventsTo(async (event) => {
      told.push(JSON.parse(Notification.parse(event).Records[0].Sns.Message))
      if (told.length === count) resolve()
    })
  })
  const ses = mail(new SESv2Client({ endpoint: mailbox.endpoint }), {
    from: 'a@example.id',
    configurationSet: 'capaian',
  })
  await ses.send({
    to,
    subject: 'Laporan',
    html: '<p>Laporan</p>',
    text: 'Laporan',
    attachments: [],
    unsubscribeUrl: 'https://example.id/stop',
    tags: { issue: '2021-11_1', recipient: 'rcp_1', copy: '1' },
  })
  await all
  return told
}

test('a browser that requests an icon gets no error', async () => {
  expect((await fetch(`${mailbox.endpoint}/favicon.ico`)).status).toBe(204)
})

test.each([
  ['kantor', ['sent', 'delivered']],
  ['bounce', ['sent', 'bounced']],
  ['bounce+1', ['sent', 'bounced']],
  ['suppressionlist', ['sent', 'suppressed']],
  ['ooto', ['sent', 'delivered', 'replied']],
  ['complaint', ['sent', 'delivered', 'complained']],
])('a mail to %s@ causes the events %j', async (name, kinds) => {
  const events = await toldOf(`${name}@simulator.amazonses.com`, kinds.length)
  expect(events.map((event) => readCopyNotice(event)?.notice.kind)).toEqual(kinds)
})

// Copied from published events of SES: of 2017 and 2026 (bounce@), 2018 (suppressionlist@), 2018 and 2026 (ooto@).
test.each([
  ['bounce', 2, 'General', { action: 'failed', status: '5.1.1' }],
  ['suppressionlist', 2, 'Suppressed', { action: 'failed', status: '5.1.1' }],
  ['ooto', 3, 'General', {}],
])('a bounce by %s@ describes its recipient as SES does', async (name, count, bounceSubType, report) => {
  const emailAddress = `${name}@simulator.amazonses.com`
  const events = await toldOf(emailAddress, count)
  expect(Bounce.parse(events.at(-1)).bounce).toEqual({
    bounceSubType,
    bouncedRecipients: [{ emailAddress, ...report }],
  })
})
