import { Duration } from 'aws-cdk-lib'
import { Grant } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import type { Environment } from '../environments.ts'
import { jobMachineArn } from '../job-machine-name.ts'
import { type DataStack, everyTableAction } from '../stacks/data-stack.ts'
import { ServiceFunction } from './service-function.ts'

type OfficeFunctionProps = { name: string; environment: Environment; data: DataStack; config: Config; bundles: string }

/** A function through which officers do their work: the API or the desk. */
export class OfficeFunction extends ServiceFunction {
  constructor(scope: Construct, id: string, { name, environment, data, config, bundles }: OfficeFunctionProps) {
    super(scope, id, {
      name,
      bundles,
      environment: config,
      memoryMiB: 1024,
      // The gateway stops waiting after 30 seconds. Closing months may take longer and continues until this limit. A
      // caller who repeats the request with the same key gets its answer, or resumes the work where it stopped.
      timeout: Duration.seconds(60),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    })
    data.allowTable(this, ...everyTableAction)
    data.allowFiles(this, 'issues', 'GetObject', 'PutObject')
    data.allowFiles(this, 'statements', 'GetObject', 'PutObject')
    data.allowIntake(this, 'imports', 'GetObject', 'PutObject', 'DeleteObject')
    data.allowIntake(this, 'exports', 'GetObject', 'DeleteObject')
    data.allowIntake(this, 'uploads', 'GetObject', 'PutObject', 'DeleteObject')
    data.allowIntake(this, 'evidence', 'GetObject', 'PutObject', 'DeleteObject')
    data.allowKeyring(this)
    data.allowSigning(this)
    Grant.addToPrincipal({
      grantee: this,
      actions: ['states:StartExecution'],
      resourceArns: [jobMachineArn(environment)],
    })
  }
}
