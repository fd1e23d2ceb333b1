import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { Gender } from '../../../shared/domain/values/gender.ts'
import type { SeededRandom } from './seeded-random.ts'

// Registered micro and small businesses in 2023, by kota. Nobody has published Jakpreneur's own members by kota.
const businesses: Record<string, number> = {
  '31.01': 3_496,
  '31.71': 34_717,
  '31.72': 39_398,
  '31.73': 48_201,
  '31.74': 67_208,
  '31.75': 50_880,
}

// The rest is invented. Women run about two thirds of such businesses in the country.
const genders: [Gender, number][] = [
  ['female', 59],
  ['male', 39],
  ['unknown', 2],
]
const agencyWeights: Record<string, number> = {
  PPKUKM: 55,
  PPAPP: 14,
  Nakertransgi: 11,
  KPKP: 8,
  Sosial: 7,
  Parekraf: 5,
}
const onlyKecamatanKnown = 0.03

/** Makes functions that draw the places, agencies, genders and categories of members, by rough weights. */
export function demoMix({ programme, areas }: Frame, random: SeededRandom) {
  const listChildren = (code: string) => areas.find(code)?.children ?? []
  // The kelurahan of a kota differ in size by up to a factor of three.
  const kelurahan = listChildren(areas.root).map((kota) => {
    const weightedKelurahan = listChildren(kota)
      .flatMap(listChildren)
      .map((code): [string, number] => [code, 0.5 + random.fraction()])
    return [weightedKelurahan, businesses[kota] ?? 0] as const
  })
  const findKecamatan = (code: string) => areas.find(code)?.parent ?? code
  const agencies = programme.agencies.map(({ code }): [string, number] => [code, agencyWeights[code] ?? 0])
  return {
    area(): string {
      const code = random.pickByWeight(random.pickByWeight(kelurahan))
      return random.happens(onlyKecamatanKnown) ? findKecamatan(code) : code
    },
    /** Another kelurahan of the same kecamatan. */
    neighbour: (area: string): string => {
      const kecamatan = areas.find(area)?.children.length ? area : findKecamatan(area)
      return random.pick(listChildren(kecamatan).filter((code) => code !== area))
    },
    agency: (): string => random.pickByWeight(agencies),
    otherAgency: (agency: string): string => random.pickByWeight(agencies.filter(([code]) => code !== agency)),
    gender: (): Gender => random.pickByWeight(genders),
    category: (): string => (random.happens(0.3) ? 'naik_kelas' : 'pemula'),
  }
}
