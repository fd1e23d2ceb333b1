import type { Environment } from './environments.ts'

/** The name of an environment's machine of jobs: functions are told of it before it is there. */
export const jobMachineName = (environment: string): string => `capaian-${environment}-jobs`

export const jobMachineArn = ({ name, region, account }: Environment): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${jobMachineName(name)}`
