import type { AreaTree } from '../programme/area-tree.ts'
import type { Programme } from '../programme/programme.ts'

/** How a spreadsheet's names of places and agencies are told apart from their spelling: `Pal Merah`, `Kec. Palmerah`. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(kelurahan|kel|kecamatan|kec|dinas)\b\.?/, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Finds codes by what spreadsheets write. */
export type SheetPlaces = ReturnType<typeof sheetPlaces>

export function sheetPlaces({ areas, programme }: { areas: AreaTree; programme: Programme }) {
  const known = [...new Set(areas.nodes)].flatMap((code) => areas.find(code) ?? [])
  const kelurahan = Map.groupBy(
    known.filter(({ children }) => children.length === 0),
    ({ name }) => plain(name),
  )
  const kecamatan = Map.groupBy(
    known.filter(({ code, children }) => children.length > 0 && areas.leafOf(code)),
    ({ name }) => plain(name),
  )
  const agencies = new Map(programme.agencies.flatMap(({ code, name }) => [code, name].map((n) => [plain(n), code])))
  const categories = new Map(
    programme.categories.flatMap(({ code, name }) => [code, name.id, name.en].map((n) => [plain(n), code])),
  )

  return {
    /** The code of a kelurahan by its name, within its kecamatan if that is named; the text itself when it is no name. */
    areaNamed(names: { kelurahan?: string | undefined; kecamatan?: string | undefined }): string | undefined {
      const around = names.kecamatan === undefined ? undefined : kecamatan.get(plain(names.kecamatan))
      if (names.kelurahan === undefined) return around?.length === 1 ? around[0]?.code : names.kecamatan
      const named = (kelurahan.get(plain(names.kelurahan)) ?? []).filter(
        ({ code }) => names.kecamatan === undefined || around?.some((district) => areas.isWithin(code, district.code)),
      )
      return named.length === 1 ? named[0]?.code : names.kelurahan
    },
    /** An agency's code by code or name, in any case; the text itself when it is none. */
    agency: (text: string): string => agencies.get(plain(text)) ?? text,
    category: (text: string): string => categories.get(plain(text)) ?? text,
  }
}
