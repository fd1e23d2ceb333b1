import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { DeliveryState } from '../../../shared/domain/mail/delivery.ts'
import type { PauseReason, Recipient } from '../../../shared/domain/mail/recipient.ts'

export const deliveryStateNames: Record<DeliveryState, Bilingual> = {
  planned: { id: 'direncanakan', en: 'planned' },
  paused: { id: 'dilewati karena dijeda', en: 'passed over: paused' },
  claimed: { id: 'sedang dikirim', en: 'being sent' },
  refused: { id: 'ditolak layanan surel', en: 'refused by the mail service' },
  unknown: { id: 'tidak diketahui', en: 'unknown' },
  handed_over: { id: 'diserahkan ke layanan surel', en: 'handed over' },
  delayed: { id: 'tertunda', en: 'delayed' },
  delivered: { id: 'sampai', en: 'delivered' },
  suppressed: { id: 'ditahan layanan surel', en: 'suppressed' },
  bounced: { id: 'terpental', en: 'bounced' },
  complained: { id: 'dilaporkan sebagai spam', en: 'complained of' },
}

export const pauseNames: Record<PauseReason, Bilingual> = {
  by_hand: { id: 'dijeda pengelola', en: 'paused by hand' },
  bounced: { id: 'dijeda: surel terpental', en: 'paused: mail bounced' },
  suppressed: { id: 'dijeda: alamat ditahan', en: 'paused: address suppressed' },
  complained: { id: 'dijeda: dilaporkan sebagai spam', en: 'paused: complained' },
  unsubscribed: { id: 'dijeda: berhenti berlangganan', en: 'paused: unsubscribed' },
}

export const reportNames: Record<Recipient['report'], Bilingual> = {
  internal: { id: 'Laporan cakupannya, termasuk kelompok kecil', en: 'The report of its scope, with small groups' },
  public: { id: 'Laporan publik', en: 'The public report' },
}
