import type { ReferralTerms } from '../domain/referral/referral-terms.ts'
import notice from './consent-notice.data.json' with { type: 'json' }

const codeTable = {
  id: 'Kode isian ini ditetapkan sistem penerima; daftarnya tidak ada pada kami.',
  en: 'The receiving system sets the codes of this field; we do not have its list.',
}
const notKept = { id: 'Tidak dicatat oleh program ini.', en: 'This programme does not record it.' }

/**
 * Since 2020 members choose stages freely, and no rule says whom to refer. This first choice takes members with
 * financial reports (P6) and without financing (P7), because P6 is the programme's last step before a lender.
 */
export const referralTerms: ReferralTerms = {
  rules: [
    {
      from: '2017-10-01',
      held: ['P1', 'P6'],
      lacking: ['P7'],
      runningLoans: ['submitted', 'in_review', 'approved', 'signed', 'disbursed', 'defaulted'],
      basis: {
        id: 'Pilihan awal program ini; ketentuan tertulis tidak ditemukan.',
        en: 'A first choice of this programme; no written rule was found.',
      },
    },
  ],
  notices: [
    {
      version: '1',
      from: '2017-10-01',
      text: notice,
    },
  ],
  longestConsentDays: 366,
  layouts: [
    {
      code: 'calon_debitur',
      name: {
        id: 'Calon debitur, dipisah garis tegak (mirip SIKP; nama isian dari panduan uji lama)',
        en: 'Prospective debtors, separated by bars (like SIKP; names of fields from an old test guide)',
      },
      separator: '|',
      hasHeading: true,
      fields: [
        { name: 'nik', from: 'nik' },
        { name: 'nama', from: 'name' },
        { name: 'tgl_lahir', from: 'birthDate', date: 'ddmmyyyy' },
        { name: 'jns_kelamin', why: codeTable },
        { name: 'pekerjaan', why: codeTable },
        { name: 'kode_kabkota', why: codeTable },
        { name: 'npwp', from: 'npwp' },
        { name: 'mulai_usaha', why: notKept },
        { name: 'alamat_usaha', why: notKept },
        { name: 'ijin_usaha', why: codeTable },
        { name: 'modal_usaha', why: notKept },
        { name: 'jml_pekerja', why: notKept },
        { name: 'jml_kredit', why: notKept },
        { name: 'no_hp', from: 'phone' },
      ],
    },
  ],
}
