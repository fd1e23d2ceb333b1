import { Duration } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from '../stacks/data-stack.ts'
import { ServiceFunction } from './service-function.ts'

type IssueReaderProps = { name: string; environment: Environment; data: DataStack; config: Config; bundles: string }

/** A function that may read the list of issues and the issues themselves, and nothing else. */
export class IssueReader extends ServiceFunction {
  constructor(scope: Construct, id: string, { name, environment, data, config, bundles }: IssueReaderProps) {
    super(scope, id, {
      name,
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.seconds(29),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    })
    data.allowTable(this, 'Query table')
    data.allowFiles(this, 'issues', 'GetObject')
  }
}
