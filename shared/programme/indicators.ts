import type { Indicator } from '../domain/programme/programme.ts'

const people = { id: 'orang', en: 'people' }

/**
 * The ways in which the programme's success has been counted. The official one moved from P4 to P1 with Pergub 2/2020;
 * P7 is the critics' count. All of them are readings of one row of figures, so none is shown without the whole row. We
 * do not have the Pergub's own date, so the change is dated with the launch of Jakpreneur.
 */
export const indicators: Indicator[] = [
  {
    code: 'P1',
    counts: 'P1',
    name: { id: 'Anggota terdaftar', en: 'Registered members' },
    definition: {
      id: 'Orang yang terdaftar sebagai anggota (tahap P1), masing-masing dihitung satu kali.',
      en: 'People registered as members (stage P1), each counted once.',
    },
    unit: people,
    legalBasis: { id: 'Pergub DKI Jakarta 2/2020', en: 'Jakarta Governor Regulation 2/2020' },
    from: '2020-02-22',
    official: true,
  },
  {
    code: 'P4',
    counts: 'P4',
    name: { id: 'Anggota berizin usaha', en: 'Members with a business permit' },
    definition: {
      id: 'Anggota yang memegang izin usaha (tahap P4): IUMK atau SKU, kemudian NIB, sertifikat standar atau izin.',
      en: 'Members who hold a business permit (stage P4): IUMK or SKU, later NIB, standard certificate or permit.',
    },
    unit: people,
    legalBasis: {
      id: 'Ingub DKI Jakarta 152/2017 dan Pergub 102/2018; pernyataan Kepala Dinas, September 2018',
      en: 'Jakarta Governor Instruction 152/2017 and Regulation 102/2018; statement of the head of the Dinas, September 2018',
    },
    from: '2018-01-01',
    until: '2020-02-21',
    official: true,
  },
  {
    code: 'P7',
    counts: 'P7',
    name: { id: 'Anggota yang dibiayai', en: 'Financed members' },
    definition: {
      id: 'Anggota dengan pinjaman dari mitra permodalan (tahap P7), masing-masing dihitung satu kali.',
      en: 'Members with a loan from a lending partner (stage P7), each counted once.',
    },
    unit: people,
    legalBasis: {
      id: 'Bukan indikator resmi; dipakai Fraksi PDI-P DPRD DKI Jakarta, November 2021',
      en: 'Not an official indicator; used by the PDI-P group of the city council, November 2021',
    },
    official: false,
  },
  {
    code: 'ALL',
    counts: 'ALL',
    name: { id: 'Anggota dengan tujuh tahap lengkap', en: 'Members who hold all seven stages' },
    definition: {
      id: 'Anggota yang telah mencapai ketujuh tahap P1–P7, dalam urutan apa pun.',
      en: 'Members who hold all seven stages P1–P7, in any order.',
    },
    unit: people,
    legalBasis: {
      id: 'Bukan indikator resmi; ketujuh tahap menurut Pergub 102/2018',
      en: 'Not an official indicator; the seven stages are those of Regulation 102/2018',
    },
    official: false,
  },
]

/** The readings in dispute: what the programme declared as its success at the time, and what its critics count. */
export const headlines = ['P1', 'P4', 'P7']
