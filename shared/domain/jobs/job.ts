import * as z from 'zod'
import { ExportJob } from '../export/export.ts'
import { ImportJob } from '../import/import-step.ts'

/** Work that takes longer than a request may. */
export const Job = z.union([ImportJob, ExportJob])
export type Job = z.infer<typeof Job>

/** The id of the import or export that a job works on. */
export const subjectOf = (job: Job): string => ('exportId' in job ? job.exportId : job.importId)
