import type { NewMember } from '../../shared/domain/member/member.ts'
import { Gender } from '../../shared/domain/values/gender.ts'
import { agencies } from '../../shared/programme/agencies.ts'

const givenNames = ['Sri', 'Budi', 'Dewi', 'Agus', 'Rina', 'Joko', 'Ayu', 'Hendra', 'Nur', 'Eko']
const family = ['Wahyuni', 'Santoso', 'Lestari', 'Setiawan', 'Rahmawati', 'Susanto', 'Handayani', 'Wibowo']
const genders = Gender.options.filter((gender) => gender !== 'unknown')

const digits = (n: number, length: number) => String(n).padStart(length, '0')

/** The invented person number `n` (below 280,000), with every field. Genders, categories and agencies alternate. */
export function applicant(n: number, area: string): NewMember {
  const [serial, day] = [1 + (n % 9999), digits(1 + Math.floor(n / 9999), 2)]
  const name = `${givenNames[n % givenNames.length]} ${family[Math.floor(n / givenNames.length) % family.length]}`
  return {
    person: {
      name,
      nik: `317101${day}0385${digits(serial, 4)}`,
      phone: `+62812${digits(n, 8)}`,
      email: `warga.${n}@example.id`,
      birthDate: `1985-03-${day}`,
    },
    gender: genders[n % genders.length] ?? 'unknown',
    category: n % 3 === 0 ? 'naik_kelas' : 'pemula',
    area,
    agency: agencies[n % agencies.length]?.code ?? '',
    business: { name: `Warung ${name}`, kbli: { code: '56101', year: 2020 } },
  }
}
