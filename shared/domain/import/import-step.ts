import * as z from 'zod'

/** The work of an import as a whole. */
export const ImportJob = z.object({ importId: z.string(), task: z.enum(['validate', 'apply', 'undo']) })
export type ImportJob = z.infer<typeof ImportJob>

/**
 * One step of an import. Each may be interrupted and run again. `list` names the parts, `part` works through one part,
 * and `finish` records that all parts are done.
 */
export const ImportStep = z.discriminatedUnion('step', [
  ImportJob.extend({ step: z.literal('validate') }),
  ImportJob.extend({ step: z.literal('list') }),
  ImportJob.extend({ step: z.literal('part'), part: z.string() }),
  ImportJob.extend({ step: z.literal('finish') }),
])
export type ImportStep = z.infer<typeof ImportStep>
