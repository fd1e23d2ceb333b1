import type { Environment } from './environments.ts'

/** The name of an environment's import machine: functions are told of it before it is there. */
export const importMachineName = (environment: string): string => `capaian-${environment}-import`

export const importMachineArn = ({ name, region, account }: Environment): string =>
  `arn:aws:states:${region}:${account}:stateMachine:${importMachineName(name)}`
