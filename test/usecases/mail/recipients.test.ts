import { expect, test } from 'vitest'
import { changeRecipientFor } from '../../../shared/usecases/mail/recipients.ts'
import { admin, endedMonth, office } from '../../support/mailing.ts'
import { refusalOf } from '../../support/refusal-of.ts'

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
