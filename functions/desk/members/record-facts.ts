import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import type { Markup } from '../../../shared/render/markup.ts'
import { genderOfPerson, namesIn } from '../layout/names.ts'
import { facts } from '../layout/parts.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusNames } from './member-tags.ts'

/** The facts of a record. NIK, phone and e-mail are masked. */
export function recordFacts(wording: DeskWording, frame: Frame, member: MemberView): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const { person } = member
  return facts([
    [say('Nomor', 'Number'), member.number],
    ['NIK', person?.nik],
    [say('Telepon', 'Phone'), person?.phone],
    [say('Surel', 'E-mail'), person?.email],
    [say('Tahun lahir', 'Year of birth'), person?.birthYear],
    [say('Jenis kelamin', 'Gender'), sayOf(genderOfPerson[member.gender])],
    [say('Kategori', 'Category'), names.category(member.category)],
    [say('Wilayah', 'Area'), names.area(member.area)],
    [say('Perangkat daerah', 'Agency'), names.agency(member.agency)],
    [say('Usaha', 'Business'), member.business?.name],
    ['NIB', member.business?.nib],
    [
      say('Tahap', 'Stages'),
      frame.programme.stages.flatMap(({ code }) => (member.stages[code] ? [code] : [])).join(' '),
    ],
    [
      say('Status', 'Status'),
      `${sayOf(statusNames[member.status])}${member.statusSince === undefined ? '' : ` · ${formats.day(member.statusSince)}`}`,
    ],
  ])
}
