import { describe, expect, test } from 'vitest'
import { maskEvent, readNamedMember } from '../../../shared/domain/receipt/payload.ts'
import { loanEvent, testEvent } from '../../support/loan-event.ts'

const nik = '3171016703980001'
const mask = (event: object) => maskEvent(JSON.stringify(event))

describe('an event without personal data', () => {
  test('shows known fields, with the NIK masked', () => {
    expect(mask(loanEvent())).toEqual({ ...loanEvent(), member: { nik: '31************01' } })
    expect(mask(loanEvent({ member: { number: 'SANDBX12' } }))).toMatchObject({ member: { number: 'SANDBX12' } })
    expect(mask(testEvent())).toEqual(testEvent())
  })

  test('shows only the name of an unknown field', () => {
    const more = {
      note: `Ani ${nik}`,
      loan: { number: 'L-1', product: 'Monas', officer: { name: 'Ani', nik } },
      amounts: { ...loanEvent().amounts, applied: { value: '10000000.00', currency: 'IDR', payee: 'Ani' } },
      list: [nik],
    }
    const maskedEvent = mask(loanEvent(more))
    expect(maskedEvent).toMatchObject({
      note: '***',
      loan: { number: 'L-1', product: 'Monas', officer: '***' },
      amounts: { applied: { value: '10000000.00', currency: 'IDR', payee: '***' } },
      list: '***',
    })
    expect(JSON.stringify(maskedEvent)).not.toContain(nik)
  })

  test.each([
    ['an event of another type', { ...loanEvent({ loan: { number: nik, product: nik } }), type: 'loan.restructured' }],
    ['a field name that reads like a path', loanEvent({ 'loan/number': nik, 'member/nik': nik, 'member~1nik': nik })],
    ['a known field that holds a list', { ...loanEvent(), type: 'promo', id: 'evt-1', member: [nik] }],
    ['a member with an invalid number and NIK', { id: 'evt-1', type: 'promo', member: { number: nik, nik: 31 } }],
    ['an event with only a NIK, an id and a type', { nik, id: nik, type: 'loan.approved' }],
    ['an inherited name', JSON.parse(`{"__proto__":{"id":"${nik}"},"id":"e","type":"promo"}`)],
    ['a text', nik],
  ])('hides the NIK in %s', (_, event) => {
    expect(JSON.stringify(maskEvent(JSON.stringify(event)))).not.toContain(nik)
  })
})

test('says which person an event names', () => {
  expect(readNamedMember(JSON.stringify(loanEvent()))).toEqual({ nik })
  expect(readNamedMember(JSON.stringify(loanEvent({ type: 'loan.restructured' })))).toEqual({ nik })
  expect(readNamedMember(JSON.stringify(testEvent()))).toBeUndefined()
  expect(readNamedMember('7')).toBeUndefined()
})
