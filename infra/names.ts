import { Stack } from 'aws-cdk-lib'
import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { ServiceFunction } from './constructs/service-function.ts'

/** Finds every construct of a class in some stacks. */
export const findConstructs = <T extends Construct>(stacks: Stack[], kind: abstract new (...args: never[]) => T): T[] =>
  stacks.flatMap((stack) => stack.node.findAll().filter((construct): construct is T => construct instanceof kind))

/**
 * An alarm's name without its environment, such as `jobs-Sweep-Errors`. Its section in the runbook has the same
 * name.
 */
function sectionName(alarm: Alarm, environment: string): string {
  const path = alarm.node.scopes.slice(1).map(({ node }) => node.id)
  return path.join('-').slice(`capaian-${environment}-`.length)
}

export const functionName = (environment: string, { name }: Pick<ServiceFunction, 'name'>): string =>
  `capaian-${environment}-${name}`

/**
 * An alarm's ARN as plain text. With a reference, the watch stack would depend on the alarm's stack, and CloudFormation
 * would refuse to remove the alarm.
 */
export function alarmArn(alarm: Alarm, environment: string): string {
  const { region, account } = Stack.of(alarm)
  return `arn:aws:cloudwatch:${region}:${account}:alarm:capaian-${environment}-${sectionName(alarm, environment)}`
}

/** Removes every alarm from some stacks. */
export function removeAlarms(stacks: Stack[]): void {
  for (const { node } of findConstructs(stacks, Alarm)) node.scope?.node.tryRemoveChild(node.id)
}

/** Gives functions and alarms readable names, and each alarm a pointer to its section in the runbook. */
export function nameResources(stacks: Stack[], environment: string): void {
  for (const service of findConstructs(stacks, ServiceFunction)) {
    const { defaultChild } = service.lambda.node
    if (defaultChild instanceof CfnFunction) defaultChild.functionName = functionName(environment, service)
  }
  for (const alarm of findConstructs(stacks, Alarm)) {
    const section = sectionName(alarm, environment)
    const { defaultChild } = alarm.node
    if (!(defaultChild instanceof CfnAlarm)) continue
    defaultChild.alarmName = `capaian-${environment}-${section}`
    defaultChild.alarmDescription = `${defaultChild.alarmDescription} What to do: infra/RUNBOOK.md, ${section}.`
  }
}
