import type { Account } from '../../../shared/domain/access/person.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { HeldGrant, PersonWithGrants } from '../../../shared/usecases/access/people.ts'
import type { Option } from '../form/fields.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { filterForm } from '../layout/filter.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, facts, nextLink, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { nameOf, roleNames } from './grant-form.ts'

const accountNames: Record<Account['state'], Bilingual> = {
  invited: { id: 'diundang, belum masuk', en: 'invited, not signed in yet' },
  active: { id: 'aktif', en: 'active' },
  blocked: { id: 'diblokir', en: 'blocked' },
}

const linkTo = (person: PersonWithGrants): Markup =>
  html`<a href="/people/${encodeURIComponent(person.subject)}">${nameOf(person)}</a>`

type Listed = {
  people: PersonWithGrants[]
  area: string
  areas: Option[]
  next: string | undefined
  done: string | undefined
}

export function peopleView(wording: DeskWording, frame: Frame, shown: Listed): View {
  const { say } = wording
  const { people, area, areas, next, done } = shown
  const title = say('Pengguna dan hak', 'People and rights')
  return {
    title,
    content: html`${doneBox(done, wording)}<h1>${title}</h1>
<p>${say('Hak setiap pengguna: apa, di mana, dan sampai kapan. Setiap perubahan langsung berlaku.', 'Who may do what, where and until when. Changes take effect with the next request.')}</p>
<p class="buttons"><a class="button main" href="/people/new">${say('Undang pengguna', 'Invite somebody')}</a></p>
${filterForm(wording, '/people', [{ name: 'area', label: say('Wilayah', 'Area'), options: areas, chosen: area }])}
${
  people.length === 0
    ? html`<p>${say('Tidak ada.', 'None.')}</p>`
    : table(
        title,
        [say('Pengguna', 'Person'), say('Hak', 'Rights')],
        people.map((person) => [
          html`${linkTo(person)}${person.person?.blockedAt !== undefined && html` ${tag(say('diblokir', 'blocked'), 'bad')}`}`,
          html`${person.grants.map((grant) => html`${grantText(wording, frame, grant)}<br>`)}`,
        ]),
      )
}
${nextLink(`/people?area=${area}&from=`, next, wording)}`,
  }
}

/** A grant in one line: role, place, until when, and whether it is in force. */
function grantText(wording: DeskWording, frame: Frame, grant: HeldGrant): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const { role, area, agency, until, endedAt, state } = grant
  const end = endedAt ?? until
  return html`${sayOf(roleNames[role]).split(':')[0]} · ${names.area(area)}${agency !== undefined && ` · ${names.agency(agency)}`}${end !== undefined && html` <span class="small">${say('sampai', 'until')} ${formats.instant(end, frame.programme.zone)}</span>`}${state !== 'in_force' && html` ${tag(state === 'ended' ? say('berakhir', 'ended') : say('belum mulai', 'not yet'))}`}`
}

type Shown = PersonWithGrants & {
  account?: Account
  form: FormState
  hasAccounts: boolean
  isOneself: boolean
  done: string | undefined
}

export function personView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { subject, person, grants, account, form, done, isOneself } = shown
  const { zone } = frame.programme
  const here = `/people/${encodeURIComponent(subject)}`
  const title = account?.email ?? nameOf(shown)
  const rights = say('Hak', 'Rights')
  return {
    title,
    content: html`${backLink('/people', say('Pengguna dan hak', 'People and rights'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
${facts([
  [say('Nomor akun', 'Account number'), html`<code>${subject}</code>`],
  [say('Akun', 'Account'), account && sayOf(accountNames[account.state])],
  [say('Diundang', 'Invited'), person && `${formats.instant(person.invitedAt, zone)} · ${person.invitedBy}`],
  [
    say('Diblokir', 'Blocked'),
    person?.blockedAt && `${formats.instant(person.blockedAt, zone)} · ${person.blockedBy ?? ''}`,
  ],
])}
<h2>${rights}</h2>${table(
      rights,
      [say('Hak', 'Right'), say('Diberikan', 'Given'), say('Alasan', 'Reason'), say('Tindakan', 'Action')],
      grants.map((grant) => [
        grantText(wording, frame, grant),
        html`${formats.instant(grant.grantedAt ?? grant.from, zone)}<br><span class="small">${grant.grantedBy}</span>`,
        html`${grant.reason}${grant.endReason !== undefined && html`<br><span class="small">${say('Berakhir', 'Ended')}: ${grant.endReason} (${grant.endedBy})</span>`}`,
        grant.state !== 'ended' && !isOneself
          ? html`<a href="${here}/grants/${grant.id}/end">${say('Akhiri', 'End')}</a>`
          : undefined,
      ]),
    )}
${isOneself ? html`<p class="small">${say('Hak Anda sendiri hanya dapat diubah oleh orang lain.', 'Only somebody else can change your own rights.')}</p>` : actsPart(wording, shown, here)}`,
  }
}

function actsPart(wording: DeskWording, { account, hasAccounts, form }: Shown, here: string): Markup {
  const { say } = wording
  const plain = (action: string, submit: string, content: Markup = html``) =>
    formView(newForm(), wording, { action: `${here}/${action}`, submit, isPlain: true, content: () => content })
  const isBlocked = account?.state === 'blocked'
  return html`<p class="buttons"><a class="button main" href="${here}/grants">${say('Beri hak lain', 'Give another right')}</a></p>
${hasAccounts && account?.state === 'invited' && plain('resend', say('Kirim ulang undangan', 'Send the invitation again'))}
${hasAccounts && account && plain('block', isBlocked ? say('Buka blokir', 'Let in again') : say('Blokir', 'Block'), html`<input type="hidden" name="blocked" value="${isBlocked ? 'no' : 'yes'}">`)}
<details${form.problems.length > 0 && html` open`}><summary>${say('Hapus pengguna ini', 'Remove this person')}</summary>
<p>${say('Semua hak dan sesinya berakhir, dan akunnya dihapus. Catatan yang pernah dibuatnya tetap ada.', 'Every right and session ends, and the account is removed. What this person recorded stays.')}</p>
${formView(form, wording, {
  action: `${here}/removal`,
  submit: say('Hapus', 'Remove'),
  isRisky: true,
  content: ({ area }) => area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 }),
})}</details>`
}
