import { Duration, Stack } from 'aws-cdk-lib'
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { DefinitionBody, JsonPath, Map as MapState, StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { fullRecountGivenUp } from '../alarm-texts/counters-differ.ts'
import type { ServiceFunction } from './service-function.ts'
import { addMachineAlarms, createStep } from './step.ts'

type RecountMachineProps = { name: string; service: ServiceFunction; alarms: ITopic }

/**
 * The full recount of a ledger that is too large for one run of a function, which ends after fifteen minutes. The
 * machine counts every month by shards, in parallel. An operator starts it, with `{}` as its input for all months, or
 * with a range of months: `{"from":"2018-10","through":"2020-12"}`.
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
      comment:
        'Counts the whole ledger again. Counting changes nothing, so every step may be interrupted and repeated.',
      definitionBody: DefinitionBody.fromChainable(this.defineSteps(service)),
      role: role.withoutPolicyUpdates(),
      timeout: Duration.hours(12),
    })
    addMachineAlarms(this, machine, alarms, fullRecountGivenUp)
  }

  /** Lists the months, counts each of them by shards, keeps the results, and reports whether all agree. */
  private defineSteps(service: ServiceFunction) {
    const list = createStep(this, 'ListMonths', service, { step: 'list', 'range.$': '$' }, { outputPath: '$.Payload' })
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
    const countInput = { step: 'part', 'month.$': '$.month', 'shard.$': '$.shard' }
    shards.itemProcessor(createStep(this, 'CountShard', service, countInput, { outputPath: '$.Payload' }))
    const keepInput = { step: 'month', 'month.$': '$.month', 'parts.$': '$.parts' }
    months.itemProcessor(
      shards.next(createStep(this, 'KeepMonth', service, keepInput, { outputPath: JsonPath.DISCARD })),
    )
    return list
      .next(months)
      .next(createStep(this, 'SayWhetherAllAgree', service, { step: 'finish', 'months.$': '$.months' }))
  }
}
