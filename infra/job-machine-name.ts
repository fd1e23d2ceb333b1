import type { Environment } from './environments.ts'

/** The name of an environment's state machine for jobs. It is fixed, because functions need it before it exists. */
export const jobMachineName = (environment: string): string => `capaian-${environment}-jobs`

export const jobMachineArn = ({ name, region, account }: Environment): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${jobMachineName(name)}`
