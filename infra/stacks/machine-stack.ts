import { Duration, Stack } from 'aws-cdk-lib'
import { Grant, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Choice,
  Condition,
  DefinitionBody,
  JsonPath,
  Map as MapState,
  StateMachine,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { jobMachineGaveUp } from '../alarm-texts/import-or-export-stopped.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { addMachineAlarms, createStep } from '../constructs/step.ts'
import type { Environment } from '../environments.ts'
import { jobMachineName } from '../job-machine-name.ts'
import type { DataStack } from './data-stack.ts'

type MachineStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

type Services = { importFunction: ServiceFunction; exportFunction: ServiceFunction }

/**
 * Work that takes longer than a request may: one function for every step of an import, another that makes the file of
 * an export, and a state machine that processes the parts of an import side by side.
 */
export class MachineStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: MachineStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the work of imports and exports`,
    })
    const functionDefaults = {
      bundles,
      environment: config,
      // One whole processor: these functions read and write whole files.
      memoryMiB: 1769,
      timeout: Duration.minutes(15),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    }
    const importFunction = new ServiceFunction(this, 'Import', { ...functionDefaults, name: 'import' })
    data.allowTable(
      importFunction,
      'GetItem',
      'BatchGetItem',
      'Query table',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    )
    data.allowIntake(importFunction, 'imports', 'GetObject', 'PutObject', 'DeleteObject')
    data.allowKeyring(importFunction)
    const exportFunction = new ServiceFunction(this, 'Export', { ...functionDefaults, name: 'export' })
    data.allowTable(exportFunction, 'GetItem', 'BatchGetItem', 'Query', 'PutItem')
    data.allowIntake(exportFunction, 'exports', 'PutObject', 'DeleteObject', 'AbortMultipartUpload')
    data.allowKeyring(exportFunction)
    this.createMachine({ importFunction, exportFunction }, environment, data)
  }

  private createMachine(services: Services, { name }: Environment, data: DataStack): void {
    const role = new Role(this, 'MachineRole', {
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    })
    Grant.addToPrincipal({
      grantee: role,
      actions: ['lambda:InvokeFunction'],
      resourceArns: [services.importFunction.lambda.functionArn, services.exportFunction.lambda.functionArn],
    })
    const machine = new StateMachine(this, 'Machine', {
      stateMachineName: jobMachineName(name),
      comment: 'Each step may be interrupted and run again: it continues at its checkpoints.',
      definitionBody: DefinitionBody.fromChainable(this.defineSteps(services)),
      // Granted explicitly, because the tasks' own policies would also allow every version and alias of the function
      // (`<function>:*`).
      role: role.withoutPolicyUpdates(),
      timeout: Duration.hours(12),
    })
    addMachineAlarms(this, machine, data.alarms, jobMachineGaveUp)
  }

  /**
   * The same steps as in `infra/local/job-machine.ts`. For an export: make the file. For a validation: validate. For other
   * tasks: list the parts of the import, process them side by side, and finish.
   */
  private defineSteps({ importFunction, exportFunction }: Services): Choice {
    const importStep = (
      id: string,
      input: Record<string, string>,
      result: { resultPath?: string; outputPath?: string } = {},
    ) => createStep(this, id, importFunction, { 'importId.$': '$.importId', 'task.$': '$.task', ...input }, result)
    // Each step gets only what it needs, and parts are passed by name. The answers of parts are dropped, because
    // all answers together could exceed the 256 KiB that an execution may hold.
    const list = importStep('ListParts', { step: 'list' }, { resultPath: '$.listed' })
    const parts = new MapState(this, 'EachPart', {
      itemsPath: '$.listed.Payload.parts',
      itemSelector: { 'importId.$': '$.importId', 'task.$': '$.task', 'part.$': '$$.Map.Item.Value' },
      maxConcurrency: 8,
      resultPath: JsonPath.DISCARD,
    })
    parts.itemProcessor(
      importStep('GoThroughPart', { step: 'part', 'part.$': '$.part' }, { outputPath: JsonPath.DISCARD }),
    )
    const finish = importStep('Finish', { step: 'finish' })
    return new Choice(this, 'WhichTask')
      .when(
        Condition.stringEquals('$.task', 'export'),
        createStep(this, 'MakeExport', exportFunction, { 'exportId.$': '$.exportId', 'task.$': '$.task' }),
      )
      .when(Condition.stringEquals('$.task', 'validate'), importStep('Validate', { step: 'validate' }))
      .otherwise(list.next(parts).next(finish))
  }
}
