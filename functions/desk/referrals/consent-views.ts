import { type Consent, ConsentTo } from '../../../shared/domain/consent/consent.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { PartnerType } from '../../../shared/domain/partner/partner.ts'
import { findNotice } from '../../../shared/domain/referral/referral-terms.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { LenderView } from '../../../shared/usecases/referral/lender.ts'
import type { Fields } from '../form/fields.ts'
import { type FormValues, toObject } from '../form/form-state.ts'
import { table } from '../layout/parts.ts'
import type { DeskWording } from '../layout/wording.ts'
import { partnerTypeNames } from '../partners/partner-words.ts'
import { meansNames, nameConsentState, nameRecipient } from './referral-words.ts'

/** Reads a consent. Its recipient is one field: `partner:…` or `kind:…`. */
export function readConsentValues(values: FormValues): unknown {
  const { to, ...rest } = toObject(values)
  const [what, code] = String(to ?? '').split(':')
  const recipient = ConsentTo.safeParse(what === 'partner' ? { partner: code } : { kind: code })
  return { ...rest, to: recipient.success ? recipient.data : undefined }
}

/** The fields of a consent: to whom a member may be referred, and until when. */
export function consentFields(
  wording: DeskWording,
  { select, text }: Fields,
  { lenders, most }: { lenders: LenderView[]; most: string },
): Markup {
  const { say, sayOf } = wording
  const kinds = say('Menurut jenis lembaga', 'By kind of lender')
  const single = say('Satu lembaga', 'One lender')
  return html`${select({
    name: 'to',
    label: say('Boleh dirujuk kepada', 'May be referred to'),
    none: say('Pilih lembaga', 'Choose a lender'),
    options: [
      ...lenders.map(({ code, name }) => ({ value: `partner:${code}`, name, group: single })),
      ...PartnerType.options.map((kind) => ({
        value: `kind:${kind}`,
        name: sayOf(partnerTypeNames[kind]),
        group: kinds,
      })),
    ],
  })}
${text({ name: 'until', type: 'date', label: say('Berlaku sampai', 'In force until'), isShort: true, max: most })}`
}

/** The text that people read before they agree, in the language of the page, with its version as a field. */
export function noticePart({ say, sayOf }: DeskWording, { programme }: Frame, today: string): Markup | undefined {
  const notice = programme.referral && findNotice(programme.referral, today)
  return (
    notice &&
    html`<h2>${say('Yang disetujui', 'What is agreed')}</h2><p>${sayOf(notice.text)}</p><p class="small">${say('Versi pemberitahuan', 'Version of the notice')}: ${notice.version}</p>`
  )
}

/** The consents of a person, with a link to withdraw each one in force. */
export function consentTable(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  {
    consents,
    lenders,
    today,
    withdrawAt,
  }: {
    consents: Consent[]
    lenders: readonly { code: string; name: string }[]
    today: string
    withdrawAt: (id: string) => string
  },
): Markup {
  const { say, sayOf, formats } = wording
  const caption = say('Persetujuan', 'Consents')
  if (consents.length === 0) return html`<p>${say('Belum ada persetujuan.', 'No consent yet.')}</p>`
  return table(
    caption,
    [
      say('Kepada', 'To'),
      say('Keadaan', 'State'),
      say('Sampai', 'Until'),
      say('Diberikan', 'Given'),
      say('Cara', 'How'),
      say('Tindakan', 'Act'),
    ],
    consents
      .toReversed()
      .map((consent) => [
        nameRecipient(consent.to, lenders, wording),
        nameConsentState(consent, today, wording),
        formats.day(consent.until),
        formats.instant(consent.givenAt, zone),
        html`${sayOf(meansNames[consent.means])}<br><span class="small">${consent.askedBy}</span>`,
        consent.endedAt === undefined && consent.until >= today
          ? html`<a href="${withdrawAt(consent.id)}">${say('Tarik', 'Withdraw')}</a>`
          : undefined,
      ]),
  )
}
