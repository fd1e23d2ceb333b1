import * as z from 'zod'
import { Instant, Month } from '../calendar.ts'
import { ProblemView } from '../problems/problem-view.ts'
import { DayZone } from '../tables/day-in-zone.ts'
import { DayOrder } from '../tables/day-text.ts'
import { PassOverReason } from '../tables/table-body.ts'
import { ImportAnswers, ImportMapping } from './mapping.ts'

export const ImportStatus = z
  .enum([
    'created',
    'validating',
    'asking',
    'refused',
    'validated',
    'applying',
    'applied',
    'undoing',
    'undone',
    'discarded',
  ])
  .meta({
    id: 'ImportStatus',
    description:
      'refused: the file as a whole cannot be read. asking: waits for answers about the file. validated: waits for somebody to confirm it',
  })
export type ImportStatus = z.infer<typeof ImportStatus>

/** Numbers of rows by outcome. */
export const RowCounts = z
  .object({
    added: z.int().describe('New members'),
    changed: z.int().describe('Members who attained further stages'),
    unchanged: z.int().describe('Rows that were imported before, or change nothing'),
    refused: z.int(),
  })
  .meta({ id: 'RowCounts' })
export type RowCounts = z.infer<typeof RowCounts>

export const noRows: RowCounts = { added: 0, changed: 0, unchanged: 0, refused: 0 }

export const sumCounts = (counts: RowCounts[]): RowCounts =>
  counts.reduce(
    (sum, { added, changed, unchanged, refused }) => ({
      added: sum.added + added,
      changed: sum.changed + changed,
      unchanged: sum.unchanged + unchanged,
      refused: sum.refused + refused,
    }),
    noRows,
  )

export const countRows = ({ added, changed, unchanged, refused }: RowCounts): number =>
  added + changed + unchanged + refused

const ByStage = z.record(z.string(), z.int())

/** What validation found, and how the figures would change. Nothing is written yet. */
export const ImportReport = z
  .object({
    rows: z.int().describe('Rows with a record, by expected outcome'),
    passedOver: z
      .array(z.object({ code: PassOverReason, rows: z.int() }))
      .optional()
      .describe('Rows of the file without a record, by reason: blank, totals, headings, text below the table'),
    columns: z
      .array(
        z.object({
          column: z.string(),
          field: z.string().optional().describe('None: passed over'),
          dayOrder: DayOrder.optional(),
          dayZone: DayZone.optional(),
          isHidden: z.boolean().optional(),
        }),
      )
      .optional()
      .describe('How each column is read'),
    expected: RowCounts,
    decidedLater: z
      .int()
      .optional()
      .describe('Rows whose NIK no visible member holds; confirmation decides whether it is free'),
    problems: z
      .array(z.object({ code: z.string(), rows: z.int() }))
      .describe('Rows by problem, the most frequent first'),
    warnings: z
      .array(z.object({ code: z.string(), rows: z.int() }))
      .describe('Rows by warning, the most frequent first'),
    figures: z
      .array(z.object({ stage: z.string(), now: z.int(), after: z.int() }))
      .describe('Cumulative members of the programme in the current month'),
    months: z
      .array(z.object({ month: Month, stages: ByStage, late: ByStage }))
      .describe('The expected postings by month, and how many are late'),
  })
  .meta({ id: 'ImportReport' })
export type ImportReport = z.infer<typeof ImportReport>

/** What must be known about a file before its rows can be read. The answer goes into the mapping. */
export const ImportQuestion = z
  .object({
    ...ProblemView.shape,
    answer: ImportAnswers.keyof().describe('The part of the mapping that answers it'),
    field: z.string().optional().describe('For `dayOrder` and `dayZone`, whose column it is'),
    examples: z.array(z.string()),
    choices: z.array(z.string()),
  })
  .meta({ id: 'ImportQuestion' })
export type ImportQuestion = z.infer<typeof ImportQuestion>

/** The import of a file of members with stage dates. It holds no personal data. */
export const Import = z
  .object({
    id: z.string(),
    version: z.int().min(1),
    status: ImportStatus,
    source: z.string().optional().describe('Code of the source whose mapping was used'),
    mapping: ImportMapping,
    createdBy: z.string(),
    createdAt: Instant,
    file: z.object({ sha256: z.string(), bytes: z.int() }).optional(),
    headings: z.array(z.string()).optional(),
    sameFileAs: z.string().optional().describe('An earlier import of the same bytes'),
    problems: z.array(ProblemView).describe('Why the file as a whole is refused'),
    questions: z.array(ImportQuestion).optional().describe('The questions about the file, each asked once'),
    report: ImportReport.optional(),
    parts: z.array(z.object({ part: z.string(), rows: z.int() })).describe('Rows to apply, by kecamatan'),
    findings: z.int().describe('How many pages of findings there are'),
    validatedAt: Instant.optional(),
    confirmedBy: z.string().optional(),
    confirmedAt: Instant.optional(),
    appliedAt: Instant.optional(),
    outcome: RowCounts.optional().describe('The result of applying'),
    undoneBy: z.string().optional(),
    undoReason: z.string().optional(),
    undoneAt: Instant.optional(),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

/** The statuses that may follow each status. They keep two people from moving one import in two directions. */
const nextStatuses: Record<ImportStatus, ImportStatus[]> = {
  created: ['validating', 'discarded'],
  validating: ['validated', 'asking', 'refused', 'discarded'],
  asking: ['validating', 'discarded'],
  refused: ['discarded'],
  validated: ['applying', 'discarded'],
  applying: ['applied'],
  applied: ['undoing'],
  undoing: ['undone'],
  undone: [],
  discarded: [],
}

export const mayBecome = ({ status }: Pick<Import, 'status'>, next: ImportStatus): boolean =>
  nextStatuses[status].includes(next)
