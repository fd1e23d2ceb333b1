import { expect, test } from 'vitest'
import { LoanEvent } from '../../../shared/domain/loan/loan-event.ts'
import {
  AppError,
  busy,
  conflict,
  invalid,
  malformed,
  notFound,
  unauthenticated,
} from '../../../shared/domain/problems/app-error.ts'
import { listSchemaProblems } from '../../../shared/domain/problems/schema-problems.ts'
import { makeSnapRefusal, makeSnapReply, makeSnapTokenReply } from '../../../shared/domain/signing/snap-reply.ts'

test.each([
  [malformed('body_malformed'), 400, '4008800', 'Bad Request'],
  [
    invalid('amount_shape', {}, ['amounts', 'applied', 'value']),
    400,
    '4008801',
    'Invalid Field Format amounts.applied.value',
  ],
  [invalid('field_missing', {}, ['dates', 'approved']), 400, '4008802', 'Invalid Mandatory Field dates.approved'],
  [unauthenticated('signature_invalid'), 401, '4018800', 'Unauthorized. Signature'],
  [unauthenticated('token_invalid'), 401, '4018801', 'Invalid Token (B2B)'],
  [notFound(), 404, '4048801', 'Transaction Not Found'],
  [conflict('external_id_reused'), 409, '4098800', 'Conflict'],
  [conflict('event_differs'), 404, '4048818', 'Inconsistent Request'],
  [new AppError('forbidden', [{ code: 'not_allowed' }]), 403, '4038815', 'Transaction Not Permitted'],
  [busy('busy'), 504, '5048800', 'Timeout'],
])('%s is answered with %i %s', (error, status, responseCode, responseMessage) => {
  expect(makeSnapRefusal(error, '88')).toEqual({ status, body: { responseCode, responseMessage } })
})

test('every reply begins with its status, has seven digits and a short message', () => {
  const cases = ['successful', 'not_supported', 'too_many', 'internal', 'field_format'] as const
  for (const name of cases) {
    const { status, body } = makeSnapReply(name, '88', 'x'.repeat(500))
    expect(body.responseCode).toMatch(new RegExp(`^${status}88\\d\\d$`))
    expect(body.responseMessage.length).toBeGreaterThan(3)
    expect(body.responseMessage.length).toBeLessThanOrEqual(150)
  }
})

test('a value that a partner sent is never repeated to it', () => {
  const event = { id: 'e', type: 'loan.3171016703980001', member: { nik: '3171016703980001x' }, $1: '$&' }
  const { error } = LoanEvent.safeParse(event)
  const refusal = new AppError('invalid', listSchemaProblems({ issues: error?.issues ?? [] }, event))
  for (const problem of refusal.problems)
    expect(JSON.stringify(makeSnapRefusal({ kind: 'invalid', problems: [problem] }, '88'))).not.toMatch(/3171|\$/)
})

test('a token is answered with the service code of tokens, and its lifetime as text', () => {
  expect(makeSnapTokenReply('abc', 900)).toEqual({
    status: 200,
    body: {
      responseCode: '2007300',
      responseMessage: 'Successful',
      accessToken: 'abc',
      tokenType: 'Bearer',
      expiresIn: '900',
    },
  })
})
