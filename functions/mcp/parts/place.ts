import * as z from 'zod'
import { listPlaces, placePath } from '../../../shared/domain/report/public-place.ts'
import type { Report } from '../../../shared/domain/report/report.ts'
import type { Wording } from '../../../shared/render/words/wording.ts'
import type { ChosenPlace } from './choose-place.ts'

export const PlaceAnswer = z.object({
  kind: z.enum(['whole', 'area', 'agency']),
  code: z.string().describe('Kemendagri code of an area, or the code of an agency'),
  name: z.string(),
  level: z.string().optional().describe('What places like it are called'),
  parent: z.object({ code: z.string(), name: z.string() }).optional(),
  page: z.url().describe('Its latest public page'),
})

/** Describes a place, and names the larger place around it. */
export function describePlace(
  report: Report,
  place: ChosenPlace,
  origin: string,
  { language, words }: Wording,
): z.input<typeof PlaceAnswer> {
  if (place === 'whole') {
    const { code, name } = report.scope.area
    return { kind: 'whole', code, name: `${words.whole} · ${name}`, page: `${origin}/` }
  }
  const { kind, code, name, level } = place
  const parent = listPlaces(report).find((each) => each.kind === kind && each.code === place.parent)
  return {
    kind,
    code,
    name,
    level: level[language],
    ...(parent && { parent: { code: parent.code, name: parent.name } }),
    page: `${origin}${placePath(place)}`,
  }
}
