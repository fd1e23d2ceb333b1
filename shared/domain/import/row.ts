import * as z from 'zod'
import { Day } from '../calendar.ts'
import { classificationShape } from '../ledger/breakdown-dimensions.ts'
import type { Frame } from '../ledger/frame.ts'
import { Business, Nib } from '../member/business.ts'
import { Evidence } from '../member/member.ts'
import { Person } from '../member/person.ts'
import type { Problem } from '../problems/app-error.ts'
import { firstStage } from '../programme/programme.ts'
import type { SheetPlaces } from './sheet-place.ts'
import { readCells, type SheetRow } from './sheet-row.ts'

const StageOfRow = z.object({
  stage: z.string(),
  happenedOn: Day,
  area: z.string().optional(),
  agency: z.string().optional(),
  evidence: Evidence.optional(),
})

const { agency, ...personFields } = classificationShape(z.string())

/** A row of a file: a member with stage dates. The first stage is the registration. */
export const ImportRow = z.object({
  person: Person,
  ...personFields,
  area: z.string(),
  agency,
  business: Business.optional(),
  stages: z.array(StageOfRow),
})
export type ImportRow = z.infer<typeof ImportRow>

/** A row as canonical text. Rows with the same content are the same row, even in different files. */
export const makeRowText = (row: ImportRow): string => JSON.stringify(ImportRow.parse(row))

/** Whether two phones may be one person's: they are equal, or one is not known. */
export const mayBeSamePhone = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b

/** An area, agency and category that exist. They replace missing values so that the rest of a row can be checked. */
export const findStandIns = ({ programme, areas }: Frame) => ({
  area: areas.leaves.find((leaf) => areas.find(leaf)) ?? areas.root,
  agency: programme.agencies[0]?.code ?? '',
  category: programme.categories[0]?.code ?? '',
})

/**
 * Makes a row from its texts by field. `unread` holds the problems of cells that could not be read as text. If there
 * are problems, the row is incomplete: unreadable values are left out, and required ones get a stand-in.
 */
export function readRow(
  frame: Frame,
  places: SheetPlaces,
  texts: Map<string, string>,
  unread: Problem[] = [],
): { row: ImportRow; problems: Problem[] } {
  const { programme } = frame
  const standInCodes = findStandIns(frame)
  const { cells, problems: cellProblems } = readCells(texts)
  const unreadable = [...unread, ...cellProblems]
  const { name, nik, npwp, phone, email, birthDate } = cells
  const area = cells.area ?? places.findArea(cells)
  const stages = programme.stages.flatMap(({ code }) => readStage(places, code, cells.stages?.[code]) ?? [])
  const unreadableFields = new Set(unreadable.map(({ path = [] }) => path[0]))
  const problems = [
    ...unreadable,
    ...stages.flatMap((stage) => stage.problems.filter(({ path: [field] = [] }) => !unreadableFields.has(field))),
  ]
  const problemFields = new Set(problems.map(({ path = [] }) => path[0]))
  const orStandIn = (value: string | undefined, fields: string[], standIn: string): string => {
    if (value === undefined && !fields.some((field) => problemFields.has(field)))
      problems.push({ code: 'field_missing', path: [fields[0] ?? ''] })
    return value ?? standIn
  }
  const first = firstStage(programme).code
  if (!cells.stages?.[first]?.on && !problemFields.has(first)) problems.push({ code: 'field_missing', path: [first] })
  const person: Person = {
    name: orStandIn(name, ['name'], '-'),
    ...(nik && { nik }),
    ...(npwp && { npwp }),
    ...(phone && { phone }),
    ...(email && { email }),
    ...(birthDate && { birthDate }),
  }
  const gender = cells.gender ?? 'unknown'
  const category = orStandIn(cells.category, ['category'], standInCodes.category)
  const place = orStandIn(area, ['area', 'kelurahan', 'kecamatan'], standInCodes.area)
  const agencyName = orStandIn(cells.agency, ['agency'], standInCodes.agency)
  const row: ImportRow = {
    person,
    ...places.classify({ ...cells, agency: agencyName, gender, category }),
    area: place,
    ...readBusiness(cells, problems),
    stages: stages.flatMap(({ stageOfRow }) => stageOfRow ?? []),
  }
  return { row, problems }
}

type StageCells = NonNullable<SheetRow['stages']>[string]

function readStage(places: SheetPlaces, stage: string, cells: StageCells | undefined) {
  if (!cells) return undefined
  const { on, area, agency, evidence: kind, number, issuer, issuedOn } = cells
  const proof = number ?? issuer ?? issuedOn
  const problems: Problem[] = []
  if (kind?.toLowerCase() === 'nib' && number !== undefined && !Nib.safeParse(number).success)
    problems.push({ code: 'nib_digits', path: [`${stage}.number`] })
  if (kind === undefined && proof !== undefined) problems.push({ code: 'field_missing', path: [`${stage}.evidence`] })
  if (on === undefined) {
    if ((kind ?? proof ?? area ?? agency) !== undefined) problems.push({ code: 'field_missing', path: [stage] })
    return { problems }
  }
  const evidence = kind !== undefined && {
    evidence: {
      kind: kind.toLowerCase(),
      ...(number && { number: kind.toLowerCase() === 'nib' ? (Nib.safeParse(number).data ?? number) : number }),
      ...(issuer && { issuer }),
      ...(issuedOn && { issuedOn }),
    },
  }
  const stageOfRow = {
    stage,
    happenedOn: on,
    ...(area && { area }),
    ...(agency && { agency: places.codeOf('agency', agency) }),
    ...evidence,
  }
  return { stageOfRow, problems }
}

function readBusiness({ business: name, nib, kbli, kbliYear }: SheetRow, problems: Problem[]): { business?: Business } {
  if (name === undefined) {
    if ((nib ?? kbli) !== undefined) problems.push({ code: 'field_missing', path: ['business'] })
    return {}
  }
  if (kbli !== undefined && kbliYear === undefined) problems.push({ code: 'kbli_year_missing', path: ['kbliYear'] })
  const year = kbliYear === 2020 || kbliYear === 2025 ? kbliYear : undefined
  return { business: { name, ...(nib && { nib }), ...(kbli && year && { kbli: { code: kbli, year } }) } }
}
