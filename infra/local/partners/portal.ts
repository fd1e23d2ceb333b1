import { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import { expectThat } from '../journeys/visit.ts'
import type { PartnerVisit } from './lenders.ts'
import type { Receiver } from './receiver.ts'

const name = 'Portal Satu Data'

/**
 * Creates a subscriber to every type of event, and sends it a test event. Returns the instant from which it gets
 * events.
 */
export async function connectPortal(
  { as, say }: Pick<PartnerVisit, 'as' | 'say'>,
  { url, trust }: Receiver,
): Promise<Date> {
  const admin = as('admin')
  const { data: newSubscriber } = await admin.post('/v1/subscribers', {
    body: {
      name,
      target: url,
      types: OutgoingEventType.options,
      legalBasis: 'Perjanjian kerja sama (contoh)',
      contacts: ['portal@capaian.example'],
      area: '31',
    },
  })
  trust(newSubscriber.secret ?? '')
  const path = { id: newSubscriber.subscriberId }
  const { data: test } = await admin.post('/v1/subscribers/{id}/test-events', { path })
  expectThat(test.isTaken, `The subscriber did not take the test event: ${test.reason}.`)
  say(`   ${name}: peristiwa dikirim ke / events go to ${url}`)
  const { data: subscriber } = await admin.get('/v1/subscribers/{id}', { path })
  return new Date(subscriber.from)
}
