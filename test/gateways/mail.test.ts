import { SESv2Client } from '@aws-sdk/client-sesv2'
import { expect, onTestFinished, test } from 'vitest'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { mail } from '../../shared/gateways/mail.ts'

const outgoingMail = {
  to: 'kantor@luar.example',
  subject: 'Laporan',
  html: '<p>Laporan</p>',
  text: 'Laporan',
  attachments: [],
  tags: {},
  unsubscribeUrl: 'https://api.capaian.example/mail/unsubscriptions/a',
}

test('a refusal keeps the reason that SES gave, and no address', async () => {
  const message =
    'Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-3: ' +
    'kantor@luar.example, Capaian <laporan@capaian.example>'
  const fetch = () => Response.json({ message }, { status: 400, headers: { 'x-amzn-ErrorType': 'MessageRejected' } })
  const { endpoint, stop } = await listen({ fetch }, await findFreePort(0))
  onTestFinished(stop)
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const ses = new SESv2Client({ endpoint, region: 'ap-southeast-3', credentials, maxAttempts: 1 })
  const { send } = mail(ses, { from: 'Capaian <laporan@capaian.example>', configurationSet: 'capaian' })
  expect(await send(outgoingMail)).toEqual({
    outcome: 'refused',
    reason: 'message_rejected',
    said: 'Email address is not verified. The following identities failed the check in region AP-SOUTHEAST-3: …, Capaian <…>',
    isFinal: true,
  })
})
