import { type ImportMapping, planColumns } from '../../../shared/domain/import/mapping.ts'
import type { FormValues } from '../form/form-state.ts'

/** Common headings in offices' files, in lower case without marks and spaces, and the field that they mean. */
const usual: Record<string, string> = {
  nama: 'name',
  namalengkap: 'name',
  namaanggota: 'name',
  noktp: 'nik',
  nomornik: 'nik',
  nohp: 'phone',
  hp: 'phone',
  notelp: 'phone',
  telepon: 'phone',
  nomortelepon: 'phone',
  wa: 'phone',
  email: 'email',
  surel: 'email',
  tgllahir: 'birthDate',
  tanggallahir: 'birthDate',
  jk: 'gender',
  jeniskelamin: 'gender',
  kategori: 'category',
  dinas: 'agency',
  opd: 'agency',
  skpd: 'agency',
  perangkatdaerah: 'agency',
  namausaha: 'business',
  usaha: 'business',
  pelatihan: 'P2',
  pendampingan: 'P3',
  perizinan: 'P4',
  tgldaftar: 'P1',
  tanggaldaftar: 'P1',
  tanggalpendaftaran: 'P1',
}

/** The form field for the n-th column of the file. */
export const columnField = (n: number): string => `c${n}`

/** Guesses the field of each column from the mapping of the import, the names of fields, and common headings. */
export function guessFields(fields: string[], mapping: ImportMapping, headings: string[]): FormValues {
  const { plan } = planColumns(fields, mapping, headings)
  const taken = new Set(plan)
  return headings.map((heading, n): [string, string] => {
    const known = plan[n]
    const guessed = known ?? usual[heading.toLowerCase().replaceAll(/[^a-z0-9]/g, '')]
    if (guessed === undefined || !fields.includes(guessed) || (known === undefined && taken.has(guessed)))
      return [columnField(n), '']
    taken.add(guessed)
    return [columnField(n), guessed]
  })
}
