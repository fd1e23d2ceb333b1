import type * as z from 'zod'
import type { Day } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { SeenDocument } from '../../../shared/domain/member/identity.ts'
import type { OwnRecord } from '../../../shared/domain/member/own-record.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { OwnCase } from '../../../shared/usecases/rights/rights-cases.ts'
import { doneBox } from '../layout/done.ts'
import { genderOfPerson, namesIn } from '../layout/names.ts'
import { box, facts } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { caseKindNames, seenNames } from '../members/member-words.ts'
import { stageList } from './own-stages-view.ts'

/**
 * The page of a person without a record: what is needed to register, and what follows. Somebody whose rights of an
 * officer have ended reads that first.
 */
export function strangerView(
  wording: DeskWording,
  frame: Frame,
  { today, hadRights }: { today: Day; hadRights: boolean },
): View {
  const { say, sayOf } = wording
  const { name, selfRegistration } = frame.programme
  const title = say('Anda belum terdaftar', 'You are not registered yet')
  return {
    title,
    content: html`${hadRights && box('heed', say('Hak petugas Anda sudah berakhir', 'Your rights as an officer have ended'), html`<p>${say('Mintalah hak baru kepada kepala kantor Anda atau administrator. Sebutkan', 'Ask the head of your office or the administrator for new ones. Give')} <a href="/account">${say('nomor akun Anda', 'your account number')}</a>.</p>`)}<h1>${title}</h1>
<p class="lead">${sayOf(name)}</p>
<p class="buttons"><a class="button main" href="/me/registration">${say('Daftar sekarang', 'Register now')}</a></p>
<h2>${say('Bagaimana caranya', 'How it works')}</h2>
<ol>
<li>${say('Isi formulir pendaftaran. Siapkan KTP Anda.', 'Fill in the form. Have your identity card at hand.')}</li>
<li>${afterRegistering(wording, selfRegistration)}</li>
<li>${say('Pilih layanan yang Anda perlukan.', 'Choose the services that you need.')}</li>
</ol>
<h2>${say('Manfaat yang Anda peroleh', 'What you get')}</h2>
${stageList(wording, frame, undefined, today)}
<p class="small">${say('Anda petugas? Hak Anda belum diberikan, atau sudah berakhir.', 'Are you an officer? You have not been given any rights yet, or they have ended.')} <a href="/account">${say('Nomor akun Anda', 'Your account number')}</a></p>`,
  }
}

function afterRegistering(
  { say, sayOf }: DeskWording,
  { counts, ask }: Frame['programme']['selfRegistration'],
): string | Markup {
  const proof = SeenDocument.options.map((each) => sayOf(seenNames[each])).join(', ')
  const visit = say(
    `Datangi ${sayOf(ask)} dan tunjukkan salah satu dokumen ini: ${proof}. Petugas memastikan bahwa Anda orangnya.`,
    `Go to ${sayOf(ask)} and show one of these documents: ${proof}. The officer confirms that it is you.`,
  )
  return counts === 'at_once'
    ? visit
    : html`${visit} ${say('Setelah itu Anda resmi menjadi anggota.', 'Then you are a member.')}`
}

type OwnRequest = Pick<z.infer<typeof OwnCase>, 'kind' | 'dueAt'>
type Shown = { record: OwnRecord; requests: OwnRequest[]; done: string | undefined }

/** The page of a person's own record: who the person is here, what happens next, open requests, and the stages. */
export function ownRecordView(wording: DeskWording, frame: Frame, { record, requests, done }: Shown): View {
  const { say, formats } = wording
  const { person, number, warnings } = record
  const title = person?.name ?? number
  return {
    title,
    content: html`${doneBox(done, wording)}
<h1>${title}</h1>
<p class="lead">${say('Nomor anggota', 'Member number')} ${number}</p>
${nextBox(wording, frame, record)}
${requests.length > 0 && requestsBox(wording, frame, requests)}
${warnings.length > 0 && box('heed', say('Perhatikan', 'Please note'), html`<ul>${warnings.map(({ message }) => html`<li>${wording.sayOf(message)}</li>`)}</ul>`)}
<div class="columns"><div>
<h2>${say('Tahap Anda', 'Your stages')}</h2>
<ol class="steps" aria-label="${say('Tahap', 'Stages')}">${frame.programme.stages.map(({ code, name }) => {
      const standing = record.stages[code]
      return html`<li${standing && html` class="held"`}><b>${code}</b><span>${wording.sayOf(name)}</span>${standing ? html`<span>✓ ${formats.day(standing.happenedOn)}</span>` : html`<span class="small">${say('belum', 'not yet')}</span>`}</li>`
    })}</ol>
<p class="more"><a href="/me/stages">${say('Penjelasan setiap tahap', 'What each stage offers')}</a></p>
</div><div>
<h2>${say('Data Anda', 'Your data')}</h2>
${ownFacts(wording, frame, record)}
<p class="more"><a href="/me/mails">${record.mailConsent ? say('Anda dikabari lewat surel. Ubah', 'You get news by mail. Change it') : say('Ingin dikabari lewat surel?', 'Would you like to get news by mail?')}</a></p>
<p class="more"><a href="/me/consents">${say('Rujukan ke lembaga pembiayaan', 'Referral to lenders')}</a></p>
<p class="more"><a href="/me/requests/new?kind=correction">${say('Ada yang salah? Minta perbaikan', 'Is something wrong? Ask for a correction')}</a></p>
</div></div>`,
  }
}

function requestsBox({ say, sayOf, formats }: DeskWording, { programme }: Frame, requests: OwnRequest[]): Markup {
  return box(
    'heed',
    say('Permintaan Anda sedang diproses', 'Your requests are being handled'),
    html`<ul>${requests.map(({ kind, dueAt }) => html`<li>${sayOf(caseKindNames[kind])}: ${say('dijawab paling lambat', 'answered by')} ${formats.instant(dueAt, programme.zone)}</li>`)}</ul><p><a href="/me/requests">${say('Lihat permintaan Anda', 'See your requests')}</a></p>`,
  )
}

/** Says what happens next, and whom to ask. */
function nextBox(wording: DeskWording, frame: Frame, record: OwnRecord): Markup {
  const { say, sayOf, formats } = wording
  const { selfRegistration, zone } = frame.programme
  const whomToAsk = say(`Tanyakan kepada ${sayOf(selfRegistration.ask)}.`, `Ask ${sayOf(selfRegistration.ask)}.`)
  if (record.restrictedAt !== undefined)
    return box(
      'heed',
      say('Data Anda disimpan, tetapi tidak diproses', 'Your data is only kept'),
      say(
        `Pemrosesannya dibatasi sejak ${formats.instant(record.restrictedAt, zone)}. Untuk melanjutkan, ajukan permintaan.`,
        `Processing of your data has been restricted since ${formats.instant(record.restrictedAt, zone)}. To resume it, make a request.`,
      ),
    )
  if (record.identity.status === 'rejected')
    return box('bad', say('Identitas Anda ditolak', 'Your identity was rejected'), whomToAsk)
  if (record.identity.status === 'unverified')
    return box(
      'heed',
      say('Langkah berikutnya: verifikasi', 'Next step: verification'),
      afterRegistering(wording, selfRegistration),
    )
  if (record.status === 'withdrawn')
    return box(
      'heed',
      say('Anda tercatat mundur', 'You have withdrawn'),
      say(
        `Tahap yang sudah Anda capai tetap tercatat. Ingin aktif kembali? ${whomToAsk}`,
        `Your stages stay recorded. Would you like to take part again? ${whomToAsk}`,
      ),
    )
  const open = frame.programme.stages.filter(({ code }) => !record.stages[code])
  return open.length === 0
    ? box('good', say('Semua tahap sudah Anda capai', 'You have attained every stage'))
    : box(
        'good',
        say('Anda anggota aktif', 'You are an active member'),
        say(
          `Layanan yang belum Anda pakai: ${open.map(({ name }) => name.id).join(', ')}. ${whomToAsk}`,
          `Services that you have not used yet: ${open.map(({ name }) => name.en).join(', ')}. ${whomToAsk}`,
        ),
      )
}

function ownFacts(wording: DeskWording, frame: Frame, { person, business, ...record }: OwnRecord): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  return facts([
    ['NIK', person?.nik],
    [say('Telepon', 'Phone'), person?.phone],
    [say('Surel', 'E-mail'), person?.email],
    [say('Tahun lahir', 'Year of birth'), person?.birthYear],
    [say('Jenis kelamin', 'Gender'), sayOf(genderOfPerson[record.gender])],
    [say('Kategori', 'Category'), names.category(record.category)],
    [say('Wilayah', 'Area'), names.area(record.area)],
    [say('Dilayani oleh', 'Served by'), names.agency(record.agency)],
    [say('Usaha', 'Business'), business?.name],
    ['NIB', business?.nib],
    [say('Terdaftar sejak', 'Registered since'), formats.instant(record.registeredAt, frame.programme.zone)],
  ])
}
