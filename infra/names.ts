import { Stack } from 'aws-cdk-lib'
import { Alarm, CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch'
import { CfnFunction } from 'aws-cdk-lib/aws-lambda'
import type { Construct } from 'constructs'
import { ServiceFunction } from './constructs/service-function.ts'

/** Everything of a kind in some stacks: what is added later is among it by itself. */
export const found = <T extends Construct>(stacks: Stack[], kind: abstract new (...args: never[]) => T): T[] =>
  stacks.flatMap((stack) => stack.node.findAll().filter((construct): construct is T => construct instanceof kind))

/** What an alarm is called wherever it stands, such as `jobs-CloseMonth-Errors`: so is its section in the runbook. */
function sectionOf(alarm: Alarm, environment: string): string {
  const path = alarm.node.scopes.slice(1).map(({ node }) => node.id)
  return path.join('-').slice(`capaian-${environment}-`.length)
}

export const functionName = (environment: string, { name }: ServiceFunction): string => `capaian-${environment}-${name}`

/** Where an alarm is found, said without leaning on the stack that it stands in: that one must be free to drop it. */
export function alarmArn(alarm: Alarm, environment: string): string {
  const { region, account } = Stack.of(alarm)
  return `arn:aws:cloudwatch:${region}:${account}:alarm:capaian-${environment}-${sectionOf(alarm, environment)}`
}

/** Gives functions and alarms names by which an operator knows them, and each alarm the place to read on. */
export function nameAll(stacks: Stack[], environment: string): void {
  for (const service of found(stacks, ServiceFunction)) {
    const { defaultChild } = service.lambda.node
    if (defaultChild instanceof CfnFunction) defaultChild.functionName = functionName(environment, service)
  }
  for (const alarm of found(stacks, Alarm)) {
    const section = sectionOf(alarm, environment)
    const { defaultChild } = alarm.node
    if (!(defaultChild instanceof CfnAlarm)) continue
    defaultChild.alarmName = `capaian-${environment}-${section}`
    defaultChild.alarmDescription = `${defaultChild.alarmDescription} What to do: infra/RUNBOOK.md, ${section}.`
  }
}
