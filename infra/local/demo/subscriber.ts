import type { Deps } from '../../../shared/deps.ts'
import { NewSubscriber } from '../../../shared/domain/subscriber/subscriber.ts'
import { changeSubscriberFor, makeSubscriber } from '../../../shared/usecases/subscribers/subscribers.ts'

const name = 'Portal Satu Data (contoh)'

const targetAt = (home: string) => `${home}/events`

const asAdmin = async ({ grants }: Pick<Deps, 'grants'>) => ({
  subject: 'admin',
  grants: await grants.ofSubject('admin'),
})

/** Makes the demo's subscriber. Its events go to the home page. */
export async function addDemoSubscriber(deps: Deps, home: string): Promise<void> {
  const input = NewSubscriber.parse({
    name,
    target: targetAt(home),
    types: ['referral.answered', 'month.closed', 'issue.published', 'issue.republished'],
    legalBasis: 'Perjanjian kerja sama (contoh)',
    contacts: ['portal@capaian.example'],
    area: '31',
  })
  await makeSubscriber(deps, await asAdmin(deps), { key: 'demo-subscriber', fingerprint: JSON.stringify(input) }, input)
}

/** Gives the demo's subscriber the address of the home page, in case it has moved to another port. */
export async function moveDemoSubscriber(deps: Deps, home: string): Promise<void> {
  const target = targetAt(home)
  const subscriber = (await deps.subscribers.all()).find((each) => each.name === name && each.target !== target)
  if (subscriber) await changeSubscriberFor(deps, await asAdmin(deps), subscriber.id, subscriber.version, { target })
}
