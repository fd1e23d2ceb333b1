import type { Financing } from '../domain/programme/programme.ts'

/**
 * No rule says which fact of a loan makes a member "dibiayai" (financed). Here the approval does, so P7 counts approved
 * loans; the stricter reading would count disbursed ones. Both days of a loan are kept, so the reading can be changed
 * by adding a rule.
 */
export const financing: Financing = {
  stage: 'P7',
  evidence: 'pinjaman',
  rules: [
    {
      from: '2017-10-01',
      fact: 'approved',
      basis: 'Persetujuan pinjaman oleh mitra permodalan; ketentuan tertulis tidak ditemukan',
    },
  ],
}
