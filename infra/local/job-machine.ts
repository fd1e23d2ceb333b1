import { Hono } from 'hono'
import * as z from 'zod'
import { exportHandler } from '../../functions/export/handler.ts'
import type { Deps } from '../../shared/deps.ts'
import { exportFileDays } from '../../shared/domain/export/export.ts'
import type { ImportJob } from '../../shared/domain/import/import-step.ts'
import { Job, subjectOf } from '../../shared/domain/jobs/job.ts'
import { runImportStep, type StepDeps } from '../../shared/usecases/import/run-step.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'

const Start = z.object({ stateMachineArn: z.string(), name: z.string(), input: z.string() })

const partsAtOnce = 4

/**
 * Runs an import step by step, like the deployed state machine: parts run side by side. `onRows` gets the number of rows
 * that have been applied so far, over all parts.
 */
export async function runImport(deps: StepDeps, job: ImportJob, onRows?: (rows: number) => void): Promise<void> {
  if (job.task === 'validate') {
    await runImportStep(deps, { ...job, step: 'validate' })
    return
  }
  const { parts } = await runImportStep(deps, { ...job, step: 'list' })
  const appliedRows = new Map<string, number>()
  await mapAtOnce(parts, partsAtOnce, (part) =>
    runImportStep(deps, { ...job, step: 'part', part }, (rows) => {
      appliedRows.set(part, rows)
      onRows?.([...appliedRows.values()].reduce((sum, each) => sum + each, 0))
    }),
  )
  await runImportStep(deps, { ...job, step: 'finish' })
}

const runJob = (deps: Deps, job: Job): Promise<void> =>
  job.task === 'export' ? exportHandler(deps)(job) : runImport(deps, job)

/**
 * Opens a stand-in for Step Functions, with the one state machine for jobs. Resumes the jobs that the last run left
 * unfinished.
 */
export async function openJobMachine(deps: Deps) {
  const runningSubjects = new Set<string>()
  const startJob = (job: Job) => {
    const subject = subjectOf(job)
    if (runningSubjects.has(subject)) return
    runningSubjects.add(subject)
    runJob(deps, job)
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown'
        deps.log('error', 'A job was cut off', { subject, task: job.task, error: name })
      })
      .finally(() => runningSubjects.delete(subject))
  }
  for (const job of await findUnfinished(deps)) startJob(job)
  return new Hono().post('/', async (c) => {
    const start = Start.safeParse(await c.req.json())
    if (c.req.header('x-amz-target') !== 'AWSStepFunctions.StartExecution' || !start.success)
      return c.json({ __type: 'ValidationException' }, 400)
    const { stateMachineArn, name, input } = start.data
    startJob(Job.parse(JSON.parse(input)))
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`
    return c.json({ executionArn, startDate: Date.now() / 1000 })
  })
}

const tasks = { validating: 'validate', applying: 'apply', undoing: 'undo' } as const

async function findUnfinished({ imports, exports, now }: Pick<Deps, 'imports' | 'exports' | 'now'>): Promise<Job[]> {
  const importJobs = (await imports.all()).flatMap(({ id, status }): Job[] =>
    status === 'validating' || status === 'applying' || status === 'undoing'
      ? [{ importId: id, task: tasks[status] }]
      : [],
  )
  const since = new Date(now().getTime() - exportFileDays * 86_400_000)
  const exportJobs = (await exports.since(since)).flatMap(({ id, status }): Job[] =>
    status === 'waiting' || status === 'running' ? [{ exportId: id, task: 'export' }] : [],
  )
  return [...importJobs, ...exportJobs]
}
