import { Classification, type Dimension, dimensionNames, valuesIn } from '../ledger/breakdown-dimensions.ts'
import type { AreaTree } from '../programme/area-tree.ts'
import type { Programme } from '../programme/programme.ts'

/** Makes spellings of places and agencies alike: `Pal Merah` and `Kec. Palmerah` become one. */
const plainSpelling = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^(kelurahan|kel|kecamatan|kec|suku dinas|sudin|dinas|wirausaha)\b\.?/, '')
    .replace(/[^\p{L}\p{N}]/gu, '')

/** Finds codes by what is written in spreadsheets. */
export type SheetPlaces = ReturnType<typeof makeSheetPlaces>

export function makeSheetPlaces({ areas, programme }: { areas: AreaTree; programme: Programme }) {
  const areaRows = [...new Set(areas.nodes)].flatMap((code) => areas.find(code) ?? [])
  const kelurahan = Map.groupBy(
    areaRows.filter(({ children }) => children.length === 0),
    ({ name }) => plainSpelling(name),
  )
  const kecamatan = Map.groupBy(
    areaRows.filter(({ code, children }) => children.length > 0 && areas.leafOf(code)),
    ({ name }) => plainSpelling(name),
  )
  const codes = new Map(
    dimensionNames.map((dimension) => [
      dimension,
      new Map(
        valuesIn(programme, dimension).flatMap(({ code, name }) =>
          [code, name.id, name.en].map((spelling) => [plainSpelling(spelling), code]),
        ),
      ),
    ]),
  )
  const findCode = (dimension: Dimension, text: string): string =>
    codes.get(dimension)?.get(plainSpelling(text)) ?? text

  return {
    /**
     * Finds the code of a kelurahan by its name, within its kecamatan if that is named. Without a kelurahan, finds the
     * code of the kecamatan. Returns the text itself unless exactly one area fits.
     */
    findArea(names: { kelurahan?: string | undefined; kecamatan?: string | undefined }): string | undefined {
      const districts = names.kecamatan === undefined ? undefined : kecamatan.get(plainSpelling(names.kecamatan))
      if (names.kelurahan === undefined) return districts?.length === 1 ? districts[0]?.code : names.kecamatan
      const sameName = (kelurahan.get(plainSpelling(names.kelurahan)) ?? []).filter(
        ({ code }) =>
          names.kecamatan === undefined || districts?.some((district) => areas.isWithin(code, district.code)),
      )
      return sameName.length === 1 ? sameName[0]?.code : names.kelurahan
    },
    codeOf: findCode,
    /** Replaces the names in a classification by their codes. */
    classify: (texts: Classification): Classification =>
      Classification.parse(
        Object.fromEntries(
          dimensionNames.map((dimension) => {
            const text = texts[dimension]
            return [dimension, text === undefined ? undefined : findCode(dimension, text)]
          }),
        ),
      ),
  }
}
