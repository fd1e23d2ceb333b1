import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Consent, ConsentTo } from '../../../shared/domain/consent/consent.ts'
import type { ReferralReply, ReferralState } from '../../../shared/domain/referral/referral.ts'
import type { DeskWording } from '../layout/wording.ts'
import { partnerTypeNames } from '../partners/partner-words.ts'

export const referralStateNames: Record<ReferralState, Bilingual> = {
  prepared: { id: 'menunggu dikirim', en: 'waiting to be sent' },
  sent: { id: 'terkirim', en: 'sent' },
  received: { id: 'diterima lembaga', en: 'received by the lender' },
  no_answer: { id: 'tidak dijawab', en: 'not answered' },
  taken: { id: 'ditangani lembaga', en: 'taken on by the lender' },
  not_eligible: { id: 'tidak memenuhi syarat', en: 'not eligible' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
}

export const replyNames: Record<ReferralReply, Bilingual> = {
  received: { id: 'Lembaga sudah menerima rujukan', en: 'The lender has received it' },
  taken: { id: 'Lembaga menangani anggota ini', en: 'The lender takes the member on' },
  not_eligible: { id: 'Anggota tidak memenuhi syarat lembaga', en: 'The member is not eligible for the lender' },
}

export const meansNames: Record<Consent['means'], Bilingual> = {
  signed_form: { id: 'formulir bertanda tangan', en: 'signed form' },
  spoken: { id: 'lisan kepada petugas', en: 'spoken to an officer' },
  online: { id: 'daring, oleh orangnya sendiri', en: 'online, by the person' },
}

const endNames: Record<NonNullable<Consent['end']>, Bilingual> = {
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
  replaced: { id: 'diganti', en: 'replaced' },
  erased: { id: 'data dihapus', en: 'data erased' },
}

/** Names the lender or lenders to whom a consent allows a member to be referred. */
export const nameRecipient = (
  to: ConsentTo,
  lenders: readonly { code: string; name: string }[],
  wording: DeskWording,
) =>
  'partner' in to
    ? (lenders.find(({ code }) => code === to.partner)?.name ?? to.partner)
    : wording.say(
        `semua lembaga jenis ${wording.sayOf(partnerTypeNames[to.kind])}`,
        `every lender of the kind ${wording.sayOf(partnerTypeNames[to.kind])}`,
      )

/** Says whether a consent is in force on a day and, if not, why. */
export function nameConsentState({ end, until }: Consent, today: string, { say, sayOf }: DeskWording): string {
  if (end !== undefined) return sayOf(endNames[end])
  return until < today ? say('habis masa', 'expired') : say('berlaku', 'in force')
}
