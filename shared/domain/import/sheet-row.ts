import * as z from 'zod'
import { classificationShape } from '../ledger/breakdown-dimensions.ts'
import { Kbli, Nib } from '../member/business.ts'
import type { Problem } from '../problems/app-error.ts'
import { listSchemaProblems } from '../problems/schema-problems.ts'
import type { Programme } from '../programme/programme.ts'
import { Email } from '../values/email.ts'
import { BusinessName, PersonName } from '../values/name.ts'
import { plainText } from '../values/text.ts'
import { refuseShortened, SheetDay, SheetGender, SheetNik, SheetNpwp, SheetPhone } from './sheet-value.ts'

/** A code or name that is looked up later. */
const Word = plainText(120)

const stageFields = {
  on: SheetDay,
  agency: Word,
  area: Word,
  evidence: Word,
  number: refuseShortened(plainText(64)),
  issuer: plainText(120),
  issuedOn: SheetDay,
}
const { agency, ...personFields } = { ...classificationShape(Word), gender: SheetGender }

const memberFields = {
  name: PersonName,
  nik: SheetNik,
  npwp: SheetNpwp,
  phone: SheetPhone,
  email: Email,
  birthDate: SheetDay,
  ...personFields,
  area: Word,
  kelurahan: Word,
  kecamatan: Word,
  agency,
  business: BusinessName,
  nib: refuseShortened(Nib),
  kbli: refuseShortened(Kbli.shape.code),
  kbliYear: z.enum(['2020', '2025']).transform(Number),
}

/** The cells of a row, each read by the type of its field. */
export const SheetRow = z
  .object({ ...memberFields, stages: z.record(z.string(), z.object(stageFields).partial()) })
  .partial()
export type SheetRow = z.infer<typeof SheetRow>

/**
 * The fields that a column may hold: `nik`, `birthDate` and so on; for a stage its day (`P4`) and details (`P4.agency`,
 * `P4.area`, `P4.evidence`, `P4.number`, `P4.issuer`, `P4.issuedOn`).
 */
export const listImportFields = ({ stages }: Programme): string[] => [
  ...Object.keys(memberFields),
  ...stages.flatMap(({ code }) => Object.keys(stageFields).map((part) => (part === 'on' ? code : `${code}.${part}`))),
]

/** The fields among these that hold a day. */
export const listDayFields = (fields: readonly string[]): string[] =>
  fields.filter((field) => field === 'birthDate' || field.endsWith('.issuedOn') || isStageDay(field))

/** Whether a field's name is a stage's code alone. Such a field holds the stage's day. */
const isStageDay = (field: string): boolean => !Object.hasOwn(memberFields, field) && !field.includes('.')

/** Fields whose values are long numbers, which spreadsheets shorten. */
export const listNumberFields = (fields: readonly string[]): string[] =>
  fields.filter((field) => ['nik', 'npwp', 'phone', 'nib'].includes(field) || field.endsWith('.number'))

/** The field that a problem's path names. */
const findFieldAt = ([first, stage, part]: (string | number)[]): string =>
  first === 'stages' ? `${stage}${part === undefined || part === 'on' ? '' : `.${part}`}` : String(first ?? '')

/** Reads a row's texts by field. Unreadable fields are left out, each with a problem under its name. */
export function readCells(texts: Map<string, string>): { cells: SheetRow; problems: Problem[] } {
  const raw = { ...Object.fromEntries([...texts].filter(([field]) => Object.hasOwn(memberFields, field))), stages: {} }
  const stages = new Map<string, Record<string, string>>()
  for (const [field, text] of texts) {
    if (Object.hasOwn(memberFields, field)) continue
    const [stage = '', part = 'on'] = field.split('.')
    stages.set(stage, { ...stages.get(stage), [part]: text })
  }
  raw.stages = Object.fromEntries(stages)
  const result = SheetRow.safeParse(raw)
  if (result.success) return { cells: result.data, problems: [] }
  const problems = listSchemaProblems(result.error, raw).map((problem) => ({
    ...problem,
    path: [findFieldAt(problem.path ?? [])],
  }))
  const failingFields = new Set(problems.map(({ path: [field] }) => field))
  const readable = new Map([...texts].filter(([field]) => !failingFields.has(field)))
  return { cells: readCells(readable).cells, problems }
}
