import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn'
import type { ImportJob } from '../domain/import/job.ts'

/** Starts the work of an import, which takes longer than a request may: a run of the import's state machine. */
export const importJobs = (sfn: SFNClient, stateMachineArn: string) => ({
  /** Fine if the very same work is under way, or was done. `attempt` names a further run of work that was cut off. */
  async start(job: ImportJob, attempt: number): Promise<void> {
    const name = `${job.importId}-${job.task}-${attempt}`
    await sfn
      .send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(job) }))
      .catch((error: unknown) => {
        if (!(error instanceof ExecutionAlreadyExists)) throw error
      })
  },
})
