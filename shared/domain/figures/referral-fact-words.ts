import type { Bilingual } from '../bilingual.ts'
import type { ReferralFactKind } from '../ledger/referral-fact-kind.ts'

/** What is counted of referrals, in words. */
export const referralFactWords: Record<ReferralFactKind, { name: Bilingual; definition: Bilingual }> = {
  sent: {
    name: { id: 'Dirujuk', en: 'Referred' },
    definition: {
      id: 'Rujukan anggota yang sampai di lembaga pembiayaan, pada hari pengirimannya. Satu anggota dapat dirujuk lebih dari sekali.',
      en: 'Referrals of members that reached a lender, on the day they were sent. A member can be referred more than once.',
    },
  },
  taken: {
    name: { id: 'Ditangani lembaga', en: 'Taken on' },
    definition: {
      id: 'Rujukan yang dijawab: lembaga menangani anggota itu, atau menerima permohonan pinjamannya.',
      en: 'Referrals answered: the lender takes the member on, or has received a loan application.',
    },
  },
  not_eligible: {
    name: { id: 'Tidak memenuhi syarat', en: 'Not eligible' },
    definition: {
      id: 'Rujukan yang dijawab: anggota tidak memenuhi syarat lembaga.',
      en: 'Referrals answered: the member is not eligible for the lender.',
    },
  },
  no_answer: {
    name: { id: 'Tidak dijawab', en: 'Not answered' },
    definition: {
      id: 'Rujukan yang tidak dijawab sampai batas waktunya, pada hari berikutnya. Jawaban yang datang kemudian menggantikannya.',
      en: 'Referrals that got no answer in time, on the day after their term. A later answer takes its place.',
    },
  },
  withdrawn: {
    name: { id: 'Ditarik', en: 'Taken back' },
    definition: {
      id: 'Rujukan yang ditarik selagi menunggu jawaban, misalnya karena persetujuan anggota berakhir.',
      en: 'Referrals taken back while an answer was awaited, for example because the member’s consent ended.',
    },
  },
  applied: {
    name: { id: 'Pinjaman diajukan', en: 'Loan applied for' },
    definition: {
      id: 'Permohonan pinjaman kepada lembaga yang sama setelah anggota dirujuk, pada tanggal pengajuan.',
      en: 'Loan applications to the same lender after the member was referred, on the day of application.',
    },
  },
  approved: {
    name: { id: 'Pinjaman disetujui', en: 'Loan approved' },
    definition: {
      id: 'Di antaranya yang disetujui dan tidak dibatalkan, pada tanggal persetujuan.',
      en: 'Of these, loans approved and not cancelled, on the day of approval.',
    },
  },
  disbursed: {
    name: { id: 'Pinjaman dicairkan', en: 'Loan disbursed' },
    definition: {
      id: 'Di antaranya yang dicairkan, pada tanggal pencairan.',
      en: 'Of these, loans paid out, on the day of disbursement.',
    },
  },
  rejected: {
    name: { id: 'Pinjaman ditolak', en: 'Loan rejected' },
    definition: {
      id: 'Di antaranya yang ditolak, pada tanggal penolakan.',
      en: 'Of these, applications rejected, on the day of rejection.',
    },
  },
}

export const waitingWords: { name: Bilingual; definition: Bilingual } = {
  name: { id: 'Menunggu jawaban', en: 'Waiting for an answer' },
  definition: {
    id: 'Rujukan yang pada akhir bulan belum dijawab, belum lewat batas waktunya dan tidak ditarik.',
    en: 'Referrals that at the end of the month are neither answered, nor past their term, nor taken back.',
  },
}
