import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import { html } from '../../../shared/render/markup.ts'
import { namesIn } from '../layout/names.ts'
import { nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { displayName } from '../members/member-words.ts'

type Shown = { members: MemberView[]; next?: string | undefined }

export function verificationsView(wording: DeskWording, frame: Frame, { members, next }: Shown): View {
  const { say, formats } = wording
  const title = say('Menunggu verifikasi identitas', 'Waiting for verification')
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Mereka mendaftar sendiri dan datang dengan dokumen identitas. Yang terbaru di atas.', 'They registered online and come with an identity document. The newest are first.')}</p>
<div data-fill="25">${
      members.length === 0 && next === undefined
        ? html`<p>${say('Tidak ada yang menunggu verifikasi.', 'Nobody waits for verification.')}</p>`
        : table(
            title,
            [
              say('Nama', 'Name'),
              say('Telepon', 'Phone'),
              say('Wilayah', 'Area'),
              say('Mendaftar', 'Registered'),
              say('Tindakan', 'Action'),
            ],
            members.map((member) => [
              html`<a href="/members/${member.id}">${displayName(member)}</a><br><span class="small nowrap">${member.number}</span>`,
              member.person?.phone,
              namesIn(frame, wording).area(member.area),
              formats.instant(member.registeredAt, frame.programme.zone),
              html`<a href="/members/${member.id}/verification">${say('Verifikasi', 'Verify')}<span class="skip"> ${displayName(member)}</span></a>`,
            ]),
          )
    }
${nextLink('/verifications?from=', next, wording)}</div>`,
  }
}
