import type { Malformed } from './malformed.ts'
import { badReading } from './readings.ts'

const badDecision = (what: string, body: unknown, ...codes: string[]): Malformed => ({
  what,
  path: '/v1/duplicates/7K3M9QXF-8H2N4PWZ/decisions',
  body,
  status: 422,
  codes,
})

export const duplicates: Malformed[] = [
  badDecision('a decision of nothing', {}, 'field_missing /decision', 'field_missing /reason'),
  badDecision('an unknown decision', { decision: 'maybe', reason: 'verified' }, 'value_choice /decision'),
  badDecision(
    'people told apart for no known reason',
    { decision: 'different', reason: 'other' },
    'value_choice /reason',
  ),
  badDecision(
    'records merged into neither',
    { decision: 'same', reason: 'duplicate_registration' },
    'field_missing /keep',
  ),
  { what: 'a pair of one', method: 'GET', path: '/v1/duplicates/7K3M9QXF', status: 422, codes: ['value_format /id'] },
  badReading('duplicates?limit=51', 422, 'value_large /limit'),
]
