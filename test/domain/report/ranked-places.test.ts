import { expect, test } from 'vitest'
import { findExtremes, listShares, type PlaceShare } from '../../../shared/domain/report/ranked-places.ts'

const share = (name: string, value: string | null): PlaceShare => ({
  code: name,
  name,
  share: value,
  isEarlier: false,
  isSmall: false,
})

test('the first and the last place are named with all ties', () => {
  const shares = [share('a', '2.10'), share('b', '0.00'), share('c', null), share('d', '0.00'), share('e', '9.99')]
  expect(findExtremes(shares)).toEqual({
    highest: { share: '9.99', names: ['e'] },
    lowest: { share: '0.00', names: ['b', 'd'] },
  })
  expect(findExtremes([...shares, share('f', '10.00')])?.highest.names).toEqual(['f'])
})

test('no place is first if all are equal or only one is known', () => {
  expect(findExtremes([share('a', '0.00'), share('b', '0.00')])).toBeUndefined()
  expect(findExtremes([share('a', '1.00'), share('b', null)])).toBeUndefined()
})

test('a district with fewer than a hundred registered members has no share, nor has a hidden one', () => {
  const row = (code: string, P1: number | null, P7: number | null) => {
    const cell = (members: number | null) => ({ members, shareOfFirst: members === null ? null : '5.00', net: null })
    return { code, name: { id: code, en: code }, stages: { P1: cell(P1), P7: cell(P7) } }
  }
  const rows = [row('few', 99, 5), row('enough', 100, 5), row('hidden', null, null), row('no P7', 100, null)]
  const name = { id: 'Kecamatan', en: 'District' }
  const funnel = [{ stage: 'P1', name, members: 400, shareOfFirst: '100.00' }]
  const shares = listShares({ breakdowns: [{ by: 'area_2', name, rows }], funnel }, 'P7')
  expect(shares.map(({ code, share: value, isSmall }) => [code, value, isSmall])).toEqual([
    ['few', null, true],
    ['enough', '5.00', false],
    ['hidden', null, false],
    ['no P7', null, false],
  ])
})

test('a share counts as earlier if one of its two numbers is of an earlier month', () => {
  const row = (code: string, registeredAsOf?: string, financedAsOf?: string) => {
    const cell = (asOf?: string) => ({ members: 200, shareOfFirst: '5.00', net: null, ...(asOf && { asOf }) })
    return { code, name: { id: code, en: code }, stages: { P1: cell(registeredAsOf), P7: cell(financedAsOf) } }
  }
  const rows = [row('own'), row('registered', '2021-10'), row('financed', undefined, '2021-10')]
  const name = { id: 'Kecamatan', en: 'District' }
  const funnel = [{ stage: 'P1', name, members: 600, shareOfFirst: '100.00' }]
  const shares = listShares({ breakdowns: [{ by: 'area_2', name, rows }], funnel }, 'P7')
  expect(shares.filter(({ isEarlier }) => isEarlier).map(({ code }) => code)).toEqual(['registered', 'financed'])
})
