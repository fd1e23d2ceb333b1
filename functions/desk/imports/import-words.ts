import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { ImportStatus } from '../../../shared/domain/import/import.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { DeskWording } from '../layout/wording.ts'

export const importStatusNames: Record<ImportStatus, Bilingual> = {
  created: { id: 'Menunggu berkas', en: 'Waits for its file' },
  validating: { id: 'Sedang diperiksa', en: 'Being checked' },
  asking: { id: 'Menunggu jawaban Anda', en: 'Waits for your answers' },
  refused: { id: 'Berkas tidak terbaca', en: 'The file cannot be read' },
  validated: { id: 'Menunggu persetujuan Anda', en: 'Waits for your confirmation' },
  applying: { id: 'Sedang disimpan', en: 'Being stored' },
  applied: { id: 'Selesai', en: 'Done' },
  undoing: { id: 'Sedang dibatalkan', en: 'Being undone' },
  undone: { id: 'Dibatalkan', en: 'Undone' },
  discarded: { id: 'Dihapus', en: 'Discarded' },
}

const fieldNames: Record<string, Bilingual> = {
  name: { id: 'Nama', en: 'Name' },
  nik: { id: 'NIK', en: 'NIK' },
  npwp: { id: 'NPWP', en: 'NPWP' },
  phone: { id: 'Telepon', en: 'Phone' },
  email: { id: 'Surel', en: 'E-mail' },
  birthDate: { id: 'Tanggal lahir', en: 'Date of birth' },
  gender: { id: 'Jenis kelamin', en: 'Gender' },
  category: { id: 'Kategori', en: 'Category' },
  area: { id: 'Kode wilayah', en: 'Area code' },
  kelurahan: { id: 'Kelurahan', en: 'Kelurahan' },
  kecamatan: { id: 'Kecamatan', en: 'Kecamatan' },
  agency: { id: 'Perangkat daerah', en: 'Agency' },
  business: { id: 'Nama usaha', en: 'Business' },
  nib: { id: 'NIB', en: 'NIB' },
  kbli: { id: 'KBLI', en: 'KBLI' },
  kbliYear: { id: 'Tahun KBLI', en: 'Year of the KBLI' },
}
const partNames: Record<string, Bilingual> = {
  agency: { id: 'perangkat daerah', en: 'agency' },
  area: { id: 'wilayah', en: 'area' },
  evidence: { id: 'jenis bukti', en: 'kind of evidence' },
  number: { id: 'nomor bukti', en: 'number of the evidence' },
  issuer: { id: 'penerbit bukti', en: 'issuer of the evidence' },
  issuedOn: { id: 'tanggal bukti', en: 'date of the evidence' },
}

/** The first columns of the template. The dates of all stages follow. */
const commonFields = ['name', 'nik', 'gender', 'phone', 'category', 'kelurahan', 'agency']

/** Lists the headings of the template, from which offices can start a file. */
export const listTemplateHeadings = ({ programme }: Pick<Frame, 'programme'>, wording: DeskWording): string[] =>
  [...commonFields, ...programme.stages.map(({ code }) => code)].map((field) => nameField(field, wording))

/**
 * The name of an import's field. `P2` is the date of a stage, and `P2.agency` a detail of it. `nameStage` adds the name
 * of the stage.
 */
export function nameField(field: string, { say, sayOf }: DeskWording, nameStage?: (code: string) => string): string {
  const own = fieldNames[field]
  if (own) return sayOf(own)
  const [code = '', part] = field.split('.')
  const stage = nameStage ? `${code} ${nameStage(code)}` : code
  const detail = part === undefined ? undefined : partNames[part]
  return detail ? `${stage}: ${sayOf(detail)}` : say(`Tanggal ${stage}`, `Date of ${stage}`)
}
