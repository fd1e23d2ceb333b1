import { dayOf } from '../calendar.ts'
import { dimensionNames, dimensions, valuesIn } from '../ledger/breakdown-dimensions.ts'
import type { Frame } from '../ledger/frame.ts'
import type { Member } from '../member/member.ts'
import { maskPerson, type Person } from '../member/person.ts'
import { firstStage, type Programme } from '../programme/programme.ts'
import { formatMemberNumber } from '../values/member-number.ts'
import type { Column, Value } from './sheet.ts'

/** A column of an export of members. `personal` is the personal field that it shows, masked or in full. */
export type MemberColumn = Column & {
  code: string
  personal?: Exclude<keyof Person, 'name'>
  value: (member: Member, isRevealed: boolean) => Value
}

const statuses: Record<Member['status'], string> = {
  active: 'Aktif',
  withdrawn: 'Keluar',
  merged: 'Digabung',
  erased: 'Dihapus',
}

const textColumn = (code: string, heading: string, width: number, value: MemberColumn['value']): MemberColumn => ({
  code,
  heading,
  type: 'text',
  width,
  value,
})

const personalColumn = (code: 'nik' | 'npwp' | 'phone' | 'email', heading: string, width: number): MemberColumn => ({
  ...textColumn(code, heading, width, ({ person }, isRevealed) => {
    if (!person) return null
    return (isRevealed ? person[code] : maskPerson(person)[code]) ?? null
  }),
  personal: code,
})

/** A column for each dimension except the agency, which files show by its code. */
const classificationColumns = (programme: Programme): MemberColumn[] =>
  dimensionNames
    .filter((dimension) => dimension !== 'agency')
    .flatMap((dimension) => {
      const names = new Map(valuesIn(programme, dimension).map(({ code, name }) => [code, name.id]))
      const nameOf = (code: string | undefined) => (code === undefined ? null : (names.get(code) ?? code))
      const column = textColumn(dimension, dimensions[dimension].name.id, 14, (member) => nameOf(member[dimension]))
      return names.size === 0 ? [] : [column]
    })

/** Every column of an export of members, in file order, with a date for each stage of the programme. */
export function listMemberColumns({ programme, areas }: Frame, isRevealed: boolean): MemberColumn[] {
  /** The name of a member's area on a level below the whole: level 1 is a kota. */
  const areaName = (level: number) => (member: Member) => {
    const code = areas.pathOf(member.area)[level]
    return (code !== undefined && areas.find(code)?.name) || null
  }
  const first = firstStage(programme).code
  return [
    textColumn('number', 'Nomor anggota', 14, ({ id }) => formatMemberNumber(id)),
    textColumn('name', 'Nama', 32, ({ person }) => person?.name ?? null),
    personalColumn('nik', 'NIK', 19),
    personalColumn('phone', 'Telepon', 17),
    personalColumn('email', 'Surel', 26),
    personalColumn('npwp', 'NPWP', 19),
    isRevealed
      ? {
          code: 'birthDate',
          heading: 'Tanggal lahir',
          type: 'date',
          width: 13,
          personal: 'birthDate',
          value: ({ person }, isShown) => (isShown && person?.birthDate) || null,
        }
      : {
          code: 'birthDate',
          heading: 'Tahun lahir',
          type: 'integer',
          width: 11,
          personal: 'birthDate',
          value: ({ person }) => (person && maskPerson(person).birthYear) ?? null,
        },
    ...classificationColumns(programme),
    textColumn('business', 'Usaha', 28, ({ business }) => business?.name ?? null),
    textColumn('kbli', 'KBLI', 8, ({ business }) => business?.kbli?.code ?? null),
    textColumn('area', 'Kode wilayah', 15, ({ area }) => area),
    textColumn('kota', 'Kota', 24, areaName(1)),
    textColumn('kecamatan', 'Kecamatan', 20, areaName(2)),
    textColumn('kelurahan', 'Kelurahan', 22, areaName(3)),
    textColumn('agency', 'Perangkat daerah', 18, ({ agency }) => agency),
    textColumn('status', 'Status', 10, ({ status }) => statuses[status]),
    {
      code: 'registeredOn',
      heading: 'Terdaftar',
      type: 'date',
      width: 12,
      value: ({ standings, registeredAt }) =>
        standings[first]?.happenedOn ?? dayOf(new Date(registeredAt), programme.zone),
    },
    ...programme.stages.map(
      ({ code, name }): MemberColumn => ({
        code,
        heading: `${code} ${name.id}`,
        type: 'date',
        width: 13,
        value: ({ standings }) => standings[code]?.happenedOn ?? null,
      }),
    ),
  ]
}
