// Node 20 or newer: URL=https://…/hooks/<code> SECRET=whsec_… node webhook.mjs
import { createHmac, randomUUID } from 'node:crypto'

const { URL: url, SECRET: secret } = process.env
const id = `test-${randomUUID()}`
const body = JSON.stringify({ id, type: 'partner.test', occurredAt: new Date().toISOString() })

const timestamp = Math.floor(Date.now() / 1000)
const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')

const answer = await fetch(url, {
  method: 'POST',
  headers: {
    'Content-Type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': `${timestamp}`,
    'webhook-signature': `v1,${signature}`,
  },
  body,
})
console.log(answer.status, await answer.text())
