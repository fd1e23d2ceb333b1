import type * as z from 'zod'
import type { Deps } from '../deps.ts'
import type { Caller } from '../domain/access/grant.ts'
import { permit } from '../domain/access/policy.ts'
import { ProgrammeTerms } from '../domain/programme/programme.ts'

/** The stages, rules, indicators, agencies, categories and reasons of the programme. */
export function readProgramme({ frame }: Pick<Deps, 'frame'>, caller: Caller): z.infer<typeof ProgrammeTerms> {
  permit(caller, 'programme.read')
  return ProgrammeTerms.parse(frame.programme)
}

type ListedArea = { code: string; name: string; parent?: string }

/** Every area of the programme, with the source and licence of the table of areas. */
export function listAreas({ frame }: Pick<Deps, 'frame'>, caller: Caller): { items: ListedArea[]; notice: string } {
  permit(caller, 'programme.read')
  const items = frame.programme.areas.map(([code, name]) => {
    const parent = frame.areas.find(code)?.parent
    return { code, name, ...(parent && { parent }) }
  })
  return { items, notice: frame.programme.areasNotice }
}
