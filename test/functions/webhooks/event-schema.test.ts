import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { PartnerEvent } from '../../../shared/domain/loan/loan-event.ts'
import { formatSource } from '../../support/format-source.ts'

const path = 'functions/webhooks/event.schema.json'

test('the published schema of events is that by which they are checked', async () => {
  const schema = z.toJSONSchema(PartnerEvent, { io: 'input', unrepresentable: 'any' })
  const text = formatSource(JSON.stringify({ title: 'An event of a partner', ...schema }), path)
  const file = fileURLToPath(new URL(`../../../${path}`, import.meta.url))
  await expect(
    text,
    'It is out of date: npx vitest run --config test/vitest.config.ts event-schema --update',
  ).toMatchFileSnapshot(file)
})
