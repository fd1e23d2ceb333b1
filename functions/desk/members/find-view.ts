import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { namesIn } from '../layout/names.ts'
import { table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusTags } from './member-tags.ts'

export function findView(wording: DeskWording, form: FormState, result?: Markup): View {
  const { say } = wording
  const title = say('Cari anggota', 'Find a member')
  return {
    title,
    content: html`${formSummary(form, wording)}<h1>${title}</h1>
${formView(form, wording, {
  action: '/members',
  submit: say('Cari', 'Find'),
  content: ({ text }) =>
    html`${text({
      name: 'sought',
      type: 'search',
      label: say('Nomor anggota, NIK, telepon, atau nama', 'Member number, NIK, phone or name'),
      hint: say(
        'Nama dicari menurut bunyinya; gelar, titik, dan ejaan lama tidak berpengaruh.',
        'Names are compared by sound: titles, full stops and old spellings do not matter.',
      ),
    })}${text({ name: 'birthDate', type: 'date', label: say('Tanggal lahir', 'Date of birth'), isOptional: true, hint: say('Isi bila banyak nama yang sama.', 'If many have that name.') })}`,
})}${result}`,
  }
}

export function foundView(wording: DeskWording, frame: Frame, form: FormState, members: MemberView[]): View {
  const { say } = wording
  const title =
    members.length === 0
      ? say('Tidak ada yang ditemukan', 'Nobody was found')
      : say(
          `${members.length} anggota ditemukan`,
          members.length === 1 ? '1 member found' : `${members.length} members found`,
        )
  return findView(
    wording,
    form,
    html`<h2>${title}</h2>${
      members.length === 0
        ? html`<p>${say('Mungkin terdaftar di wilayah lain, atau belum terdaftar.', 'The person may be registered in another area, or not at all.')} <a href="/members/new">${say('Daftarkan orang baru', 'Register somebody new')}</a></p>`
        : membersTable(wording, frame, title, members)
    }`,
  )
}

/** A table of members. Each name links to the member's page. */
export function membersTable(wording: DeskWording, frame: Frame, caption: string, members: MemberView[]): Markup {
  const { say } = wording
  const names = namesIn(frame, wording)
  return table(
    caption,
    [
      say('Nama', 'Name'),
      say('Nomor', 'Number'),
      'NIK',
      say('Telepon', 'Phone'),
      say('Wilayah', 'Area'),
      say('Tahap', 'Stages'),
    ],
    members.map((member) => [
      html`<a href="/members/${member.id}">${member.person?.name ?? say('(data dihapus)', '(erased)')}</a> ${statusTags(member, wording)}`,
      html`<span class="nowrap">${member.number}</span>`,
      member.person?.nik,
      member.person?.phone,
      names.area(member.area),
      Object.keys(member.stages).toSorted().join(' '),
    ]),
  )
}
