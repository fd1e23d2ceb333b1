import type { Partner } from '../../../shared/domain/partner/partner.ts'
import { html } from '../../../shared/render/markup.ts'
import type { TestOutcome } from '../../../shared/usecases/partners/test-event.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink, box, facts } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { credentialKindNames } from './partner-words.ts'

const daySeconds = 86_400

export function newCredentialView(wording: DeskWording, { code, name }: Partner, form: FormState): View {
  const { say, sayOf } = wording
  const title = say('Kunci baru', 'A new credential')
  const days = (count: number) => ({ value: String(count * daySeconds), name: say(`${count} hari`, `${count} days`) })
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${formSummary(form, wording)}<h1>${title}</h1>
<p>${say('Rahasia bersama dibuat di sini dan hanya ditampilkan satu kali, setelah Anda menekan tombol. Kunci publik datang dari mitra.', 'A shared secret is made here and shown only once, after you press the button. A public key comes from the partner.')}</p>
${formView(form, wording, {
  action: `/partners/${code}/credentials`,
  submit: say('Buat kunci', 'Make the credential'),
  content: ({ radios, select, area }) => html`${radios({
    name: 'kind',
    label: say('Jenis', 'Kind'),
    options: (['secret', 'public_key', 'push_secret'] as const).map((value) => ({
      value,
      name: sayOf(credentialKindNames[value]),
    })),
  })}
${area({ name: 'value', label: say('Kunci publik mitra (PEM)', "The partner's public key (PEM)"), isOptional: true, most: 2000, hint: say('Hanya untuk kunci publik: dari BEGIN PUBLIC KEY sampai END PUBLIC KEY.', 'For a public key only: from BEGIN PUBLIC KEY to END PUBLIC KEY.') })}
${select({ name: 'overlapSeconds', label: say('Kunci sebelumnya masih diterima selama', 'The previous one stays valid for'), options: [{ value: '0', name: say('tidak sama sekali', 'no time at all') }, days(1), days(7), days(30)] })}`,
})}`,
  }
}

/** Shows a new secret, only once. If the form is sent again, says that the secret was shown before. */
export function secretView(wording: DeskWording, { code, name }: Partner, secret: string | undefined): View {
  const { say } = wording
  const title = say('Rahasia bersama', 'Shared secret')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}<h1>${title}</h1>
${
  secret === undefined
    ? box(
        'heed',
        say('Kunci ini sudah dibuat dan sudah ditampilkan', 'This credential was made and shown before'),
        html`<p>${say('Rahasianya hanya ditampilkan satu kali. Bila tidak sempat disalin, akhiri kunci itu pada halaman mitra, lalu buat yang baru.', 'Its secret is shown only once. If nobody copied it, end that credential on the page of the partner and make a new one.')}</p>`,
      )
    : box(
        'good',
        say('Salin sekarang: tidak akan ditampilkan lagi', 'Copy it now: it will not be shown again'),
        html`<p><code>${secret}</code></p><p>${say('Berikan kepada mitra lewat jalur yang aman, bukan surel biasa.', 'Give it to the partner through a safe channel, not by ordinary mail.')}</p>`,
      )
}`,
  }
}

/** Shows the result of a test event, and its call, so that the partner's developer can compare calls with it. */
export function testEventView(wording: DeskWording, { code, name }: Partner, { answer, call }: TestOutcome): View {
  const { say } = wording
  const title = say('Peristiwa uji', 'Test event')
  const isReceived = answer.reason === 'received'
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}<h1>${title}</h1>
${box(isReceived ? 'good' : 'bad', isReceived ? say('Diterima: tanda tangan dan pintunya benar', 'Received: the signature and the address are right') : say('Ditolak', 'Refused'), isReceived ? '' : html`<p><code>${answer.reason}</code></p>`)}
${
  call
    ? html`<h2>${say('Panggilan seperti yang dibuat mitra', 'The call as the partner would make it')}</h2>${facts([
        [say('Alamat', 'Address'), `${call.method} ${call.path}`],
        ...Object.entries(call.headers).map(([header, value]): [string, string] => [header, value]),
      ])}<h3>${say('Isi', 'Body')}</h3><pre class="text">${call.body}</pre>`
    : html`<p>${say('Panggilannya hanya ditampilkan satu kali.', 'The call is shown only once.')}</p>`
}`,
  }
}
