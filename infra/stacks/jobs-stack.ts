import { Duration, Stack } from 'aws-cdk-lib'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { FailureQueue } from '../constructs/failure-queue.ts'
import { RecountMachine } from '../constructs/recount-machine.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'
import { allowSending } from './mail-stack.ts'

type JobsStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

const mostOverdueSeconds = 600

/** What runs by the clock. Every job can be run again by hand at any time: done work is not done twice. */
export class JobsStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: JobsStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: what runs by the clock`,
    })
    const failures = new FailureQueue(this, 'Failures', {
      means:
        'A scheduled job was given up after its retries and will not be tried again by itself. The message in the ' +
        'queue names the function and the error: mend the cause, invoke the function, then delete the message.',
      alarms: data.alarms,
    })
    const shared = {
      bundles,
      environment: config,
      memoryMiB: 1024,
      timeout: Duration.minutes(15),
      logRetention: environment.logRetention,
      alarms: data.alarms,
    }

    const closeMonth = new ServiceFunction(this, 'CloseMonth', {
      ...shared,
      name: 'close-month',
      failureMeans:
        'Last month stays open or without an issue, so that its report cannot go out. If the log says that a recount ' +
        'differs, repair the named cells first. Then invoke the function again: it goes on where it stopped.',
    })
    data.allowTable(
      closeMonth,
      'GetItem',
      'Query table',
      'Query gsi2',
      'PutItem',
      'UpdateItem',
      'BatchWriteItem',
      'ConditionCheckItem',
    )
    data.allowFiles(closeMonth, 'issues', 'GetObject', 'PutObject')
    data.allowKeyring(closeMonth)
    closeMonth.keepFailures(failures)
    if (environment.live) closeMonth.runAt(environment.report, failures)

    const recount = new ServiceFunction(this, 'Recount', {
      ...shared,
      name: 'recount',
      failureMeans:
        'Counters differ from the entries that they are the sum of, or nobody has checked tonight: figures cannot be ' +
        'vouched for. The log names month, area and counter. Repair what differs, or invoke the function again.',
    })
    data.allowTable(recount, 'GetItem', 'Query table', 'Query gsi2', 'PutItem')
    data.allowKeyring(recount)
    recount.keepFailures(failures)
    recount.runAt({ hour: 2 }, failures)
    recount.alarmOn(
      'Differing',
      0,
      'Counters differ from the entries that they are the sum of. Nothing is issued until they agree: GET ' +
        '/v1/months/{month} lists the cells, POST /v1/repairs sets one to what its entries say and logs both values.',
    )
    recount.alarmOn(
      'SilentPartners',
      0,
      'A partner that used to tell of loans has not called for seven days, so that P7 may be out of date. The log of the ' +
        'recount function names it (A partner is silent): ask whether it has lost us, its key, or only its customers.',
    )
    new RecountMachine(this, 'FullRecount', {
      name: `capaian-${environment.name}-recount`,
      service: recount,
      alarms: data.alarms,
    })

    const sweep = new ServiceFunction(this, 'Sweep', {
      ...shared,
      name: 'sweep',
      // A run ends after a minute, and its last tries a minute later at most.
      timeout: Duration.minutes(3),
      // One whole processor: reports are rendered here, before they are mailed.
      memoryMiB: 1769,
      failureMeans:
        'What was accepted and must still be done (events of partners to apply, mails to send) waits, and nothing of it ' +
        'is lost. The log of the sweep function names the lines that it could not go through and where it failed: mend ' +
        'that, and the next minute goes on.',
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
    sweep.runEveryMinute()
    sweep.alarmOn(
      'Parked',
      0,
      'Something that was accepted failed too often, or cannot be done, and waits for a person. The log of the sweep ' +
        'function says which kind, whose and why (Something waits for a person): mend the cause, then replay what is ' +
        'parked. Of the kind recipient it is an office whose mail bounced, or that wants no more: GET /v1/recipients ' +
        'names it and says why (pauseReason); mend its address and let it get mail again, or pause it by hand. Of the ' +
        'kind conflict it is what a partner told twice differently: GET /v1/partners/{code}/conflicts.',
    )
    sweep.alarmOn(
      'OldestOverdue',
      mostOverdueSeconds,
      'Something that was accepted has been due for more than ten minutes. The metrics of the sweep function by kind ' +
        'and owner say in whose line: either more comes in than is done, or nobody handles that kind.',
    )
  }
}
