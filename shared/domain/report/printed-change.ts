import * as z from 'zod'
import { Bilingual } from '../bilingual.ts'

const Value = z.union([z.string(), z.number(), Bilingual]).nullable()

/**
 * A value that a report prints, with its table, row and column. A row without a name, such as a month, has only its
 * code.
 */
const PrintedValue = z.object({
  table: z.string(),
  row: z.string(),
  name: Bilingual.optional(),
  column: z.string(),
  value: Value,
})
export type PrintedValue = z.infer<typeof PrintedValue>

const PrintedChange = PrintedValue.omit({ value: true })
  .extend({
    old: Value,
    reread: Value.optional().describe('`old` in the reading of the later issue, if it differs only by the reading'),
    new: Value,
  })
  .meta({ id: 'PrintedChange', description: 'A printed value that is not what the issue before said' })
export type PrintedChange = z.infer<typeof PrintedChange>

const count = z.int().nullable().describe('null: hidden')

/** What an issue corrects in the report of one scope, against the issue before it. */
export const Correction = z
  .object({
    number: z.int().describe('The number of the corrected issue'),
    changes: z.array(PrintedChange).describe('Every printed value that later entries changed'),
    byReading: z.int().describe('How many other values differ only because the month is now restated'),
    moved: z
      .array(z.object({ stage: z.string(), name: Bilingual, late: count, reversed: count, reclassified: count }))
      .describe('What was posted since for this month and earlier ones'),
  })
  .meta({ id: 'Correction' })
export type Correction = z.infer<typeof Correction>
