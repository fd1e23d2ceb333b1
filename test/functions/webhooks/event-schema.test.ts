import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { SentEvent } from '../../../shared/domain/loan/loan-event.ts'
import { LoanState } from '../../../shared/domain/loan/loan-state.ts'
import { AppError, type Problem } from '../../../shared/domain/problems/app-error.ts'
import { viewProblem } from '../../../shared/domain/problems/problem-view.ts'
import { readEvent } from '../../../shared/domain/receipt/read-event.ts'
import { formatSource } from '../../support/format-source.ts'
import { loanEvent } from '../../support/loan-event.ts'
import { amount } from '../../support/runs.ts'

const path = 'functions/webhooks/event.schema.json'

test('events are checked by the schema that is published', async () => {
  const schema = z.toJSONSchema(SentEvent, { io: 'input', unrepresentable: 'any' })
  const text = formatSource(JSON.stringify({ title: 'An event of a partner', ...schema }), path)
  const file = fileURLToPath(new URL(`../../../${path}`, import.meta.url))
  await expect(
    text,
    'It is out of date: npx vitest run --config test/vitest.config.ts event-schema --update',
  ).toMatchFileSnapshot(file)
})

/** Refusals that a JSON Schema cannot express: check characters, sequences of digits, and the last allowed day. */
const beyondSchemas = ['member_number_shape', 'nik_placeholder', 'loan_type_differs']

const texts = fc.constantFrom(
  '',
  ' ',
  'x',
  'a b',
  'constructor',
  '0.00',
  '5.00',
  '-1.00',
  '1999-01-01T00:00:00Z',
  '2021-11-29',
)
const values = fc.oneof(
  texts,
  fc.constantFrom('7K3M9QXF', '7K3M9QXG', '3171016703980001', '3171012902010001', '3171013104900000', '2021-02-30'),
  fc.constantFrom<unknown>(null, 0, -1, 1.5, 2 ** 60, true, [], {}, { value: '5.00', currency: 'IDR' }),
)
const places = [
  ...['id', 'type', 'occurredAt', 'sequence', 'loan', 'member', 'dates', 'amounts', 'daysLate'],
  ...['loan/number', 'loan/product', 'member/nik', 'member/number', 'dates/submitted', 'dates/approved'],
  ...['dates/disbursed', 'dates/cancelled', 'amounts/applied', 'amounts/approved', 'amounts/applied/value'],
]

/** The problems that the webhook endpoint finds in an event; empty if it accepts the event. */
function listProblems(event: unknown): Problem[] {
  try {
    readEvent(Buffer.from(JSON.stringify(event)))
    return []
  } catch (error) {
    if (error instanceof AppError) return error.problems
    throw error
  }
}

/** The event with another value in the named field, or without the field. */
function withChange(event: Record<string, unknown>, place: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = place.split('/')
  if (rest.length === 0) {
    const { [first]: _, ...others } = event
    return value === undefined ? others : { ...event, [first]: value }
  }
  const inner = event[first]
  const isNode = typeof inner === 'object' && inner !== null
  return {
    ...event,
    [first]: withChange(isNode ? Object.fromEntries(Object.entries(inner)) : {}, rest.join('/'), value),
  }
}

test('the published schema refuses the same events as the endpoint, and no refusal sends a developer to another document', () => {
  const ajv = new Ajv2020({ strict: false })
  addFormats.default(ajv)
  const accepts = ajv.compile(z.toJSONSchema(SentEvent, { io: 'input', unrepresentable: 'any' }))
  const types = fc.constantFrom(...LoanState.options.map((state) => `loan.${state}`), 'partner.test')
  const changes = fc.array(fc.tuple(fc.constantFrom(...places), fc.option(values, { nil: undefined })), {
    maxLength: 3,
  })
  fc.assert(
    fc.property(fc.option(types), changes, (type, changed) => {
      const whole: Record<string, unknown> = { ...loanEvent(), ...(type && { type }) }
      const event = changed.reduce((before, [place, value]) => withChange(before, place, value), whole)
      const problems = listProblems(event)
      const error = problems.length > 0
      if (!error) expect([event, accepts(event)]).toEqual([event, true])
      else if (accepts(event)) expect(problems.filter(({ code }) => !beyondSchemas.includes(code))).toEqual([])
      expect(JSON.stringify(problems.map(viewProblem))).not.toContain('openapi')
    }),
    { numRuns: amount(2_000, 50_000) },
  )
})
