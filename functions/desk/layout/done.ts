import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Markup } from '../../../shared/render/markup.ts'
import { box } from './parts.ts'
import type { DeskWording } from './wording.ts'

/** Sentences about what the caller has just done, by the code in the address (`?done=`). */
const texts: Record<string, Bilingual> = {
  registered: { id: 'Anggota terdaftar dan sudah dihitung', en: 'The member is registered and counted' },
  registered_late: {
    id: 'Anggota terdaftar. Bulan tanggalnya sudah ditutup, jadi dihitung terlambat di bulan terbuka',
    en: 'The member is registered. The month of the date is closed, so this counts as late in the open month',
  },
  registered_self: { id: 'Pendaftaran Anda sudah kami terima', en: 'We have received your registration' },
  recorded: { id: 'Tahap tercatat dan sudah dihitung', en: 'The stage is recorded and counted' },
  reversed: { id: 'Tahap dibatalkan', en: 'The stage is reversed' },
  reclassified: { id: 'Reklasifikasi tercatat', en: 'The reclassification is recorded' },
  withdrawn: { id: 'Anggota tercatat mundur', en: 'The member is withdrawn' },
  returned: { id: 'Anggota aktif kembali', en: 'The member is active again' },
  corrected: { id: 'Perubahan tersimpan', en: 'The change is stored' },
  noted: { id: 'Catatan tersimpan', en: 'The note is stored' },
  filed: { id: 'Berkas tersimpan dan terenkripsi', en: 'The file is kept, encrypted' },
  file_removed: {
    id: 'Berkas dihapus; isinya tidak dapat dibuka lagi',
    en: 'The file is removed; nobody can open it any more',
  },
  opened: {
    id: 'Permintaan tercatat; dijawab paling lambat dalam 72 jam',
    en: 'The request is recorded; it is answered within 72 hours',
  },
  decided: { id: 'Keputusan tersimpan', en: 'The decision is stored' },
  attended: { id: 'Kehadiran tercatat', en: 'The attendance is recorded' },
  written: { id: 'Tersimpan; dicetak dalam laporan bulan itu', en: 'Stored; the report of the month prints it' },
  discarded: { id: 'Dihapus; tidak ada yang berubah', en: 'Discarded; nothing has changed' },
  closed: { id: 'Bulan ditutup; angkanya tidak berubah lagi', en: 'The month is closed; its figures are final' },
  held: {
    id: 'Bulan ditutup, tetapi belum diterbitkan: hitung ulang berbeda dengan catatan',
    en: 'The month is closed but not issued: the recount differs from the entries',
  },
  counted: { id: 'Hitung ulang selesai', en: 'The recount is done' },
  issued: { id: 'Terbitan baru dibuat', en: 'The new issue is made' },
  saved: { id: 'Tersimpan', en: 'Stored' },
  taken: { id: 'Rekening koran dibandingkan', en: 'The statement is compared' },
  looked: {
    id: 'Pinjaman diperiksa lagi; keadaannya sekarang ada di bawah',
    en: 'The loan was checked again; its present state is below',
  },
  invited: { id: 'Undangan dikirim', en: 'The invitation is sent' },
  granted: { id: 'Hak diberikan; berlaku sekarang', en: 'The right is given, and is in force now' },
  ended: { id: 'Hak berakhir', en: 'The right has ended' },
  blocked: { id: 'Diblokir; semua sesinya berakhir', en: 'Blocked; every session has ended' },
  unblocked: { id: 'Dapat masuk lagi', en: 'Can sign in again' },
  removed: { id: 'Pengguna dihapus; haknya berakhir', en: 'The person is removed; the rights have ended' },
  paused: { id: 'Dijeda; mulai sekarang tidak menerima surel', en: 'Paused; it gets no mail from now on' },
  resumed: { id: 'Menerima surel lagi', en: 'It gets mail again' },
  tested: { id: 'Surel uji sedang dikirim', en: 'The test mail is on its way' },
  replayed: { id: 'Akan dicoba lagi dalam satu menit', en: 'It will be tried again within a minute' },
  suspended: {
    id: 'Mitra ditangguhkan; mulai sekarang panggilannya ditolak',
    en: 'Suspended; its calls are refused from now on',
  },
  reinstated: { id: 'Mitra boleh memanggil lagi', en: 'The partner may call again' },
  revoked: { id: 'Kunci berakhir dan tidak diterima lagi', en: 'The credential has ended and is not accepted' },
  repaired: {
    id: 'Penghitung diperbaiki; kedua nilainya dicatat',
    en: 'The counters are repaired; both values are logged',
  },
  referred: { id: 'Anggota dirujuk', en: 'The members are referred' },
  consented: { id: 'Persetujuan tersimpan', en: 'The consent is stored' },
  consent_ended: { id: 'Persetujuan ditarik; berlaku seketika', en: 'The consent is withdrawn, from now on' },
  set: { id: 'Target tersimpan', en: 'The target is stored' },
  verified: { id: 'Hasil verifikasi tersimpan', en: 'The result of the verification is stored' },
}

export function doneBox(done: string | undefined, { sayOf }: DeskWording): Markup | undefined {
  const text = done !== undefined && Object.hasOwn(texts, done) ? texts[done] : undefined
  return text && box('good', sayOf(text))
}
