import { expect, test } from 'vitest'
import { scaleTarget } from '../../../../infra/local/load/published/scale-target.ts'

test('a target at one Nth is rounded half up, and names the published figure', () => {
  const target = { value: 278_971, basis: 'RPJMD', primary: false }
  expect(scaleTarget(target, 10)).toEqual({
    value: 27_897,
    basis: 'RPJMD; 278.971 pada skala 1:10',
    primary: false,
  })
  expect(scaleTarget({ value: 2_450, basis: 'Dinas' }, 100).value).toBe(25)
})
