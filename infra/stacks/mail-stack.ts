import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch'
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns'
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import type { Config } from '../../shared/config.ts'
import { mostBounced, mostComplained, reputationAtRisk } from '../alarm-texts/mail-reputation.ts'
import { mailWorkGivenUp } from '../alarm-texts/mail-work-given-up.ts'
import { mailsMissing } from '../alarm-texts/mails-missing.ts'
import { addAlarmAtOnce } from '../constructs/alarm-at-once.ts'
import { FailureQueue } from '../constructs/failure-queue.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import type { Environment } from '../environments.ts'
import type { DataStack } from './data-stack.ts'

type MailStackProps = { environment: Environment; data: DataStack; config: Config; bundles: string }

/** A fixed name, so that functions of other stacks know it before this stack exists. */
export const configurationSetName = ({ name }: Environment): string => `capaian-${name}`

/**
 * Allows a function to send mails with SES: from our domain, and with the configuration set that publishes their
 * events.
 */
export function allowSending(grantee: IGrantable, environment: Environment): void {
  const { region, account, mailDomain } = environment
  Grant.addToPrincipal({
    grantee,
    actions: ['ses:SendEmail', 'ses:SendRawEmail'],
    resourceArns: [
      `arn:aws:ses:${region}:${account}:identity/${mailDomain}`,
      `arn:aws:ses:${region}:${account}:configuration-set/${configurationSetName(environment)}`,
    ],
  })
}

/** Half an hour before nine, by which time everybody must know whether the report was sent. */
const watchdogTime = { hour: 8, minute: 30 }

/** The sender of our mails, the topic of their events, and the watchdog that checks whether the report was sent. */
export class MailStack extends Stack {
  constructor(scope: Construct, id: string, { environment, data, config, bundles }: MailStackProps) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: mail`,
    })
    const failures = new FailureQueue(this, 'Failures', {
      means: mailWorkGivenUp,
      alarms: data.alarms,
    })
    const functionDefaults = {
      bundles,
      environment: config,
      memoryMiB: 512,
      logRetention: environment.logRetention,
      alarms: data.alarms,
    }
    const events = new ServiceFunction(this, 'MailEvents', {
      ...functionDefaults,
      name: 'mail-events',
      timeout: Duration.seconds(30),
    })
    data.allowTable(events, 'GetItem', 'Query table', 'PutItem')
    data.allowKeyring(events)
    events.keepFailures(failures)
    this.createSender(environment, this.createEventTopic(events, failures))
    this.watchReputation(data.alarms)

    const watchdog = new ServiceFunction(this, 'Watchdog', {
      ...functionDefaults,
      name: 'watchdog',
      timeout: Duration.minutes(1),
    })
    data.allowTable(watchdog, 'GetItem', 'Query table')
    data.allowKeyring(watchdog)
    watchdog.keepFailures(failures)
    watchdog.addAlarmOnErrors(mailsMissing)
    if (environment.live) watchdog.runAt(watchdogTime, failures, mailsMissing)
  }

  /**
   * SES publishes events to SNS, which retries until they are delivered. EventBridge gets them only on a best-effort
   * basis.
   */
  private createEventTopic(events: ServiceFunction, failures: IQueue): Topic {
    const topic = new Topic(this, 'Events', { enforceSSL: true })
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    topic.addSubscription(new LambdaSubscription(events.lambda, { deadLetterQueue: failures }))
    return topic
  }

  /** SES publishes these shares for the account, free of charge, once it has sent any mail. */
  private watchReputation(alarms: ITopic): void {
    for (const [rate, threshold] of [
      ['BounceRate', mostBounced],
      ['ComplaintRate', mostComplained],
    ] as const) {
      const metric = new Metric({
        namespace: 'AWS/SES',
        metricName: `Reputation.${rate}`,
        period: Duration.hours(1),
        statistic: Stats.MAXIMUM,
      })
      addAlarmAtOnce(this, rate, { metric, threshold, means: reputationAtRisk, alarms })
    }
  }

  private createSender(environment: Environment, topic: Topic): void {
    const configurationSet = new ConfigurationSet(this, 'ConfigurationSet', {
      configurationSetName: configurationSetName(environment),
      // Reports hold no personal data, but nobody between sender and recipient may change a figure.
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    })
    configurationSet.addEventDestination('Told', {
      destination: EventDestination.snsTopic(topic),
      // Neither OPEN nor CLICK, because they need a picture or links that track the reader.
      events: [
        EmailSendingEvent.SEND,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
      ],
    })
    const mailFromDomain = `surel.${environment.mailDomain}`
    const identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(environment.mailDomain),
      mailFromDomain,
      configurationSet,
    })
    // Without these records, SES sends from an Amazon domain, and only DKIM vouches for our sender.
    new CfnOutput(this, 'MailFromMx', { value: `${mailFromDomain} MX 10 feedback-smtp.${this.region}.amazonses.com` })
    new CfnOutput(this, 'MailFromSpf', { value: `${mailFromDomain} TXT "v=spf1 include:amazonses.com ~all"` })
    identity.dkimRecords.forEach(({ name, value }, i) => {
      new CfnOutput(this, `Dkim${i + 1}`, { value: `${name} CNAME ${value}` })
    })
  }
}
