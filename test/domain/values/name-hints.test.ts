import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '../../../shared/domain/calendar.ts'
import { makeNameBirthMark, markText } from '../../../shared/domain/duplicates/mark.ts'
import { searchName } from '../../../shared/domain/values/name.ts'
import { amount, runs } from '../../support/runs.ts'

/** Words of Indonesian names. Many differ by one letter, so that a comparison which forgives too much is noticed. */
const words = (
  'Siti Sita Sinta Santi Sri Sari Rina Rini Rani Reni Rizki Riska Ratna Retno Rahma Rahmat Rahman Dina Dini Dian Dewi Desi Deni Doni ' +
  'Dedi Dodi Didi Eko Eka Endah Endang Indah Intan Fitri Fitra Farida Farid Hasan Husein Hasanah Husna Joko Jaka Yoko Yuni Yanti ' +
  'Yanto Wati Wita Wahyu Wahyuni Wahyudi Widodo Widya Nur Nurul Nuri Nia Nina Nani Novi Nova Lina Lini Lani Lestari Lastri Mira Mera ' +
  'Maria Mario Maryam Mahmud Muhammad Maulana Mulyadi Mulyono Budi Badu Bayu Bagus Agus Agung Ahmad Amad Anwar Anis Ani Ana Umar ' +
  'Amir Umi Ika Ita Iwan Irwan Irma Kartini Kartono Kusuma Kasim Karim Karima Salim Salma Salman Slamet Samsul Santoso Susanto ' +
  'Susanti Susilo Setiawan Setiawati Suryadi Suryani Pratama Pratiwi Prasetyo Putra Putri Permata Permadi Hidayat Hidayati Hendra ' +
  'Hendri Herman Hermawan Gunawan Gunadi Wijaya Wijayanti Utami Utomo Saputra Saputri Tono Tini Tuti Titi Oki Oka Zainal Zaenab'
).split(' ')

const day = fc.oneof(
  { weight: 19, arbitrary: fc.nat(60 * 365).map((days) => addDays('1945-01-01', days)) },
  // A family card has one of these days if the day of birth is unknown.
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1945, max: 2004 }), fc.constantFrom('01-01', '07-01', '12-31'))
      .map((on) => on.join('-')),
  },
)
const name = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(' '))

/** Ways to write the same name: changes of its words first, then of the marks and titles around them. */
const spellings: ((text: string) => string)[] = [
  (text) => text.replaceAll('Muhammad', 'Moch.'),
  (text) => text.replaceAll('u', 'oe').replaceAll('U', 'Oe'),
  (text) => text.replace(/i\b/g, 'y'),
  (text) => text.replaceAll(' ', '  '),
  (text) => `Hj. ${text}, S.E.`,
  (text) => `Drs. H. ${text} M.Si`,
  (text) => text.toUpperCase(),
]
const writtenName = fc
  .tuple(name, fc.subarray(spellings))
  .map(([plainName, ways]) => ({ plainName, spelling: ways.reduce((text, spell) => spell(text), plainName) }))

test('among 20,000 people, at most one in a thousand is confused with another by name and birth date', () => {
  const people = fc.array(fc.tuple(writtenName, day), {
    minLength: 20_000,
    maxLength: 20_000,
    size: 'max',
  })
  const seeds = Array.from({ length: amount(1, 25) }, (_, i) => 20_211_123 + i)
  for (const seed of seeds) {
    const [all = []] = fc.sample(fc.noBias(people), { seed, numRuns: 1 })
    const seenMarks = new Set<string>()
    let hints = 0
    for (const [{ spelling }, birthDate] of all) {
      const mark = makeNameBirthMark({ name: spelling, birthDate })
      if (!mark) continue
      if (seenMarks.has(markText(mark))) hints++
      seenMarks.add(markText(mark))
    }
    expect(hints, `seed ${seed}`).toBeLessThanOrEqual(all.length / 1000)
    expect(all).toHaveLength(20_000)
  }
})

test('a name is recognised, however it is written', () => {
  fc.assert(
    fc.property(writtenName, ({ plainName, spelling }) => {
      expect(searchName(spelling)).toBe(searchName(plainName))
    }),
    runs(200, 50_000),
  )
})
