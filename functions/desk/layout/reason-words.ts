import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { problemTexts } from '../../../shared/domain/problems/problem-texts.ts'
import type { PushFailure } from '../../../shared/domain/push/push.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { DeskWording } from './wording.ts'

/** The words of reasons that have no sentence, or whose sentence needs values that are not kept. */
const names: Record<string, Bilingual> = {
  received: { id: 'Diterima', en: 'Received' },
  repeated: { id: 'Kiriman ulang; dijawab seperti semula', en: 'A repeat; answered as before' },
  done: { id: 'Selesai', en: 'Done' },
  waiting: { id: 'Menunggu diterapkan', en: 'Waiting to be applied' },
  applied: { id: 'Diterapkan', en: 'Applied' },
  sandbox: { id: 'Hanya uji coba', en: 'Sandbox only' },
  test: { id: 'Kiriman uji', en: 'A test' },
  passed_over: { id: 'Dilewati: jenisnya tidak dikenal', en: 'Passed over: its type is not known' },
  forgotten: { id: 'Isinya sudah dihapus sebelum diterapkan', en: 'Its content was deleted before it was applied' },
  error: { id: 'Kesalahan pada sistem kami', en: 'An error on our side' },
  timed_out: { id: 'Terlalu lama, lalu dihentikan', en: 'It took too long and was stopped' },
  identity_unsettled: { id: 'Identitas anggota belum terverifikasi', en: "The member's identity is not verified" },
  member_inactive: { id: 'Anggota tidak aktif', en: 'The member is not active' },
  stage_prerequisite_missing: { id: 'Tahap yang disyaratkan belum tercapai', en: 'A required stage is not held' },
  stage_prerequisite_later: {
    id: 'Tahap yang disyaratkan bertanggal sesudahnya',
    en: 'A required stage has a later date',
  },
  date_before_birth: {
    id: 'Tanggalnya mendahului tanggal lahir anggota',
    en: 'Its date is before the member was born',
  },
  date_future: { id: 'Tanggalnya belum tiba', en: 'Its date is in the future' },
  date_before_programme: {
    id: 'Tanggalnya sebelum bulan pertama program',
    en: 'Its date is before the first month of the programme',
  },
}

/** Why a receiver did not take a push. */
const failures: Record<PushFailure, Bilingual> = {
  unsigned: { id: 'Tidak ada rahasia tanda tangan yang berlaku', en: 'No signing secret is in force' },
  target: { id: 'Alamatnya tidak boleh menerima kiriman', en: 'Nothing may be sent to its address' },
  address: { id: 'Alamatnya tidak publik', en: 'Its address is not public' },
  unresolved: { id: 'Nama host alamatnya tidak ditemukan', en: 'The host name of its address was not found' },
  unreachable: { id: 'Tidak dapat dihubungi', en: 'It cannot be reached' },
  timeout: { id: 'Tidak menjawab sampai batas waktu', en: 'It did not answer in time' },
  redirect: { id: 'Dialihkan ke alamat lain', en: 'It redirects to another address' },
  gone: { id: 'Alamatnya sudah tidak ada', en: 'Its address is gone for good' },
  status: { id: 'Dijawab dengan penolakan', en: 'It answered with a refusal' },
}

const known = new Map<string, Bilingual>([
  ...Object.entries(problemTexts).filter(([, { id }]) => !id.includes('{')),
  ...Object.entries(names),
  ...Object.entries(failures).flatMap(([code, words]): [string, Bilingual][] => [
    [code, words],
    [`push_${code}`, words],
  ]),
])

/** A reason in words, with its code, because partners and logs use the code. A code without words is shown alone. */
export function reasonWords(code: string, { sayOf }: DeskWording): Markup {
  const words = known.get(code)
  return words ? html`${sayOf(words)} <span class="small">(${code})</span>` : html`${code}`
}
