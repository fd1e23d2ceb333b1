import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { genderOfPerson, namesIn } from '../layout/names.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusNames } from './member-tags.ts'
import { caseKindNames } from './member-words.ts'

/** The names of a record's fields in a trail. */
const fieldNames: Record<string, Bilingual> = {
  name: { id: 'nama', en: 'name' },
  nik: { id: 'NIK', en: 'NIK' },
  npwp: { id: 'NPWP', en: 'NPWP' },
  phone: { id: 'telepon', en: 'phone' },
  email: { id: 'surel', en: 'e-mail' },
  birthDate: { id: 'tanggal lahir', en: 'birth date' },
  business: { id: 'usaha', en: 'business' },
  evidence: { id: 'bukti', en: 'evidence' },
  notes: { id: 'catatan', en: 'notes' },
  remarks: { id: 'keterangan', en: 'remarks' },
  area: { id: 'wilayah', en: 'area' },
  agency: { id: 'perangkat daerah', en: 'agency' },
  gender: { id: 'jenis kelamin', en: 'gender' },
  category: { id: 'kategori', en: 'category' },
  status: { id: 'status', en: 'status' },
  statusSince: { id: 'status sejak', en: 'status since' },
  restrictedAt: { id: 'pemrosesan dibatasi sejak', en: 'processing restricted since' },
  contactRefusedAt: { id: 'tidak ingin dihubungi sejak', en: 'not to be contacted since' },
  identity: { id: 'identitas', en: 'identity' },
  mailConsent: { id: 'kabar lewat surel', en: 'news by mail' },
  case: { id: 'permintaan', en: 'request' },
  file: { id: 'berkas (SHA-256)', en: 'file (SHA-256)' },
}

const identityNames: Record<string, Bilingual> = {
  unverified: { id: 'belum diverifikasi', en: 'not verified' },
  verified: { id: 'terverifikasi', en: 'verified' },
  rejected: { id: 'ditolak', en: 'rejected' },
}

const languageNames: Record<string, Bilingual> = {
  id: { id: 'dalam bahasa Indonesia', en: 'in Indonesian' },
  en: { id: 'dalam bahasa Inggris', en: 'in English' },
}

/**
 * Words for what a line of a trail changed, for readers who do not know codes. An unknown field or value stays as it
 * is.
 */
export function fieldWords(frame: Frame, wording: DeskWording) {
  const { sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const oneOf = (list: Record<string, Bilingual>) => (code: string) => {
    const found = list[code]
    return found ? sayOf(found) : code
  }
  const instant = (at: string) => formats.instant(at, frame.programme.zone)
  const writers: Record<string, (value: string) => string> = {
    area: names.area,
    agency: names.agency,
    category: names.category,
    gender: oneOf(genderOfPerson),
    status: oneOf(statusNames),
    statusSince: formats.day,
    restrictedAt: instant,
    contactRefusedAt: instant,
    identity: oneOf(identityNames),
    mailConsent: oneOf(languageNames),
    case: oneOf(caseKindNames),
  }
  return {
    name: oneOf(fieldNames),
    value: (field: string, value: string | undefined): string =>
      value === undefined ? '–' : (writers[field]?.(value) ?? value),
  }
}
