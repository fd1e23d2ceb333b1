import { expect, test } from 'vitest'
import { changeRecipientFor } from '../../../shared/usecases/mail/recipients.ts'
import { admin, endedMonth, office } from '../../support/mailing.ts'
import { refusalOf } from '../../support/refusal-of.ts'

test('of two recipients added at once with the same address and report, one is refused, and the refusal names the other', async () => {
  const deps = await endedMonth()
  const both = ['laporan@uji.example', 'Laporan@uji.example'].map((email) => office(deps, { email, area: '31.71' }))
  const answers = await Promise.allSettled(both)
  const ids = (await deps.recipients.all()).map(({ id }) => id)
  expect(answers.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))).toEqual(ids)
  const refusals = answers.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  expect(refusals).toMatchObject([
    { problems: [{ code: 'recipient_twice', params: { recipient: ids[0] }, path: ['email'] }] },
  ])
})

test('recipient-twice: one address gets one report once', async () => {
  const deps = await endedMonth()
  const email = 'laporan@uji.example'
  await office(deps, { email, area: '31.71' })
  expect(await refusalOf(office(deps, { email, area: '31.71' }))).toEqual(['recipient_twice'])
  expect(await refusalOf(office(deps, { email: 'Laporan@UJI.example', area: '31.71' }))).toEqual(['recipient_twice'])
  const other = await office(deps, { email, area: '31.72' })
  expect(await refusalOf(changeRecipientFor(deps, admin, other, 1, { area: '31.71' }))).toEqual(['recipient_twice'])
  await changeRecipientFor(deps, admin, other, 1, { area: '31.71', agency: 'PPAPP' })
})
