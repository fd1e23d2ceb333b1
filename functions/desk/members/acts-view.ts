import { CaseKind } from '../../../shared/domain/acts/rights-case.ts'
import type { Day } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { SeenDocument } from '../../../shared/domain/member/identity.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Fields, Option } from '../form/fields.ts'
import { type FormState, valueAt } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { categoryOptions, genderOptions, reasonOptions, stageOptions } from '../layout/options.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { caseKindNames, displayName, seenNames } from './member-words.ts'
import { recordFacts } from './record-facts.ts'

type Places = { leaves: Option[]; agencies: Option[] }
type ActPage = {
  title: string
  path: string
  submit: string
  lead?: string
  isRisky?: boolean
  content: (fields: Fields) => Markup
}

/** The page of an act on a member: the member's name, what the act does, and its form. */
function actPage(wording: DeskWording, member: MemberView, form: FormState, act: ActPage): View {
  const { title, path, submit, lead, isRisky = false, content } = act
  const name = displayName(member)
  const here = `/members/${member.id}`
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(here, `${name}, ${member.number}`)}${formSummary(form, wording)}<h1>${title}</h1>
<p class="lead">${name} · ${member.number}</p>${lead !== undefined && html`<p>${lead}</p>`}
${formView(form, wording, { action: here + path, submit, isRisky, content, beside: html`<a class="button" href="${here}">${wording.say('Kembali', 'Back')}</a>` })}`,
  }
}

export function stageFormView(
  wording: DeskWording,
  frame: Frame,
  member: MemberView,
  form: FormState,
  { today, leaves, agencies }: Places & { today: Day },
): View {
  const { say, sayOf } = wording
  const chosen = valueAt(form.values, 'stage')
  const open = stageOptions({ frame }, wording).filter(({ value }) => !member.stages[value] || value === chosen)
  const evidence = frame.programme.stages
    .filter(({ code }) => chosen === '' || code === chosen)
    .flatMap(({ code, evidence: kinds }) =>
      kinds.map((kind) => ({ value: kind.code, name: sayOf(kind.name), group: code })),
    )
  return actPage(wording, member, form, {
    title: say('Catat tahap', 'Record a stage'),
    path: '/stages',
    submit: say('Catat', 'Record'),
    content: ({
      select,
      text,
      group,
      area,
    }) => html`${select({ name: 'stage', label: say('Tahap', 'Stage'), options: open, none: say('Pilih tahap', 'Choose a stage') })}
${text({ name: 'happenedOn', type: 'date', label: say('Tanggal kejadian', 'Happened on'), max: today, hint: say('Tanggal tahap benar-benar dicapai. Bila bulannya sudah ditutup, angkanya dibukukan pada bulan terbuka; tanggal ini tidak berubah.', 'The true day. If its month is closed, the stage counts in the open month, but keeps this day.') })}
${select({ name: 'evidence.kind', label: say('Bukti', 'Evidence'), options: evidence, isOptional: true, none: say('Tanpa bukti', 'None') })}
${text({ name: 'evidence.number', label: say('Nomor bukti', 'Number of the evidence'), isOptional: true, isShort: true })}
${area({ name: 'note', label: say('Catatan', 'Note'), isOptional: true, most: 500 })}
${group(
  say('Bila dilayani di tempat lain', 'If served elsewhere'),
  html`${select({ name: 'agency', label: say('Perangkat daerah yang melayani', 'Agency that served'), options: agencies, isOptional: true, none: say('Sama dengan anggota', 'The member’s own') })}
${select({ name: 'area', label: say('Wilayah', 'Area'), options: leaves, isOptional: true, none: say('Sama dengan anggota', 'The member’s own') })}`,
)}`,
  })
}

export function reversalView(
  wording: DeskWording,
  frame: Frame,
  member: MemberView,
  form: FormState,
  today: Day,
): View {
  const { say, formats } = wording
  const heldStages = stageOptions({ frame }, wording).flatMap((option) => {
    const stage = member.stages[option.value]
    return stage ? [{ ...option, name: `${option.name}, ${formats.day(stage.happenedOn)}` }] : []
  })
  return actPage(wording, member, form, {
    title: say('Batalkan tahap', 'Reverse a stage'),
    path: '/reversals',
    submit: say('Batalkan tahap', 'Reverse the stage'),
    isRisky: true,
    lead: say(
      'Tahap tidak dihapus: pembatalan dibukukan sebagai catatan sendiri dan angka bulan yang sudah ditutup tidak berubah.',
      'Nothing is deleted: the reversal is a separate entry, and figures of closed months do not change.',
    ),
    content: ({
      radios,
      select,
      text,
      checkbox,
      area,
    }) => html`${radios({ name: 'stage', label: say('Tahap yang dibatalkan', 'Stage to reverse'), options: heldStages })}
${select({ name: 'reason', label: say('Alasan', 'Reason'), options: reasonOptions({ frame }, wording), none: say('Pilih alasan', 'Choose a reason') })}
${text({ name: 'decidedOn', type: 'date', label: say('Tanggal keputusan', 'Decided on'), max: today })}
${checkbox({ name: 'cascade', label: say('Batalkan juga tahap lain yang bergantung padanya', 'Also reverse the stages that need it') })}
${area({ name: 'note', label: say('Catatan', 'Note'), isOptional: true, most: 500 })}`,
  })
}

export function reclassificationView(
  wording: DeskWording,
  frame: Frame,
  member: MemberView,
  form: FormState,
  { leaves, agencies }: Places,
): View {
  const { say } = wording
  const same = say('Tetap', 'As it is')
  return actPage(wording, member, form, {
    title: say('Reklasifikasi', 'Reclassify'),
    path: '/reclassification',
    submit: say('Reklasifikasikan', 'Reclassify'),
    lead: say(
      'Untuk data yang sejak awal salah dicatat. Bila anggota pindah, cukup perbaiki datanya; angka yang sudah dihitung tidak ikut pindah.',
      'For data that was wrong from the start. If the member has moved, correct the data instead: what was counted stays where it was.',
    ),
    content: ({
      select,
    }) => html`${select({ name: 'area', label: say('Wilayah', 'Area'), options: leaves, isOptional: true, none: same })}
${select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies, isOptional: true, none: same })}
${select({ name: 'gender', label: say('Jenis kelamin', 'Gender'), options: genderOptions(wording), isOptional: true, none: same })}
${select({ name: 'category', label: say('Kategori', 'Category'), options: categoryOptions({ frame }, wording), isOptional: true, none: same })}
${select({ name: 'reason', label: say('Alasan', 'Reason'), options: reasonOptions({ frame }, wording), none: say('Pilih alasan', 'Choose a reason') })}`,
  })
}

export const withdrawalView = (wording: DeskWording, member: MemberView, form: FormState, today: Day): View =>
  actPage(wording, member, form, {
    title: wording.say('Catat mundur', 'Withdraw'),
    path: '/withdrawal',
    submit: wording.say('Catat mundur', 'Withdraw'),
    isRisky: true,
    lead: wording.say(
      'Anggota keluar dari program. Angka yang sudah dihitung tidak berubah.',
      'The member leaves the programme. What was counted does not change.',
    ),
    content: ({ text }) => text({ name: 'on', type: 'date', label: wording.say('Sejak tanggal', 'Since'), max: today }),
  })

export const returnView = (wording: DeskWording, member: MemberView, form: FormState): View =>
  actPage(wording, member, form, {
    title: wording.say('Aktifkan kembali', 'Record the return'),
    path: '/return',
    submit: wording.say('Aktifkan kembali', 'Record the return'),
    lead: wording.say('Anggota yang tercatat mundur kembali ke program.', 'A member who had withdrawn comes back.'),
    content: () => html``,
  })

export const noteFormView = (wording: DeskWording, member: MemberView, form: FormState): View =>
  actPage(wording, member, form, {
    title: wording.say('Tulis catatan', 'Write a note'),
    path: '/notes',
    submit: wording.say('Simpan catatan', 'Store the note'),
    content: ({ area }) =>
      area({
        name: 'text',
        label: wording.say('Catatan', 'Note'),
        most: 500,
        hint: wording.say(
          'Dibaca petugas lain; ikut terhapus bila data anggota dihapus.',
          'Other officers can read it. It is deleted when the person is erased.',
        ),
      }),
  })

export function correctionView(
  wording: DeskWording,
  frame: Frame,
  member: MemberView,
  form: FormState,
  { leaves, agencies }: Places,
): View {
  const { say } = wording
  const { person } = member
  const knownHint = (masked: string | number | undefined) =>
    masked === undefined
      ? say('Belum tercatat.', 'Not on record.')
      : say(`Tercatat ${masked}. Isi hanya bila ingin mengganti.`, `Stored: ${masked}. Fill this in only to change it.`)
  const { areas } = frame
  const own = { value: member.area, name: areas.find(member.area)?.name ?? member.area }
  const reachable = leaves.some(({ value }) => value === member.area) ? leaves : [own, ...leaves]
  return actPage(wording, member, form, {
    title: say('Perbaiki data', 'Correct the data'),
    path: '/correction',
    submit: say('Simpan', 'Store'),
    lead: say(
      'Wilayah dan perangkat daerah yang baru berlaku untuk pencatatan berikutnya; angka yang sudah dihitung tidak ikut pindah.',
      'A new area or agency applies to what is recorded later. What was counted stays where it was.',
    ),
    content: ({ text, select, area }) => html`${text({ name: 'person.name', label: say('Nama lengkap', 'Full name') })}
${text({ name: 'person.nik', label: 'NIK', inputMode: 'numeric', isOptional: true, isShort: true, hint: knownHint(person?.nik) })}
${text({ name: 'person.birthDate', type: 'date', label: say('Tanggal lahir', 'Date of birth'), isOptional: true, hint: knownHint(person?.birthYear) })}
${text({ name: 'person.phone', type: 'tel', label: say('Telepon', 'Phone'), isOptional: true, isShort: true, hint: knownHint(person?.phone) })}
${text({ name: 'person.email', type: 'email', label: say('Surel', 'E-mail'), isOptional: true, hint: knownHint(person?.email) })}
${text({ name: 'business.name', label: say('Nama usaha', 'Name of the business'), isOptional: true })}
${select({ name: 'area', label: say('Kelurahan tempat tinggal', 'Kelurahan of residence'), options: reachable })}
${select({ name: 'agency', label: say('Perangkat daerah', 'Agency'), options: agencies })}
${area({ name: 'reason', label: say('Alasan', 'Reason'), isOptional: true, most: 500 })}`,
  })
}

export function verificationView(wording: DeskWording, frame: Frame, member: MemberView, form: FormState): View {
  const { say, sayOf } = wording
  return actPage(wording, member, form, {
    title: say('Verifikasi identitas', 'Verify the identity'),
    path: '/verification',
    submit: say('Simpan', 'Store'),
    lead: say(
      'Orang ini mendaftar sendiri. Cocokkan orangnya dengan dokumen, atau periksa ke data kependudukan.',
      'This person registered online. Compare the person with a document, or ask the population register.',
    ),
    content: ({ radios, select }) => html`${recordFacts(wording, frame, member)}
${radios({
  name: 'by',
  label: say('Diperiksa oleh', 'Checked by'),
  options: [
    { value: 'officer', name: say('Saya, dengan dokumen', 'Me, by a document') },
    { value: 'dukcapil', name: say('Data kependudukan (Dukcapil)', 'The population register') },
  ],
})}
${radios({
  name: 'outcome',
  label: say('Hasil, bila diperiksa dengan dokumen', 'Outcome, if by a document'),
  isOptional: true,
  options: [
    { value: 'matches', name: say('Cocok', 'It matches') },
    { value: 'does_not_match', name: say('Tidak cocok', 'It does not match') },
  ],
})}
${radios({ name: 'seen', label: say('Dokumen', 'Document'), isOptional: true, options: SeenDocument.options.map((value) => ({ value, name: sayOf(seenNames[value]) })) })}
${select({ name: 'reason', label: say('Alasan, bila tidak cocok', 'Reason, if it does not match'), isOptional: true, options: reasonOptions({ frame }, wording), none: say('Pilih alasan', 'Choose a reason') })}`,
  })
}

export const caseFormView = (wording: DeskWording, member: MemberView, form: FormState): View =>
  actPage(wording, member, form, {
    title: wording.say('Catat permintaan', 'Record a request'),
    path: '/rights/new',
    submit: wording.say('Catat', 'Record'),
    lead: wording.say(
      'Setelah dicatat, permintaan harus diputus dalam 72 jam.',
      'It is due 72 hours after it is recorded.',
    ),
    content: ({
      radios,
      area,
    }) => html`${radios({ name: 'kind', label: wording.say('Yang diminta', 'What is asked'), options: CaseKind.options.map((value) => ({ value, name: wording.sayOf(caseKindNames[value]) })) })}
${area({ name: 'request', label: wording.say('Permintaan dalam kata-katanya sendiri', 'In the person’s own words'), isOptional: true, most: 1000 })}`,
  })
