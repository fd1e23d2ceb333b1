import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { intakeDays } from '../../shared/usecases/import/forget-person.ts'
import type { Environment } from '../environments.ts'
import { tableShape } from '../table.ts'

/** What is kept for good, and how its files are named. */
const keptFiles = {
  issues: 'Issues are named by month, number and hash',
  mails: 'Mails and what was attached to them are named by their hash',
  statements: 'What came of the statements of partners is named by partner, month and hash',
} as const

/** Every action on the table and its indexes that a function may have. */
export const everyTableAction = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'ConditionCheckItem',
] as const

type TableAction = (typeof everyTableAction)[number]

type IndexName = (typeof tableShape.indexes)[number]['name']
/** To query the table alone or one index of it; `Query` is all of them. */
type NarrowQuery = `Query ${'table' | IndexName}`

/** What holds for every bucket. */
const bucketDefaults = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN,
}

/** Everything that must outlive a deployment: the table, the files, the keys, and who is told of alarms. */
export class DataStack extends Stack {
  /** The table that functions use: the one of this stack, or the one that it was restored to. */
  readonly tableName: string
  readonly files: Bucket
  /** Files that bring or hand out personal data, for as long as they are needed. */
  readonly intake: Bucket
  /** Wraps what the application encrypts by itself. Apart from the storage key, so that neither opens the other. */
  readonly dataKey: Key
  readonly alarms: Topic
  private readonly tableArn: string
  private readonly storageKey: Key

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the table, the files and their keys`,
      terminationProtection: true,
    })
    this.storageKey = this.key('StorageKey', `Capaian ${environment.name}: the table and the files at rest`)
    this.dataKey = this.key('DataKey', `Capaian ${environment.name}: what the application encrypts by itself`)
    const { name, arn } = this.tableInUse(environment)
    this.tableName = name
    this.tableArn = arn
    const accessLogs = this.accessLogs()
    this.files = this.filesBucket(accessLogs)
    this.intake = this.intakeBucket(accessLogs, environment)
    this.alarms = this.alarmTopic(environment.alarmEmail)
  }

  /**
   * Lets a function use the table by these actions and no others. A transaction is authorised by the actions of its
   * parts; of an index nothing can be done but query it.
   */
  allowTable(grantee: IGrantable, ...actions: (TableAction | NarrowQuery)[]): void {
    const onTable = actions.flatMap((action) => {
      const [name, place = 'table'] = action.split(' ')
      return place === 'table' ? [`dynamodb:${name}`] : []
    })
    const queried = tableShape.indexes
      .map(({ name }) => name)
      .filter((name) => actions.includes('Query') || actions.includes(`Query ${name}`))
    Grant.addToPrincipal({ grantee, actions: onTable, resourceArns: [this.tableArn] })
    if (queried.length > 0)
      Grant.addToPrincipal({
        grantee,
        actions: ['dynamodb:Query'],
        resourceArns: queried.map((name) => `${this.tableArn}/index/${name}`),
      })
    this.allowStorageKey(
      grantee,
      'dynamodb',
      ...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'],
    )
  }

  /**
   * Lets a function read files that are kept, or write new ones. Nothing of the application ever deletes one. Who reads
   * them may list, so that one that is gone is told from one that may not be read.
   */
  allowFiles(
    grantee: Construct & IGrantable,
    folder: keyof typeof keptFiles,
    ...actions: ('GetObject' | 'PutObject')[]
  ): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `s3:${action}`),
      resourceArns: [this.files.arnForObjects(`${folder}/*`)],
    })
    if (actions.includes('GetObject')) allowListing(grantee, this.files, folder)
    this.allowStorageKey(grantee, 's3', 'Decrypt', 'GenerateDataKey')
    Validations.of(grantee).acknowledge({
      // Nag names a resource of another stack by its export.
      id: `AwsSolutions-IAM5[Resource::${this.stackName}:ExportsOutputFnGetAttFiles8E6940B8ArnD8EE6C03/${folder}/*]`,
      reason:
        `${keptFiles[folder]} when they are made, so that no policy can list them. The wildcard stays below ${folder}/ ` +
        'in this one bucket; the bucket keeps every version, and no function may delete one.',
    })
  }

  /**
   * Lets a function use files of imports or of exports. Who reads them may list: to find what is left over of an
   * import, and so that a file that is not there answers 404, where S3 would say 403.
   */
  allowIntake(
    grantee: Construct & IGrantable,
    files: 'imports' | 'exports',
    ...actions: ('GetObject' | 'PutObject' | 'DeleteObject' | 'AbortMultipartUpload')[]
  ): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `s3:${action}`),
      resourceArns: [this.intake.arnForObjects(`${files}/*`)],
    })
    if (actions.includes('GetObject')) allowListing(grantee, this.intake, files)
    this.allowStorageKey(grantee, 's3', 'Decrypt', 'GenerateDataKey')
    Validations.of(grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${this.stackName}:ExportsOutputFnGetAttIntakeA0CA28E8Arn52054E15/${files}/*]`,
      reason:
        `Files of ${files} are named by an id when they are made, so that no policy can list them. The wildcard stays ` +
        `below ${files}/ in this one bucket, whose files the function must be able to remove: persons have a right to it.`,
    })
  }

  /** Lets a function make and unwrap the keyring's keys, and nothing else that this key may have wrapped. */
  allowKeyring(grantee: IGrantable): void {
    this.allowDataKey(grantee, 'capaian-keyring')
  }

  /** Lets a function make and unwrap the key that signs checkpoints: only what issues may sign. */
  allowSigning(grantee: IGrantable): void {
    this.allowDataKey(grantee, 'capaian-checkpoint')
  }

  private allowDataKey(grantee: IGrantable, purpose: string): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resourceArns: [this.dataKey.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purpose } },
    })
  }

  /** The key at rest serves only what the service does on the function's behalf, never the function itself. */
  private allowStorageKey(grantee: IGrantable, service: string, ...actions: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `kms:${action}`),
      resourceArns: [this.storageKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${this.region}.amazonaws.com` } },
    })
  }

  private key(id: string, description: string): Key {
    return new Key(this, id, { description, enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN })
  }

  private tableInUse(environment: Environment): { name: string; arn: string } {
    const own = this.tableOf(environment)
    const { restoredTable, region, account } = environment
    if (restoredTable === undefined) return { name: own.tableName, arn: own.tableArn }
    // Stacks that are deployed after this one import these until then; without them this one could not be deployed.
    this.exportValue(own.tableName)
    this.exportValue(own.tableArn)
    return { name: restoredTable, arn: `arn:aws:dynamodb:${region}:${account}:table/${restoredTable}` }
  }

  private tableOf({ maxUnits, recoveryDays }: Environment): TableV2 {
    const text = (name: string) => ({ name, type: AttributeType.STRING })
    const ceiling = { maxReadRequestUnits: maxUnits.read, maxWriteRequestUnits: maxUnits.write }
    return new TableV2(this, 'Table', {
      partitionKey: text(tableShape.partitionKey),
      sortKey: text(tableShape.sortKey),
      globalSecondaryIndexes: tableShape.indexes.map(({ name, partitionKey, sortKey, projected }) => ({
        indexName: name,
        partitionKey: text(partitionKey),
        sortKey: text(sortKey),
        ...(projected.length > 0
          ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projected] }
          : { projectionType: ProjectionType.KEYS_ONLY }),
        ...ceiling,
      })),
      timeToLiveAttribute: tableShape.timeToLive,
      billing: Billing.onDemand(ceiling),
      encryption: TableEncryptionV2.customerManagedKey(this.storageKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recoveryDays },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  private accessLogs(): PlainBucket {
    return new PlainBucket(this, 'AccessLogs', {
      ...bucketDefaults,
      // S3 delivers its access logs only to buckets under its own keys.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    })
  }

  /** No versions, so that what is removed or written over is gone; the clock empties what nobody removes. */
  private intakeBucket(accessLogs: PlainBucket, { corsOrigins }: Environment): Bucket {
    return new PlainBucket(this, 'Intake', {
      ...bucketDefaults,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.storageKey,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'intake/',
      lifecycleRules: [
        { expiration: Duration.days(intakeDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // The API hands none out after its hours; S3 counts whole days, from the next midnight.
        { prefix: 'exports/', expiration: Duration.days(1) },
      ],
      // Browsers upload and download by links that the API signs.
      cors: [
        {
          allowedOrigins: corsOrigins,
          allowedMethods: [HttpMethods.PUT, HttpMethods.GET],
          allowedHeaders: ['content-type'],
        },
      ],
    })
  }

  private filesBucket(accessLogs: PlainBucket): Bucket {
    return new Bucket(this, 'Files', {
      ...bucketDefaults,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.storageKey,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'files/',
      // No version expires: an issue is what it was, even if someone writes over it.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    })
  }

  private alarmTopic(email: string): Topic {
    // Not under a key of ours: alarm texts hold no personal data, and a disabled key must not silence its own alarm.
    const topic = new Topic(this, 'Alarms', { enforceSSL: true })
    // Any policy of its own takes from a topic the default one, which let CloudWatch in.
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    )
    topic.addSubscription(new EmailSubscription(email))
    return topic
  }
}

/** To whoever may not list it, S3 says 403 of a file that is not there. It takes the file's name for the prefix then. */
const allowListing = (grantee: IGrantable, { bucketArn }: Bucket, folder: string) =>
  Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucketArn],
    conditions: { StringLike: { 's3:prefix': `${folder}/*` } },
  })

/** No website. `Bucket` may leave that open, which with exact optional properties is not what `IBucket` asks for. */
class PlainBucket extends Bucket {
  override get isWebsite(): boolean {
    return false
  }
}
