import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNameLike, PersonName, searchName } from '../../../shared/domain/values/name.ts'
import { codesOf } from '../../support/codes-of.ts'

test.each([
  "Nur'aini",
  'H. Abdul-Rahman, S.E.',
  'Siti',
  'R.A. Kartini',
  'Ni Luh Putu Ayu',
  'Slamet 2',
  'José Nuñez',
  '李小龍',
  'O’Neil',
])('%s is a name', (name) => {
  expect(PersonName.parse(name)).toBe(name)
})

test.each([
  ['blanks around and inside', '  Siti \u00a0  Aminah ', 'Siti Aminah'],
  ['a letter in two parts', 'Jose\u0301', 'José'],
  ['text turned around', 'Siti \u202eAminah', 'Siti Aminah'],
  ['an invisible character', 'Si\u200bti', 'Siti'],
])('%s are tidied', (_, text, name) => {
  expect(PersonName.parse(text)).toBe(name)
})

test.each([
  ['nothing', ''],
  ['blanks', '   '],
  ['no letter', "123 - '"],
  ['markup', 'Siti <b>'],
  ['a line break, as in a mail header', 'Siti\r\nBcc: x'],
  ['a tab', 'Siti\tAminah'],
  ['a line separator', 'Siti\u2028Aminah'],
  ['a NUL', 'Siti\u0000'],
  ['half a character', 'Siti \ud83d'],
])('%s is refused', (_, text) => {
  expect(codesOf(PersonName, text)).toEqual(['name_shape'])
})

test('a name has at most 120 characters, counted as people count', () => {
  expect(codesOf(PersonName, 'a'.repeat(120))).toEqual([])
  expect(codesOf(PersonName, 'a'.repeat(121))).toEqual(['name_shape'])
  // Outside the basic plane, where one character has two units.
  expect(codesOf(PersonName, '𠮷'.repeat(120))).toEqual([])
  expect(codesOf(PersonName, '𠮷'.repeat(121))).toEqual(['name_shape'])
})

test('a name that passed passes again unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 130 }), (text) => {
      const { data } = PersonName.safeParse(`a${text}`)
      if (data !== undefined) expect(PersonName.parse(data)).toBe(data)
    }),
  )
})

test.each([
  ['H. Abdul-Rahman, S.E.', 'abdulrahman'],
  ['Hj. Siti Noerjanah', 'sitinurjanah'],
  ['Moh. Djoko Tjahjono', 'muhamadjokocahyono'],
  ['Muhammad Yusuf', 'muhamadyusuf'],
  ["Nur'aini", 'nuraini'],
  ['José Nuñez', 'josenunez'],
  ['dr. Ir. Ani', 'ani'],
  ['Dr', 'dr'],
  ['李小龍', '李小龍'],
  ['2', ''],
])('%s is searched as %s', (name, searched) => {
  expect(searchName(name)).toBe(searched)
})

test('a name is searched in the same form, however it is written', () => {
  const letters = fc.stringMatching(/^[a-z]{2,12}$/)
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), (words) => {
      const name = words.join(' ')
      const variants = [name.toUpperCase(), `  ${words.join('  ')} `, words.join('-'), `${name}, S.E.`]
      for (const variant of variants) expect(searchName(variant)).toBe(searchName(name))
    }),
  )
})

test.each([
  ['Soekarno', 'Sukarno'],
  ['Tjahjono', 'Cahyono'],
  ['Djoko Soesilo', 'Joko Susilo'],
  ['Joesoef', 'Yusuf'],
  ['Achmad Muchtar', 'Ahmad Muhtar'],
  ['Akhmad', 'Ahmad'],
  ['Chairul Sjarif', 'Khairul Syarif'],
  ['Machmoed', 'Mahmud'],
  ['Noor Aini', 'Nur Aini'],
  ['Rizqy', 'Rizki'],
  ['Wahyuny', 'Wahyuni'],
  ['Abd. Rahman', 'Abdul Rahman'],
  ['Hj. Ratna Contoh, S.E.', 'Ratna Contoh'],
  ['Ratna Contoh SE MM', 'Ratna Contoh'],
  ['Drs. H. Budi S.Pd.I', 'Budi'],
  ['R.A. Kartini', 'Kartini'],
])('%s and %s are one name', (a, b) => {
  expect(searchName(a)).toBe(searchName(b))
})

test.each(
  'Muhammad Mohammad Mochamad Mochammad Moehammad Moechamad Mukhamad Mohammed Muhamat Moh. Moch. Mohd. Moeh. Muh. Muhd. M. Md.'.split(
    ' ',
  ),
)('%s is a Muhammad', (short) => {
  expect(searchName(`${short} Mahmud`)).toBe(searchName('Muhammad Mahmud'))
})

test.each([
  ['Siti', 'Sita'],
  ['Budi Santoso', 'Budi Susanto'],
  ['Joko', 'Yoko'],
  ['Maria Mahmud', 'Muhammad Mahmud'],
])('%s and %s are two names', (a, b) => {
  expect(searchName(a)).not.toBe(searchName(b))
})

test('with a word or an initial fewer it may be the same person, with another word not', () => {
  expect(isNameLike('Budi', 'Budi Contoh')).toBe(true)
  expect(isNameLike('Budi C.', 'Budi Contoh')).toBe(true)
  expect(isNameLike('Hj. Siti Contoh', 'Contoh Siti')).toBe(true)
  expect(isNameLike('Budi', 'Sri Wahyuni')).toBe(false)
  expect(isNameLike('Budi Santoso', 'Budi Contoh')).toBe(false)
})
