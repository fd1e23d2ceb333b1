import { type Job, subjectOf } from '../domain/jobs/job.ts'

/**
 * Starts work that takes longer than a request may: a run of the state machine of jobs. The client is loaded on first
 * use, which is rare.
 */
export const jobs = (stateMachineArn: string) => ({
  /** Does nothing when the same work is under way or done. `attempt` names a further run of interrupted work. */
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
