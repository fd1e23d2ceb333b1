import { Hono } from 'hono'
import * as z from 'zod'
import type { Deps } from '../../shared/deps.ts'
import { ImportJob } from '../../shared/domain/import/job.ts'
import { eachOf } from '../../shared/usecases/each-of.ts'
import { runImportStep, type StepDeps } from '../../shared/usecases/import/run-step.ts'
import { listen } from './listen.ts'

const Start = z.object({ stateMachineArn: z.string(), name: z.string(), input: z.string() })

const partsAtOnce = 4

/** The work of an import, step by step as the state machine of the deployment has it: parts side by side. */
export async function runImport(deps: StepDeps, job: ImportJob): Promise<void> {
  if (job.task === 'validate') {
    await runImportStep(deps, { ...job, step: 'validate' })
    return
  }
  const { parts } = await runImportStep(deps, { ...job, step: 'list' })
  await eachOf(parts, partsAtOnce, (part) => runImportStep(deps, { ...job, step: 'part', part }))
  await runImportStep(deps, { ...job, step: 'finish' })
}

/**
 * Starts a stand-in for Step Functions with one state machine, that of imports. What was under way when the last run
 * ended is taken up again.
 */
export async function startImportMachine(deps: Deps, port: number) {
  const underWay = new Set<string>()
  const work = (job: ImportJob) => {
    if (underWay.has(job.importId)) return
    underWay.add(job.importId)
    runImport(deps, job)
      .catch((error: unknown) => {
        const name = error instanceof Error ? error.name : 'unknown'
        deps.log('error', 'The work of an import was cut off', { importId: job.importId, error: name })
      })
      .finally(() => underWay.delete(job.importId))
  }
  for (const job of await unfinished(deps)) work(job)
  return listen(
    new Hono().post('/', async (c) => {
      const start = Start.safeParse(await c.req.json())
      if (c.req.header('x-amz-target') !== 'AWSStepFunctions.StartExecution' || !start.success)
        return c.json({ __type: 'ValidationException' }, 400)
      const { stateMachineArn, name, input } = start.data
      work(ImportJob.parse(JSON.parse(input)))
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`
      return c.json({ executionArn, startDate: Date.now() / 1000 })
    }),
    port,
  )
}

const tasks = { validating: 'validate', applying: 'apply', undoing: 'undo' } as const

async function unfinished({ imports }: Pick<Deps, 'imports'>): Promise<ImportJob[]> {
  return (await imports.all()).flatMap(({ id, status }) =>
    status === 'validating' || status === 'applying' || status === 'undoing'
      ? { importId: id, task: tasks[status] }
      : [],
  )
}
