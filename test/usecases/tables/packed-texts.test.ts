import { expect, test } from 'vitest'
import { makePackedTexts } from '../../../shared/usecases/tables/packed-texts.ts'

test('texts are found by their positions, in any number', () => {
  const texts = Array.from({ length: 2500 }, (_, i) => (i % 7 === 0 ? '' : `Jl. Désa ${i} 印`))
  const packed = makePackedTexts()
  expect(texts.map((text) => packed.add(text))).toEqual(texts.map((_, i) => i + 1))
  expect(texts.map((_, i) => packed.at(i))).toEqual(texts)
  for (const nowhere of [-1, 2500, 5000, 0.5, Number.NaN]) expect(packed.at(nowhere)).toBeUndefined()
})
