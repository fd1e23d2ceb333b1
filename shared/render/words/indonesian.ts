import words from './indonesian.data.json' with { type: 'json' }

/** The words for values that programs write as codes. */
const settings: Record<string, string> = words.settings

export const indonesian = {
  ...words,
  settings,
  funnelOf: (n: number) => (n === 7 ? 'Corong tujuh tahap' : `Corong ${n} tahap`),
  against: (stage: string) => `dibanding ${stage}`,
  series: (months: number) => (months === 1 ? 'Perkembangan bulanan' : `Perkembangan ${months} bulan terakhir`),
  by: (name: string) => `Menurut ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
  pageOf: (n: number, all: number) => `Halaman ${n} dari ${all}`,
}

/** Every word that a report uses. Each language must have all of them. */
export type Words = typeof indonesian
