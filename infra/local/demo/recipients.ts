import type { Deps } from '../../../shared/deps.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import { NewRecipient } from '../../../shared/domain/mail/recipient.ts'
import { addRecipient } from '../../../shared/usecases/mail/recipients.ts'

/**
 * Invented offices that get the report: for the whole province, a kota, a kecamatan and agencies, in both languages.
 */
const offices = [
  { office: 'Kantor Gubernur (contoh)', email: 'gubernur@capaian.example', area: '31' },
  { office: 'Development Partners Desk (example)', email: 'partners@capaian.example', area: '31', language: 'en' },
  { office: 'Kantor Wali Kota Jakarta Pusat (contoh)', email: 'jakpus@capaian.example', area: '31.71' },
  { office: 'Kecamatan Gambir (contoh)', email: 'gambir@capaian.example', area: '31.71.01', formats: ['pdf'] },
  {
    office: 'Dinas PPKUKM (contoh)',
    email: 'ppkukm@capaian.example',
    area: '31',
    agency: 'PPKUKM',
    formats: ['xlsx', 'csv'],
  },
  {
    office: 'Dinas PPAPP, International Desk (example)',
    email: 'ppapp@capaian.example',
    area: '31',
    agency: 'PPAPP',
    language: 'en',
  },
]

/** Adds the demo's offices. They get mails from the beginning of a month on. */
export async function addDemoRecipients(deps: Deps, from: Month): Promise<void> {
  const admin = { subject: 'admin', grants: await deps.grants.ofSubject('admin') }
  for (const [i, office] of offices.entries()) {
    const input = NewRecipient.parse({ ...office, from: `${from}-01` })
    await addRecipient(deps, admin, { key: `demo-recipient-${i}`, fingerprint: JSON.stringify(input) }, input)
  }
}
