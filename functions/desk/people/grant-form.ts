import type { Grant, Role } from '../../../shared/domain/access/grant.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { PersonWithGrants } from '../../../shared/usecases/access/people.ts'
import type { Fields, Option } from '../form/fields.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { namesIn } from '../layout/names.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

export const roleNames: Record<Role, Bilingual> = {
  viewer: { id: 'Pembaca: melihat angka', en: 'Viewer: sees figures' },
  officer: { id: 'Petugas: melayani anggota', en: 'Officer: serves members' },
  admin: {
    id: 'Pengelola: juga target, bulan, mitra, penerima, dan orang',
    en: 'Administrator: also targets, months, partners, recipients and people',
  },
}

/** The name of a person: the address, or the account number. */
export const nameOf = ({ person, subject }: PersonWithGrants): string => person?.email ?? subject

type Choices = { areas: Option[]; agencies: Option[] }

const grantFields = ({ say, sayOf }: DeskWording, fields: Fields, { areas, agencies }: Choices): Markup =>
  html`${fields.radios({ name: 'role', label: say('Peran', 'Role'), options: (['viewer', 'officer', 'admin'] as const).map((value) => ({ value, name: sayOf(roleNames[value]) })) })}
${fields.select({ name: 'area', label: say('Wilayah', 'Area'), options: areas, hint: say('Termasuk semua yang di bawahnya.', 'With everything below it.') })}
${fields.select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: say('Semua', 'All') })}
${fields.text({ name: 'until', type: 'date', label: say('Hari terakhir', 'Last day'), isOptional: true, hint: say('Bila kosong: sampai diakhiri.', 'If empty: until it is ended.') })}
${fields.area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500, hint: say('Misalnya nomor surat tugas.', 'Such as the number of the letter of assignment.') })}`

export function inviteView(
  wording: DeskWording,
  form: FormState,
  { isPossible, ...choices }: Choices & { isPossible: boolean },
): View {
  const { say } = wording
  const title = say('Undang pengguna', 'Invite somebody')
  const back = backLink('/people', say('Pengguna dan hak', 'People and rights'))
  if (!isPossible)
    return {
      title,
      content: html`${back}<h1>${title}</h1><p>${say('Akun dibuat di penyedia identitas instansi Anda, bukan di sini.', 'Accounts are made at the identity provider of your institution, not here.')}</p>`,
    }
  return {
    title,
    content: html`${back}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Undangan dikirim ke alamat ini dan berlaku tujuh hari; yang diundang masuk melalui surel itu. Alamat yang sudah memiliki akun langsung mendapat haknya.', 'An invitation is mailed to this address and is valid for seven days. The person signs in from that mail. If the address already has an account, the person gets the rights at once.')}</p>
${formView(form, wording, {
  action: '/people/new',
  submit: say('Undang', 'Invite'),
  content: (fields) => html`${fields.text({ name: 'email', type: 'email', label: say('Surel', 'Address') })}
${grantFields(wording, fields, choices)}`,
})}`,
  }
}

export function grantFormView(
  wording: DeskWording,
  form: FormState,
  { person, ...choices }: Choices & { person: PersonWithGrants },
): View {
  const { say } = wording
  const title = say('Beri hak', 'Give a right')
  const here = `/people/${encodeURIComponent(person.subject)}`
  return {
    title,
    content: html`${backLink(here, nameOf(person))}${formSummary(form, wording)}<h1>${title}</h1><p class="lead">${nameOf(person)}</p>
${formView(form, wording, {
  action: `${here}/grants`,
  submit: say('Beri', 'Give'),
  content: (fields) => grantFields(wording, fields, choices),
})}`,
  }
}

export function endGrantView(
  wording: DeskWording,
  frame: Frame,
  form: FormState,
  { person, grant }: { person: PersonWithGrants; grant: Grant },
): View {
  const { say, sayOf } = wording
  const names = namesIn(frame, wording)
  const title = say('Akhiri hak', 'End a right')
  const here = `/people/${encodeURIComponent(person.subject)}`
  return {
    title,
    content: html`${backLink(here, nameOf(person))}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${nameOf(person)} · ${sayOf(roleNames[grant.role])} · ${names.area(grant.area)}${grant.agency !== undefined && ` · ${names.agency(grant.agency)}`}</p>
<p>${say('Langsung berlaku.', "It takes effect with this person's next request.")}</p>
${formView(form, wording, {
  action: `${here}/grants/${grant.id}/end`,
  submit: say('Akhiri', 'End'),
  isRisky: true,
  content: ({ area }) => area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 }),
})}`,
  }
}
