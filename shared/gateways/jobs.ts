import { type Job, subjectOf } from '../domain/jobs/job.ts'

/**
 * Starts work that takes longer than a request may: a run of the state machine of jobs. Its client is loaded when it is
 * used, which is seldom.
 */
export const jobs = (stateMachineArn: string) => ({
  /** Fine if the very same work is under way, or was done. `attempt` names a further run of interrupted work. */
  async start(job: Job, attempt: number): Promise<void> {
    const { client, ExecutionAlreadyExists, StartExecutionCommand } = (await import('./sfn-parts.ts')).sfnParts()
    const name = `${subjectOf(job)}-${job.task}-${attempt}`
    await client
      .send(new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(job) }))
      .catch((error: unknown) => {
        if (!(error instanceof ExecutionAlreadyExists)) throw error
      })
  },
})
