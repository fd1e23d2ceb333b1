import type { Financing, Stage } from '../domain/programme/programme.ts'

/**
 * The seven stages ("7 PAS"), made the standard by Pergub 102/2018 and kept by Pergub 2/2020.
 *
 * Kinds of evidence follow what officials and reports name; no list of codes was published. For P4 these are IUMK and
 * SKU until PP 5/2021 and PP 7/2021, and since then NIB with a standard certificate or permit according to risk. PIRT,
 * halal and HAKI are also served under P4, but do not permit a business. For P7, a recommendation to a lender is not a
 * loan: Jakarta Barat reported recommendations as P7 in 2018.
 */
export const stages: Stage[] = [
  {
    code: 'P1',
    key: '1',
    name: { id: 'Pendaftaran', en: 'Registration' },
    offers: {
      id: 'Anda menjadi anggota. Hanya pendaftaran yang wajib; layanan lain boleh dipilih sesuai kebutuhan usaha.',
      en: 'You become a member. Only registration is compulsory; you choose the other services that your business needs.',
    },
    evidence: [{ code: 'formulir', name: { id: 'Formulir pendaftaran', en: 'Registration form' }, attains: true }],
    evidenceRequired: false,
  },
  {
    code: 'P2',
    key: '2',
    name: { id: 'Pelatihan', en: 'Training' },
    offers: {
      id: 'Kelas tentang memulai dan menjalankan usaha, dengan teori dan praktik. Peserta mendapat sertifikat.',
      en: 'Classes on starting and running a business, in theory and practice. Participants get a certificate.',
    },
    evidence: [
      { code: 'sertifikat', name: { id: 'Sertifikat pelatihan', en: 'Training certificate' }, attains: true },
      { code: 'daftar_hadir', name: { id: 'Daftar hadir kelas', en: 'Class attendance list' }, attains: true },
    ],
    evidenceRequired: false,
  },
  {
    code: 'P3',
    key: '3',
    name: { id: 'Pendampingan', en: 'Mentoring' },
    offers: {
      id: 'Pertemuan dengan pendamping yang membantu usaha Anda.',
      en: 'Meetings with a mentor who helps your business.',
    },
    evidence: [
      { code: 'catatan_pendamping', name: { id: 'Catatan pendamping', en: "Mentor's record" }, attains: true },
    ],
    evidenceRequired: false,
  },
  {
    code: 'P4',
    key: '4',
    name: { id: 'Perizinan', en: 'Licensing' },
    offers: {
      id: 'Bantuan mengurus izin usaha, seperti NIB, dan bila perlu PIRT, sertifikat halal, atau HAKI.',
      en: 'Help with business permits such as the NIB and, where needed, PIRT, halal certificate or intellectual property.',
    },
    evidence: [
      { code: 'nib', name: { id: 'Nomor induk berusaha (NIB)', en: 'Business number (NIB)' }, attains: true },
      {
        code: 'iumk',
        name: { id: 'Izin usaha mikro kecil (IUMK)', en: 'Micro business permit (IUMK)' },
        attains: true,
      },
      { code: 'sku', name: { id: 'Surat keterangan usaha (SKU)', en: 'Business certificate (SKU)' }, attains: true },
      { code: 'sertifikat_standar', name: { id: 'Sertifikat standar', en: 'Standard certificate' }, attains: true },
      { code: 'izin', name: { id: 'Izin', en: 'Permit' }, attains: true },
      { code: 'pirt', name: { id: 'PIRT', en: 'Home food industry number (PIRT)' }, attains: false },
      { code: 'halal', name: { id: 'Sertifikat halal', en: 'Halal certificate' }, attains: false },
      {
        code: 'haki',
        name: { id: 'Hak kekayaan intelektual (HAKI)', en: 'Intellectual property right' },
        attains: false,
      },
    ],
    evidenceRequired: true,
  },
  {
    code: 'P5',
    key: '5',
    name: { id: 'Pemasaran', en: 'Marketing' },
    offers: {
      id: 'Kesempatan memasarkan produk: bazar, lokapasar, e-Order, atau gerai.',
      en: 'Ways to sell your products: bazaars, online marketplaces, e-Order or outlets.',
    },
    evidence: [
      { code: 'bazar', name: { id: 'Bazar', en: 'Bazaar' }, attains: true },
      { code: 'lokapasar', name: { id: 'Lokapasar', en: 'Online marketplace' }, attains: true },
      { code: 'e_order', name: { id: 'e-Order', en: 'e-Order (government procurement)' }, attains: true },
      { code: 'gerai', name: { id: 'Gerai', en: 'Outlet' }, attains: true },
    ],
    evidenceRequired: false,
  },
  {
    code: 'P6',
    key: '6',
    name: { id: 'Pelaporan keuangan', en: 'Financial reporting' },
    offers: {
      id: 'Bantuan menyusun pembukuan dan laporan keuangan usaha.',
      en: 'Help with bookkeeping and the financial reports of your business.',
    },
    evidence: [{ code: 'laporan_keuangan', name: { id: 'Laporan keuangan', en: 'Financial report' }, attains: true }],
    evidenceRequired: false,
  },
  {
    code: 'P7',
    key: '7',
    name: { id: 'Permodalan', en: 'Access to capital' },
    offers: {
      id: 'Akses ke pinjaman modal dari bank atau lembaga mitra. Mitra yang memutus pinjamannya.',
      en: 'Access to loans from partner banks and lenders. The partner decides on the loan.',
    },
    evidence: [
      { code: 'pinjaman', name: { id: 'Pinjaman dari mitra', en: 'Loan from a partner' }, attains: true },
      { code: 'rekomendasi', name: { id: 'Rekomendasi', en: 'Recommendation' }, attains: false },
    ],
    evidenceRequired: true,
  },
]
/**
 * No rule says which fact of a loan makes a member "dibiayai" (financed). Here it is the approval, by which P7 is
 * counted; the stricter reading would be the disbursement. Both days of a loan are kept, so another rule is one more
 * line.
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
