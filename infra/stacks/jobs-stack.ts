import { Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { countersDiffer, recountFailed } from '../alarm-texts/counters-differ.ts'
import { jobGivenUp, monthNotClosed } from '../alarm-texts/month-not-closed.ts'
import { partnerTroubled } from '../alarm-texts/partner-troubled.ts'
import { trailAltered } from '../alarm-texts/trail-altered.ts'
import { mostOverdueSeconds, sweepFailed, workOverdue, workParked } from '../alarm-texts/work-not-done.ts'
import { FailureQueue } from '../constructs/failure-queue.ts'
import { RecountMachine } from '../constructs/recount-machine.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'
import { allowSending } from './mail-stack.ts'

type JobsStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/**
 * The functions that run on a schedule. Each can also be run by hand at any time, because finished work is not
 * repeated.
 */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: JobsStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: what runs by the clock`,
    })
    const failures = new FailureQueue(this, 'Failures', {
      means: jobGivenUp,
      alarms: data.alarms,
    })
    const functionDefaults = {
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.minutes(15),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    }

    const closeMonth = new ServiceFunction(this, 'CloseMonth', {
      ...functionDefaults,
      name: 'close-month',
    })
    data.allowTable(
      closeMonth,
      'GetItem',
      'BatchGetItem',
      'Query table',
      'Query gsi1',
      'Query gsi2',
      'PutItem',
      'UpdateItem',
      'ConditionCheckItem',
    )
    data.allowFiles(closeMonth, 'issues', 'GetObject', 'PutObject')
    data.allowKeyring(closeMonth)
    data.allowSigning(closeMonth)
    closeMonth.keepFailures(failures)
    if (environment.live) closeMonth.runAt(environment.report, failures, monthNotClosed)

    const recount = new ServiceFunction(this, 'Recount', {
      ...functionDefaults,
      name: 'recount',
    })
    data.allowTable(recount, 'GetItem', 'BatchGetItem', 'Query table', 'Query gsi1', 'Query gsi2', 'PutItem')
    data.allowKeyring(recount)
    recount.keepFailures(failures)
    recount.runAt({ hour: 2 }, failures, recountFailed)
    recount.addAlarm('Differing', 0, countersDiffer)
    recount.addAlarm('TrailFaults', 0, trailAltered)
    recount.addAlarm('TroubledPartners', 0, partnerTroubled)
    new RecountMachine(this, 'FullRecount', {
      name: `capaian-${environment.name}-recount`,
      service: recount,
      alarms: data.alarms,
    })

    const sweep = new ServiceFunction(this, 'Sweep', {
      ...functionDefaults,
      name: 'sweep',
      // A run starts no new work after a minute, and the work in progress ends at most a minute later.
      timeout: Duration.minutes(3),
      // One whole processor: this function renders reports before it mails them.
      memoryMiB: 1769,
    })
    data.allowTable(
      sweep,
      'GetItem',
      'Query table',
      'Query gsi1',
      'BatchGetItem',
      'PutItem',
      'UpdateItem',
      'DeleteItem',
      'ConditionCheckItem',
    )
    data.allowFiles(sweep, 'issues', 'GetObject')
    data.allowFiles(sweep, 'mails', 'PutObject')
    allowSending(sweep, environment)
    data.allowKeyring(sweep)
    sweep.runEveryMinute(sweepFailed)
    sweep.addAlarmOnErrors(sweepFailed)
    sweep.addAlarm('Parked', 0, workParked)
    sweep.addAlarm('OldestOverdue', mostOverdueSeconds, workOverdue)
  }
}
