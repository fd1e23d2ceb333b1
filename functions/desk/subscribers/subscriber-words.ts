import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { LineView } from '../../../shared/domain/subscriber/line.ts'
import type { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import type { Subscriber } from '../../../shared/domain/subscriber/subscriber.ts'
import type { SubscriberAct } from '../../../shared/domain/subscriber/subscriber-act.ts'

export const eventTypeNames: Record<OutgoingEventType, Bilingual> = {
  'member.attained': { id: 'Tahap anggota dicapai', en: 'A member attained a stage' },
  'member.reversed': { id: 'Tahap anggota dibatalkan', en: 'A stage of a member was reversed' },
  'loan.matched': { id: 'Pinjaman dicocokkan dengan anggota', en: 'A loan was matched with a member' },
  'referral.made': { id: 'Anggota dirujuk ke lembaga', en: 'A member was referred to a lender' },
  'referral.sent': {
    id: 'Rujukan terkirim, atau kembali menunggu jawaban',
    en: 'A referral was sent, or awaits an answer again',
  },
  'referral.answered': { id: 'Rujukan dijawab', en: 'A referral was answered' },
  'referral.unanswered': { id: 'Rujukan tidak dijawab', en: 'A referral was not answered in time' },
  'referral.ended': { id: 'Rujukan ditarik', en: 'A referral was taken back' },
  'month.closed': { id: 'Bulan ditutup', en: 'A month was closed' },
  'issue.published': { id: 'Laporan diterbitkan', en: 'A report was issued' },
  'issue.republished': { id: 'Laporan diterbitkan ulang', en: 'A report was issued again' },
}

export const statusNames: Record<Subscriber['status'], Bilingual> = {
  active: { id: 'aktif', en: 'active' },
  suspended: { id: 'ditangguhkan', en: 'suspended' },
  disabled: { id: 'dihentikan karena gagal', en: 'stopped after failures' },
}

export const subscriberActNames: Record<SubscriberAct['act'], Bilingual> = {
  made: { id: 'dibuat', en: 'made' },
  changed: { id: 'diubah', en: 'changed' },
  disabled: { id: 'dihentikan karena gagal', en: 'stopped after failures' },
  secret_made: { id: 'rahasia dibuat', en: 'secret made' },
  secret_ended: { id: 'rahasia diakhiri', en: 'secret ended' },
}

/** The fields of a subscriber that an act may change. */
export const fieldNames: Partial<Record<string, Bilingual>> = {
  name: { id: 'lembaga', en: 'institution' },
  target: { id: 'alamat penerima', en: 'target' },
  types: { id: 'peristiwa', en: 'events' },
  area: { id: 'wilayah', en: 'area' },
  agency: { id: 'perangkat daerah', en: 'agency' },
  legalBasis: { id: 'dasar hukum', en: 'legal basis' },
  contacts: { id: 'surel', en: 'e-mail' },
  from: { id: 'sejak', en: 'from' },
  until: { id: 'sampai', en: 'until' },
  status: { id: 'keadaan', en: 'state' },
}

export const lineNames: Record<LineView['state'], Bilingual> = {
  idle: { id: 'Semua sudah dikirim', en: 'Everything has been sent' },
  sending: { id: 'Sedang mengirim', en: 'Sending' },
  failing: { id: 'Gagal, akan dicoba lagi', en: 'Failing, will be tried again' },
  stopped: { id: 'Tidak mengirim', en: 'Not sending' },
}
