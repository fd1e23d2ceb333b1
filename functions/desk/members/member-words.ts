import type { CaseKind, RightsCase } from '../../../shared/domain/acts/rights-case.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { referralFactWords } from '../../../shared/domain/figures/referral-fact-words.ts'
import type { LoanEntry, ReferralEntry } from '../../../shared/domain/ledger/entry.ts'
import type { LoanState } from '../../../shared/domain/loan/loan-state.ts'
import type { SeenDocument } from '../../../shared/domain/member/identity.ts'
import type { MemberView } from '../../../shared/domain/member/member-view.ts'
import type { TrailLine } from '../../../shared/domain/rights/trail.ts'

/** The name of a member, or the number after the person was erased. */
export const displayName = ({ person, number }: MemberView): string => person?.name ?? number

/** The name of the fact in an entry that is about a loan or referral. */
export const factName = (entry: Pick<LoanEntry | ReferralEntry, 'kind' | 'fact'>): Bilingual =>
  entry.kind === 'referral' || entry.kind === 'referral_reversed'
    ? {
        id: `Rujukan (${referralFactWords[entry.fact].name.id.toLowerCase()})`,
        en: `Referral (${referralFactWords[entry.fact].name.en.toLowerCase()})`,
      }
    : referralFactWords[entry.fact].name

/** The names of acts in a history or trail. */
export const actNames: Record<TrailLine['act'], Bilingual> = {
  attained: { id: 'tercapai', en: 'attained' },
  reversed: { id: 'dibatalkan', en: 'reversed' },
  reclassified_out: { id: 'reklasifikasi keluar', en: 'reclassified out' },
  reclassified_in: { id: 'reklasifikasi masuk', en: 'reclassified in' },
  loan: { id: 'pinjaman dibukukan', en: 'loan counted' },
  loan_reversed: { id: 'pinjaman dibatalkan', en: 'loan reversed' },
  referral: { id: 'rujukan dibukukan', en: 'referral counted' },
  referral_reversed: { id: 'rujukan batal dibukukan', en: 'referral count reversed' },
  corrected: { id: 'data diperbaiki', en: 'data corrected' },
  moved: { id: 'pindah wilayah atau perangkat daerah', en: 'moved' },
  reclassified: { id: 'direklasifikasi', en: 'reclassified' },
  withdrawn: { id: 'mundur', en: 'withdrew' },
  returned: { id: 'aktif kembali', en: 'returned' },
  erased: { id: 'data dihapus', en: 'erased' },
  registered_again: { id: 'terdaftar kembali', en: 'registered again' },
  merged: { id: 'digabung', en: 'merged' },
  unmerged: { id: 'penggabungan dibatalkan', en: 'merge undone' },
  told_apart: { id: 'dinyatakan orang lain', en: 'found to be two people' },
  revealed: { id: 'data dibuka lengkap', en: 'data revealed' },
  read_by_break_glass: { id: 'dibaca dengan akses darurat', en: 'read by break glass' },
  exported: { id: 'diekspor lengkap', en: 'exported in full' },
  noted: { id: 'catatan ditulis', en: 'noted' },
  registered_self: { id: 'mendaftar sendiri', en: 'registered self' },
  verified: { id: 'identitas diverifikasi', en: 'identity verified' },
  copied: { id: 'salinan data diambil', en: 'copy taken' },
  case_opened: { id: 'permintaan data dicatat', en: 'request noted' },
  case_done: { id: 'permintaan data dikabulkan', en: 'request granted' },
  case_refused: { id: 'permintaan data ditolak', en: 'request refused' },
  checked: { id: 'diperiksa ke data kependudukan', en: 'checked with the population register' },
  rejected: { id: 'identitas ditolak', en: 'identity rejected' },
  nik_met: {
    id: 'petugas lain diberi tahu bahwa NIK ini sudah terdaftar',
    en: 'another officer was told that this NIK is registered',
  },
  nik_moved: { id: 'NIK berpindah ke catatan lain', en: 'NIK moved to another record' },
  file_added: { id: 'berkas bukti ditambahkan', en: 'evidence file added' },
  file_removed: { id: 'berkas bukti dihapus', en: 'evidence file removed' },
  file_opened: { id: 'berkas bukti dibuka', en: 'evidence file opened' },
  loan_decided: { id: 'pinjaman diputus', en: 'loan decided' },
  consent_given: { id: 'persetujuan rujukan diberikan', en: 'consent to referrals given' },
  consent_ended: { id: 'persetujuan rujukan berakhir', en: 'consent to referrals ended' },
  referred: { id: 'dirujuk kepada lembaga pembiayaan', en: 'referred to a lender' },
  referral_sent: { id: 'rujukan dikirim', en: 'referral sent' },
  referral_answered: { id: 'rujukan dijawab', en: 'referral answered' },
  referral_withdrawn: { id: 'rujukan ditarik', en: 'referral withdrawn' },
}

export const caseKindNames: Record<CaseKind, Bilingual> = {
  access: { id: 'Salinan data', en: 'A copy of the data' },
  correction: { id: 'Perbaikan data', en: 'Correction' },
  restriction: { id: 'Pembatasan pemrosesan', en: 'Restriction of processing' },
  restriction_end: { id: 'Pemrosesan dilanjutkan', en: 'End of the restriction' },
  contact_withdrawal: { id: 'Tidak ingin dihubungi', en: 'Not to be contacted' },
  erasure: { id: 'Penghapusan data', en: 'Erasure' },
}

export const caseStateNames: Record<RightsCase['state'], Bilingual> = {
  open: { id: 'Menunggu keputusan', en: 'Waits for a decision' },
  done: { id: 'Dikabulkan', en: 'Granted' },
  refused: { id: 'Ditolak', en: 'Refused' },
}

export const loanStateNames: Record<LoanState, Bilingual> = {
  submitted: { id: 'Diajukan', en: 'Submitted' },
  in_review: { id: 'Diperiksa mitra', en: 'In review' },
  approved: { id: 'Disetujui', en: 'Approved' },
  signed: { id: 'Akad ditandatangani', en: 'Signed' },
  rejected: { id: 'Ditolak', en: 'Rejected' },
  cancelled: { id: 'Batal', en: 'Cancelled' },
  disbursed: { id: 'Cair', en: 'Disbursed' },
  defaulted: { id: 'Macet', en: 'Defaulted' },
  written_off: { id: 'Dihapusbukukan', en: 'Written off' },
  repaid: { id: 'Lunas', en: 'Repaid' },
}

export const seenNames: Record<SeenDocument, Bilingual> = {
  ktp: { id: 'KTP', en: 'Identity card (KTP)' },
  ikd: { id: 'KTP digital (IKD)', en: 'Digital identity card (IKD)' },
  kk: { id: 'Kartu keluarga', en: 'Family card' },
  suket: { id: 'Surat keterangan perekaman KTP', en: 'Certificate of recording' },
}
