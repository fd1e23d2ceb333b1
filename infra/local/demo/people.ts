import type { Month } from '../../../shared/domain/calendar.ts'
import type { Business } from '../../../shared/domain/member/business.ts'
import type { Person } from '../../../shared/domain/member/person.ts'
import type { Gender } from '../../../shared/domain/values/gender.ts'
import type { SeededRandom } from './seeded-random.ts'

// Common Indonesian names, combined at random. No real person is meant.
const givenNames = {
  female: [
    ...['Aisyah', 'Ani', 'Ayu', 'Citra', 'Dewi', 'Dian', 'Endang', 'Eka', 'Fitri', 'Hani', 'Indah', 'Intan', 'Kartika'],
    ...['Lina', 'Maya', 'Mega', 'Nia', 'Nur', 'Nurul', 'Putri', 'Ratna', 'Rina', 'Rini', 'Siti', 'Sri', 'Tuti', 'Wati'],
    ...['Yanti', 'Yuli'],
  ],
  male: [
    ...['Agus', 'Ahmad', 'Andi', 'Arif', 'Bambang', 'Budi', 'Dedi', 'Deni', 'Dwi', 'Eko', 'Fajar', 'Hadi', 'Hendra'],
    ...['Imam', 'Indra', 'Irfan', 'Joko', 'Kurnia', 'Muhammad', 'Rahmat', 'Rizki', 'Rudi', 'Slamet', 'Taufik', 'Teguh'],
    ...['Tono', 'Wahyu', 'Yusuf'],
  ],
}
const lastNames = {
  female: [
    ...['Amelia', 'Anggraini', 'Astuti', 'Handayani', 'Hasanah', 'Kusumawati', 'Lestari', 'Maharani', 'Marlina'],
    ...['Nurhayati', 'Permatasari', 'Puspita', 'Rahayu', 'Rahmawati', 'Safitri', 'Setiawati', 'Suryani', 'Utami'],
    ...['Wahyuni', 'Widyastuti', 'Wulandari'],
  ],
  male: [
    ...[
      'Firmansyah',
      'Gunawan',
      'Hakim',
      'Hermawan',
      'Hidayat',
      'Kurniawan',
      'Maulana',
      'Nugroho',
      'Pranoto',
      'Prasetyo',
    ],
    ...['Purnomo', 'Ramadhan', 'Santoso', 'Saputra', 'Setiawan', 'Siswanto', 'Subagyo', 'Suryadi', 'Susanto', 'Wibowo'],
    ...['Wijaya'],
  ],
}

// The products that members sell: kuliner, fesyen, kerajinan, jasa. Codes of KBLI 2020.
const trades = [
  { name: 'Warung Makan', kbli: '56102' },
  { name: 'Kue dan Roti', kbli: '10710' },
  { name: 'Konveksi', kbli: '14111' },
  { name: 'Anyaman', kbli: '16291' },
  { name: 'Penatu', kbli: '96200' },
]
const blessings = ['Barokah', 'Berkah', 'Jaya', 'Lancar', 'Maju', 'Makmur', 'Mandiri', 'Rezeki', 'Sejahtera', 'Sentosa']

// The Kemendagri has given no province the code 99, so no NIK begins with it. The code of the kecamatan follows.
const nobodysProvince = '99'

// No operator uses 086: libphonenumber's carrier data (resources/carrier/en/62.txt) list none.
const nobodysPhones = '+62861'

// A NIB has no structure and may be anybody's. If it begins with five zeros, that is at least unlikely.
const unlikelyNib = '00000'

const digits = (n: number, length: number) => String(n).padStart(length, '0')

/** Draws an invented adult who passes every check of the domain. `serial` (1 to 9999) keeps NIKs unique. */
export function drawPerson(
  random: SeededRandom,
  {
    gender,
    area,
    serial,
    birthYears,
  }: { gender: Gender; area: string; serial: number; birthYears: { from: number; to: number } },
): Person & { nik: string } {
  const sex = gender === 'unknown' ? random.pick(['female', 'male'] as const) : gender
  const [day, month, year] = [random.int(1, 28), random.int(1, 12), random.int(birthYears.from, birthYears.to)]
  const region = area.split('.').slice(1, 3).join('')
  const birth = digits(sex === 'female' ? day + 40 : day, 2) + digits(month, 2) + digits(year % 100, 2)
  return {
    name: `${random.pick(givenNames[sex])} ${random.pick(lastNames[sex])}`,
    nik: nobodysProvince + region + birth + digits(serial, 4),
    phone: nobodysPhones + digits(random.int(0, 99_999_999), 8),
    birthDate: `${year}-${digits(month, 2)}-${digits(day, 2)}`,
  }
}

/** The birth years of people who are 18 to 60 in a month. */
export const adultBirthYears = (month: Month) => ({
  from: Number(month.slice(0, 4)) - 60,
  to: Number(month.slice(0, 4)) - 19,
})

export function drawBusiness(random: SeededRandom): Business {
  const { name, kbli } = random.pick(trades)
  return { name: `${name} ${random.pick(blessings)}`, kbli: { code: kbli, year: 2020 } }
}

export const drawNib = (random: SeededRandom): string => unlikelyNib + digits(random.int(0, 99_999_999), 8)
