import type { Template } from 'aws-cdk-lib/assertions'

/** The resources of a template by logical name, as CDK's assertions return them. */
export type Resources = ReturnType<Template['findResources']>
type Resource = Resources[string] & { id: string }

/** A rule for a kind of resource, in any stack. `wrong` lists the faults of one resource. */
type Rule = { type: string; wrong: (resource: Resource, all: Resource[]) => (string | false)[] }

const listOf = (resources: Resources): Resource[] => Object.entries(resources).map(([id, found]) => ({ id, ...found }))

/** Whether a value refers to a resource of the same template, at any depth. */
const names = (value: unknown, { id }: Resource): boolean =>
  JSON.stringify(value ?? null).includes(`"${id}"`) || JSON.stringify(value ?? null).includes(`$${`{${id}`}`)

const alarms = (all: Resource[]) =>
  all.filter(({ Type, Properties }) => Type === 'AWS::CloudWatch::Alarm' && Properties.AlarmActions?.length > 0)

const isWatched = (resource: Resource, all: Resource[], metric: string): boolean =>
  alarms(all).some(({ Properties }) => Properties.MetricName === metric && names(Properties.Dimensions, resource))

/** The paths of properties in which a resource may name the queue for work that failed. */
const deadLetters = ({ Properties }: Resource): unknown[] => [
  Properties?.RedrivePolicy,
  Properties?.DeadLetterConfig,
  Properties?.Target?.DeadLetterConfig,
  Properties?.DestinationConfig?.OnFailure,
]

const statementsOf = ({ Properties }: Resource) => [
  ...(Properties.PolicyDocument?.Statement ?? []),
  ...(Properties.Policies ?? []).flatMap(
    (policy: { PolicyDocument: { Statement: unknown[] } }) => policy.PolicyDocument.Statement,
  ),
]

/** Finds a role or policy that may do anything, or may do something to everything. */
const tooFree = (resource: Resource): (string | false)[] =>
  statementsOf(resource).flatMap(({ Effect, Action, NotAction, Resource: on, NotResource }) => [
    Effect === 'Allow' && [on].flat().includes('*') && 'may do something to every resource',
    Effect === 'Allow' &&
      [Action].flat().some((action) => `${action}`.includes('*')) &&
      'may do whole groups of actions',
    (NotAction !== undefined || NotResource !== undefined) && 'uses NotAction or NotResource',
  ])

/** Finds a resource policy that lets in everybody who knows its name. */
const letsInAll = (resource: Resource): (string | false)[] =>
  statementsOf(resource).map(
    ({ Effect, Principal }) =>
      Effect === 'Allow' && (Principal === '*' || Principal?.AWS === '*') && 'lets in everybody',
  )

const findManaged = ({ Properties }: Resource) =>
  Properties.ManagedPolicyArns?.length > 0 && 'has policies that are not ours'

/** A name that CloudFormation joins, with logical names instead of the values that it fills in. */
const joinName = (name: { 'Fn::Join': [string, (string | { Ref: string })[]] }): string =>
  name['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : part.Ref)).join('')

/** A route as the gateway names it when it calls Lambda. The default route has no method and no path. */
const invokedAs = ({ ApiId, RouteKey }: Resource['Properties']): string =>
  `${ApiId.Ref}/$default/${RouteKey.replace(' /', '/')}`

/** Whether a permission lets the gateway start the function behind a route. `*` matches anything, slashes too. */
const mayBeWoken = (route: Resource, all: Resource[]): boolean => {
  const integration = all.find((found) => found.Type === integrationType && names(route.Properties.Target, found))
  const lambda = all.find(
    (found) => found.Type === 'AWS::Lambda::Function' && names(integration?.Properties.IntegrationUri, found),
  )
  return all
    .filter(({ Type, Properties }) => Type === permissionType && lambda && names(Properties.FunctionName, lambda))
    .map(({ Properties }) => joinName(Properties.SourceArn).split(':').at(-1) ?? '')
    .some((pattern) =>
      new RegExp(`^${pattern.split('*').map(RegExp.escape).join('.*')}$`).test(invokedAs(route.Properties)),
    )
}
const integrationType = 'AWS::ApiGatewayV2::Integration'
const permissionType = 'AWS::Lambda::Permission'

const hasOwnLog = ({ Properties }: Resource, all: Resource[]) =>
  all.some((group) => group.Type === 'AWS::Logs::LogGroup' && names(Properties.LoggingConfig?.LogGroup, group))

/** Whether an alarm reports a failed run: the function's own alarm, one on its starter, or one on its failure queue. */
function isHeard(lambda: Resource, all: Resource[]): boolean {
  const ofType = (type: string) => all.filter(({ Type }) => Type === type)
  return (
    isWatched(lambda, all, 'Errors') ||
    ofType(integrationType).some(
      (integration) => names(integration.Properties.IntegrationUri, lambda) && isApiWatched(integration, all),
    ) ||
    ofType('AWS::StepFunctions::StateMachine').some(
      (machine) => names(machine.Properties, lambda) && isWatched(machine, all, 'ExecutionsFailed'),
    ) ||
    ofType('AWS::Lambda::EventInvokeConfig').some(
      ({ Properties }) =>
        names(Properties.FunctionName, lambda) &&
        ofType('AWS::SQS::Queue').some(
          (queue) => names(Properties.DestinationConfig, queue) && isWatched(queue, all, visibleMessages),
        ),
    )
  )
}
const visibleMessages = 'ApproximateNumberOfMessagesVisible'

const isApiWatched = ({ Properties }: Resource, all: Resource[]): boolean =>
  all.some((api) => api.Type === 'AWS::ApiGatewayV2::Api' && names(Properties.ApiId, api) && isWatched(api, all, '5xx'))

const rules: Rule[] = [
  {
    type: 'AWS::Lambda::Function',
    wrong: (lambda, all) => [
      !isHeard(lambda, all) && 'has no alarm for failed runs',
      !hasOwnLog(lambda, all) && 'has no log group of ours',
    ],
  },
  {
    type: 'AWS::Lambda::EventInvokeConfig',
    wrong: ({ Properties }, all) => [
      Properties.MaximumRetryAttempts > 0 &&
        !all.some((queue) => queue.Type === 'AWS::SQS::Queue' && names(Properties.DestinationConfig, queue)) &&
        'loses what fails for good',
    ],
  },
  {
    type: 'AWS::ApiGatewayV2::Route',
    wrong: (route, all) => [!mayBeWoken(route, all) && 'leads to a function that the gateway may not wake'],
  },
  { type: 'AWS::Lambda::Permission', wrong: ({ Properties }) => [Properties.Principal === '*' && 'lets in everybody'] },
  { type: 'AWS::Lambda::Url', wrong: () => ['bypasses the gateway'] },
  {
    type: 'AWS::SQS::Queue',
    wrong: (queue, all) => {
      const isLast = all.some((other) => deadLetters(other).some((target) => names(target, queue)))
      return [
        !isLast && !queue.Properties?.RedrivePolicy && 'has no dead letter queue and is not one',
        isLast && !isWatched(queue, all, visibleMessages) && 'has no alarm for messages in it',
        !(queue.Properties?.SqsManagedSseEnabled || queue.Properties?.KmsMasterKeyId) && 'is not encrypted',
      ]
    },
  },
  {
    type: 'AWS::Scheduler::Schedule',
    wrong: ({ Properties: { ScheduleExpression, ScheduleExpressionTimezone, Target } }, all) => [
      !all.some((lambda) => names(Target.Arn, lambda) && isMissed(lambda, all)) && 'has no alarm that it did not run',
      ScheduleExpression.startsWith('cron') &&
        ScheduleExpressionTimezone !== 'Asia/Jakarta' &&
        'goes by a clock that is not Jakarta’s',
      Target.RetryPolicy?.MaximumRetryAttempts > 0 && !Target.DeadLetterConfig && 'has no dead letter queue',
    ],
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    wrong: (machine, all) => [
      !isWatched(machine, all, 'ExecutionsFailed') && 'has no alarm for failed executions',
      !isWatched(machine, all, 'ExecutionsTimedOut') && 'has no alarm for executions that take too long',
    ],
  },
  { type: 'AWS::IAM::Role', wrong: (role) => [...tooFree(role), findManaged(role)] },
  { type: 'AWS::IAM::Policy', wrong: tooFree },
  { type: 'AWS::IAM::ManagedPolicy', wrong: tooFree },
  { type: 'AWS::IAM::User', wrong: () => ['is a user with permanent credentials'] },
  { type: 'AWS::SNS::TopicPolicy', wrong: letsInAll },
  { type: 'AWS::SQS::QueuePolicy', wrong: letsInAll },
  { type: 'AWS::S3::BucketPolicy', wrong: letsInAll },
  {
    type: 'AWS::Logs::LogGroup',
    wrong: ({ Properties }) => [!Properties?.RetentionInDays && 'is kept for ever'],
  },
  {
    type: 'AWS::S3::Bucket',
    wrong: (bucket, all) => {
      const { PublicAccessBlockConfiguration: closed, BucketEncryption } = bucket.Properties
      const blocks = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets']
      return [
        !blocks.every((block) => closed?.[block] === true) && 'can be made public',
        !BucketEncryption && 'is not encrypted',
        bucket.DeletionPolicy !== 'RetainExceptOnCreate' && 'is deleted with its stack',
        !all.some(
          (policy) =>
            policy.Type === 'AWS::S3::BucketPolicy' &&
            names(policy.Properties.Bucket, bucket) &&
            JSON.stringify(policy).includes('{"aws:SecureTransport":"false"}'),
        ) && 'can be used without TLS',
      ]
    },
  },
  {
    type: 'AWS::DynamoDB::GlobalTable',
    wrong: ({ Properties, DeletionPolicy }) =>
      Properties.Replicas.flatMap((replica: Resource) => [
        !replica.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled && 'cannot be restored',
        !replica.DeletionProtectionEnabled && 'can be deleted',
        DeletionPolicy !== 'RetainExceptOnCreate' && 'is deleted with its stack',
      ]),
  },
  {
    type: 'AWS::KMS::Key',
    wrong: ({ Properties, DeletionPolicy }) => [
      !Properties.EnableKeyRotation && 'does not rotate',
      DeletionPolicy !== 'RetainExceptOnCreate' && 'is deleted with its stack',
    ],
  },
  {
    type: 'AWS::ApiGatewayV2::Stage',
    wrong: ({ Properties }) => [
      !(Properties.DefaultRouteSettings?.ThrottlingRateLimit > 0) && 'is not throttled',
      !Properties.AccessLogSettings && 'has no access log',
    ],
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    wrong: ({ Properties }) => [
      !(Properties.AlarmActions?.length > 0) && 'tells nobody',
      !(Properties.AlarmDescription?.length > 80) && 'does not say what it means',
    ],
  },
]

/** An alarm on work that did not happen. It counts missing data as zero. */
const isMissed = (lambda: Resource, all: Resource[]): boolean =>
  alarms(all).some(({ Properties }) => {
    const counted =
      Properties.MetricName === 'Invocations' ? Properties.Dimensions : Properties.Metrics?.map(invocationsOf)
    return (
      Properties.ComparisonOperator === 'LessThanThreshold' &&
      Properties.TreatMissingData === 'breaching' &&
      names(counted, lambda)
    )
  })

type MetricInExpression = { MetricStat?: { Metric: { MetricName: string; Dimensions: unknown } } }

const invocationsOf = ({ MetricStat }: MetricInExpression): unknown =>
  MetricStat?.Metric.MetricName === 'Invocations' ? MetricStat.Metric.Dimensions : undefined

/** Every resource in a template that breaks a rule, as `<logical name> <fault>`. */
export function findBroken(resources: Resources): string[] {
  const all = listOf(resources)
  return all.flatMap((resource) =>
    rules
      .filter(({ type }) => type === resource.Type)
      .flatMap(({ wrong }) => wrong(resource, all))
      .flatMap((what) => (what ? [`${resource.id} ${what}`] : [])),
  )
}
