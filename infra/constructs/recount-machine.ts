import { Duration, Stack } from 'aws-cdk-lib'
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { DefinitionBody, JsonPath, Map as MapState, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import type { ServiceFunction } from './service-function.ts'
import { step, watchMachine } from './step.ts'

type RecountMachineProps = { name: string; service: ServiceFunction; alarms: ITopic }

const givenUp =
  'The full recount was given up, or has found counters that differ from their entries: figures cannot be vouched for. ' +
  'The execution shows which step failed, and the log of the recount function names month, area and counter. Repair ' +
  'what differs, or mend what cut the step off, and start the machine again: counting changes nothing.'

/**
 * The full recount: every month by every shard, side by side, for a ledger that one function cannot go through in its
 * fifteen minutes. Started by hand, with a range of months if not all are meant: `{"from":"2018-10","through":"2020-12"}`.
 */
export class RecountMachine extends Construct {
  constructor(scope: Construct, id: string, { name, service, alarms }: RecountMachineProps) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [service.lambda.functionArn],
    })
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: name,
      comment: 'Counts the whole ledger anew. Counting changes nothing: every step may be cut off and run again.',
      definitionBody: DefinitionBody.fromChainable(this.definition(service)),
      role: role.withoutPolicyUpdates(),
      timeout: Duration.hours(12),
    })
    watchMachine(this, machine, alarms, givenUp)
  }

  /** List the months; count each of them shard by shard and keep what comes of it; say whether all agree. */
  private definition(service: ServiceFunction) {
    const list = step(this, 'ListMonths', service, { step: 'list', 'range.$': '$' }, { outputPath: '$.Payload' })
    const months = new MapState(this, 'EachMonth', {
      itemsPath: '$.months',
      itemSelector: { 'month.$': '$$.Map.Item.Value', 'shards.$': '$.shards' },
      maxConcurrency: 4,
      resultPath: JsonPath.DISCARD,
    })
    const shards = new MapState(this, 'EachShard', {
      itemsPath: '$.shards',
      itemSelector: { 'month.$': '$.month', 'shard.$': '$$.Map.Item.Value' },
      maxConcurrency: 8,
      resultPath: '$.parts',
    })
    const counted = { step: 'part', 'month.$': '$.month', 'shard.$': '$.shard' }
    shards.itemProcessor(step(this, 'CountShard', service, counted, { outputPath: '$.Payload' }))
    const kept = { step: 'month', 'month.$': '$.month', 'parts.$': '$.parts' }
    months.itemProcessor(shards.next(step(this, 'KeepMonth', service, kept, { outputPath: JsonPath.DISCARD })))
    return list.next(months).next(step(this, 'SayWhetherAllAgree', service, { step: 'finish', 'months.$': '$.months' }))
  }
}
