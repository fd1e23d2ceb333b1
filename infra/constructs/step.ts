import { Duration, Validations } from 'aws-cdk-lib'
import { Stats } from 'aws-cdk-lib/aws-cloudwatch'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { Errors, JitterType, type StateMachine, TaskInput } from 'aws-cdk-lib/aws-stepfunctions'
import { LambdaInvoke } from 'aws-cdk-lib/aws-stepfunctions-tasks'
import type { Construct } from 'constructs'
import { addAlarmAtOnce } from './alarm-at-once.ts'
import type { ServiceFunction } from './service-function.ts'

/** How often a state machine retries a step. */
const mostRetries = 6

/** Creates a step of a state machine, in which a function does a part of the work. Every step can be repeated. */
export function createStep(
  scope: Construct,
  id: string,
  service: ServiceFunction,
  input: Record<string, string>,
  result: { resultPath?: string; outputPath?: string } = {},
): LambdaInvoke {
  const task = new LambdaInvoke(scope, id, {
    lambdaFunction: service.lambda,
    payload: TaskInput.fromObject(input),
    ...result,
    // Replaces the default, which retries only errors of the service.
    retryOnServiceExceptions: false,
  })
  task.addRetry({
    errors: [Errors.ALL],
    interval: Duration.seconds(5),
    backoffRate: 2,
    maxAttempts: mostRetries,
    maxDelay: Duration.minutes(2),
    jitterStrategy: JitterType.FULL,
  })
  return task
}

/** Adds alarms on executions that fail or time out, and acknowledges that the machine has no log. */
export function addMachineAlarms(scope: Construct, machine: StateMachine, alarms: ITopic, means: string): void {
  for (const [id, metric] of [
    ['MachineFailed', machine.metricFailed({ period: Duration.minutes(5), statistic: Stats.SUM })],
    ['MachineTimedOut', machine.metricTimedOut({ period: Duration.minutes(5), statistic: Stats.SUM })],
  ] as const)
    addAlarmAtOnce(scope, id, { metric, means, alarms })
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF1',
    reason:
      'Step Functions keeps the history of every execution for 90 days, with the inputs and errors of each step (only ids ' +
      'and counts), and the function logs what it does. A log of the machine would need a policy on every log ' +
      'group of the account.',
  })
  Validations.of(machine).acknowledge({
    id: 'AwsSolutions-SF2',
    reason:
      'Tracing would need xray actions on all resources. The steps are few and take minutes, and the execution history ' +
      'has their times.',
  })
}
