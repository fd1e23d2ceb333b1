import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { LineView } from '../../../shared/domain/subscriber/line.ts'
import type { OutgoingEventType } from '../../../shared/domain/subscriber/outgoing-event.ts'
import type { Subscriber } from '../../../shared/domain/subscriber/subscriber.ts'

export const eventTypeNames: Record<OutgoingEventType, Bilingual> = {
  'member.attained': { id: 'Tahap anggota dicapai', en: 'A member attained a stage' },
  'member.reversed': { id: 'Tahap anggota dibatalkan', en: 'A stage of a member was reversed' },
  'loan.matched': { id: 'Pinjaman dicocokkan dengan anggota', en: 'A loan was matched with a member' },
  'referral.made': { id: 'Anggota dirujuk ke lembaga', en: 'A member was referred to a lender' },
  'referral.sent': { id: 'Rujukan terkirim', en: 'A referral was sent' },
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

export const lineNames: Record<LineView['state'], Bilingual> = {
  idle: { id: 'Semua sudah dikirim', en: 'Everything is sent' },
  sending: { id: 'Sedang mengirim', en: 'Sending' },
  failing: { id: 'Gagal, dicoba lagi', en: 'Failing, tried again' },
  stopped: { id: 'Tidak mengirim', en: 'Not sending' },
}
