import { newSubscriber } from '../world.ts'
import type { Malformed } from './malformed.ts'

const subscriber = (what: string, more: object, ...codes: string[]): Malformed => ({
  ...{ what, path: '/v1/subscribers', body: { ...newSubscriber, ...more } },
  status: 422,
  codes,
})

export const subscribers: Malformed[] = [
  subscriber('a target by http', { target: 'http://penerima.example.id/' }, 'push_target /target'),
  subscriber('a target in our own network', { target: 'https://169.254.169.254/latest' }, 'push_target /target'),
  subscriber('an event that nobody knows', { types: ['member.born'] }, 'value_choice /types/0'),
  subscriber('a subscriber without a legal basis', { legalBasis: ' ' }, 'text_shape /legalBasis'),
  subscriber('a subscriber of no place', { area: '99' }, 'area_unknown /area'),
  subscriber('a subscriber without contacts', { contacts: [] }, 'value_small /contacts'),
]
