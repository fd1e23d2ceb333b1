import { type Job, subjectOf } from '../domain/jobs/job.ts'

/**
 * Starts a run of the jobs' state machine, for work that takes longer than a request may. The client is loaded on first
 * use, which is rare.
 */
export const jobs = (stateMachineArn: string) => ({
  /** Does nothing if the same work is under way or done. Another `attempt` runs interrupted work again. */
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
