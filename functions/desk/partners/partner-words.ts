import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { CredentialView } from '../../../shared/domain/partner/credential.ts'
import type { PartnerType } from '../../../shared/domain/partner/partner.ts'

export const partnerTypeNames: Record<PartnerType, Bilingual> = {
  bank: { id: 'Bank', en: 'Bank' },
  sharia_bank: { id: 'Bank syariah', en: 'Sharia bank' },
  p2p_lender: { id: 'Penyelenggara pinjaman daring', en: 'P2P lender' },
  government: { id: 'Dana pemerintah', en: 'Government fund' },
}

export const credentialKindNames: Record<CredentialView['kind'], Bilingual> = {
  secret: { id: 'rahasia bersama', en: 'shared secret' },
  public_key: { id: 'kunci publik', en: 'public key' },
  push_secret: { id: 'rahasia untuk kiriman kita', en: 'secret for what we send' },
}
