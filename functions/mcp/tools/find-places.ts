import * as z from 'zod'
import { listPlaces, searchPlaces } from '../../../shared/domain/report/public-place.ts'
import { wordingOf } from '../../../shared/render/words/wording.ts'
import { languageArgument } from '../parts/arguments.ts'
import { requireLatest } from '../parts/choose-issue.ts'
import { describePlace, PlaceAnswer } from '../parts/place.ts'
import { joinParts } from '../parts/table-text.ts'
import { makeTool } from '../tool.ts'

const mostPlaces = 100

export const findPlaces = makeTool({
  name: 'find_places',
  title: { id: 'Cari wilayah atau perangkat daerah', en: 'Find a place' },
  description: {
    id: 'Kota, kecamatan, dan perangkat daerah menurut nama atau kode; tanpa nama, semuanya.',
    en: 'Cities, districts and agencies by name or code; without a name, all of them.',
  },
  input: z.strictObject({
    name: z.string().trim().max(80).default('').describe('Words of its name, or its code'),
    ...languageArgument,
  }),
  output: z.object({
    month: z.string().describe('The month whose report has these places, YYYY-MM'),
    found: z.int(),
    places: z.array(PlaceAnswer).describe(`At most ${mostPlaces}`),
  }),
  async answer({ known, origin }, { name, language }) {
    const report = await known.report(requireLatest(await known.list()))
    const wording = wordingOf(language)
    const all = listPlaces(report)
    const found = name === '' ? all : searchPlaces(all, name)
    const places = found.slice(0, mostPlaces).map((place) => describePlace(report, place, origin, wording))
    const none = language === 'id' ? 'Tidak ada tempat dengan nama atau kode ini.' : 'No place has this name or code.'
    const lines = places.map(
      ({ code, name: called, level, parent, page }) =>
        `- ${called} (${code}), ${level}${parent ? `, ${parent.name}` : ''}: ${page}`,
    )
    const more =
      language === 'id' ? `… dan ${found.length - mostPlaces} lainnya` : `… and ${found.length - mostPlaces} more`
    return {
      structured: { month: report.month, found: found.length, places },
      text: joinParts(found.length === 0 ? none : lines.join('\n'), found.length > mostPlaces ? more : undefined),
    }
  },
})
