import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AttributeType, Billing, ProjectionType, TableEncryptionV2, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectOwnership } from 'aws-cdk-lib/aws-s3'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'
import { intakeDays } from '../../shared/usecases/import/import-files.ts'
import type { Environment } from '../environments.ts'
import { isProtected } from '../protection.ts'
import { tableShape } from '../table.ts'

/** The folders of files that are kept for good, and how their files are named. */
const keptFiles = {
  issues: 'Issues are named by month, number and hash',
  mails: 'Mails and what was attached to them are named by their hash',
  statements: "The results of partners' statements are named by partner, month and hash",
} as const

/** Every action on the table and its indexes that a function may be allowed. */
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
/** Permission to query only the table, or only one index. A plain `Query` allows the table and all indexes. */
type NarrowQuery = `Query ${'table' | IndexName}`

/**
 * The longest period that KMS allows, because it bills each of the first two rotations like another key. A rotation
 * replaces the material only for new data, so it does not help against a leak. The application rotates its own keys.
 */
const rotationPeriod = Duration.days(2560)

const bucketDefaults = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
}

/** Everything that must outlive a deployment: the table, the files, the keys, and the recipient of alarms. */
export class DataStack extends Stack {
  /** The table that functions use: this stack's own table, or one that was restored from a backup. */
  readonly tableName: string
  readonly files: Bucket
  /**
   * Files of imports, exports, uploads and evidence, which hold personal data. They are deleted when they are no longer
   * needed.
   */
  readonly intake: Bucket
  /**
   * The one key. It protects the table and the files at rest, and wraps the keys with which the application itself
   * encrypts. A grant for the table or files works only through DynamoDB or S3, so a function cannot unwrap the
   * application's keys with it. A grant for the application's keys works only for a context that names their purpose,
   * so it cannot decrypt what DynamoDB and S3 store.
   */
  readonly key: Key
  readonly alarms: Topic
  private readonly tableArn: string

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: the table, the files and their keys`,
    })
    this.terminationProtection = isProtected(this)
    this.key = new Key(this, 'Key', {
      description: `Capaian ${environment.name}: the table, the files, and what the application encrypts by itself`,
      enableKeyRotation: true,
      rotationPeriod,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const { name, arn } = this.chooseTable(environment)
    this.tableName = name
    this.tableArn = arn
    const accessLogs = this.createAccessLogs()
    this.files = this.createFilesBucket(accessLogs)
    this.intake = this.createIntakeBucket(accessLogs, environment)
    this.alarms = this.createAlarmTopic(environment.alarmEmail)
  }

  /**
   * Allows a function these actions on the table and no others. A transaction needs the actions of its parts. On
   * indexes, only `Query` is possible.
   */
  allowTable(grantee: IGrantable, ...actions: (TableAction | NarrowQuery)[]): void {
    const onTable = actions.flatMap((action) => {
      const [name, place = 'table'] = action.split(' ')
      return place === 'table' ? [`dynamodb:${name}`] : []
    })
    const queriedIndexes = tableShape.indexes
      .map(({ name }) => name)
      .filter((name) => actions.includes('Query') || actions.includes(`Query ${name}`))
    Grant.addToPrincipal({ grantee, actions: onTable, resourceArns: [this.tableArn] })
    if (queriedIndexes.length > 0)
      Grant.addToPrincipal({
        grantee,
        actions: ['dynamodb:Query'],
        resourceArns: queriedIndexes.map((name) => `${this.tableArn}/index/${name}`),
      })
    this.allowKeyThrough(
      grantee,
      'dynamodb',
      ...['Encrypt', 'Decrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'],
    )
  }

  /**
   * Allows a function to read or write files that are kept. No function may delete such a file. Readers may also list,
   * so that a missing file (404) differs from a forbidden one (403).
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
    this.allowKeyThrough(grantee, 's3', 'Decrypt', 'GenerateDataKey')
    Validations.of(grantee).acknowledge({
      // cdk-nag names a resource of another stack by its export.
      id: `AwsSolutions-IAM5[Resource::${this.stackName}:ExportsOutputFnGetAttFiles8E6940B8ArnD8EE6C03/${folder}/*]`,
      reason:
        `${keptFiles[folder]} when they are made, so a policy cannot enumerate their names in advance. The wildcard ` +
        `stays below ${folder}/ in this one bucket. The bucket keeps every version, and no function may delete one.`,
    })
  }

  /**
   * Allows a function to use files of imports, exports, uploads or evidence. Readers may also list: to find the files
   * of an import, and because without that right S3 answers 403 instead of 404 for a missing file.
   */
  allowIntake(
    grantee: Construct & IGrantable,
    files: 'imports' | 'exports' | 'uploads' | 'evidence',
    ...actions: ('GetObject' | 'PutObject' | 'DeleteObject' | 'AbortMultipartUpload')[]
  ): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `s3:${action}`),
      resourceArns: [this.intake.arnForObjects(`${files}/*`)],
    })
    if (actions.includes('GetObject')) allowListing(grantee, this.intake, files)
    this.allowKeyThrough(grantee, 's3', 'Decrypt', 'GenerateDataKey')
    Validations.of(grantee).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${this.stackName}:ExportsOutputFnGetAttIntakeA0CA28E8Arn52054E15/${files}/*]`,
      reason:
        `Files of ${files} are named by an id when they are made, so a policy cannot enumerate their names in advance. ` +
        `The wildcard stays below ${files}/ in this one bucket. Functions must be able to remove these files, because ` +
        'people have a right to erasure.',
    })
  }

  /** Allows a function to make and unwrap keys of the keyring. It cannot unwrap other keys that this key wraps. */
  allowKeyring(grantee: IGrantable): void {
    this.allowKeyFor(grantee, 'capaian-keyring')
  }

  /**
   * Allows a function to make and unwrap the key that signs checkpoints. Only the functions that issue reports may
   * sign.
   */
  allowSigning(grantee: IGrantable): void {
    this.allowKeyFor(grantee, 'capaian-checkpoint')
  }

  private allowKeyFor(grantee: IGrantable, purpose: string): void {
    Grant.addToPrincipal({
      grantee,
      actions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purpose } },
    })
  }

  /** Allows use of the key only through the service that stores the data, never by the function directly. */
  private allowKeyThrough(grantee: IGrantable, service: string, ...actions: string[]): void {
    Grant.addToPrincipal({
      grantee,
      actions: actions.map((action) => `kms:${action}`),
      resourceArns: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `${service}.${this.region}.amazonaws.com` } },
    })
  }

  private chooseTable(environment: Environment): { name: string; arn: string } {
    const own = this.createTable(environment)
    const { restoredTable, region, account } = environment
    if (restoredTable === undefined) return { name: own.tableName, arn: own.tableArn }
    // Stacks deployed after this one still import these values until they themselves are redeployed. CloudFormation
    // refuses to remove an export that is in use.
    this.exportValue(own.tableName)
    this.exportValue(own.tableArn)
    return { name: restoredTable, arn: `arn:aws:dynamodb:${region}:${account}:table/${restoredTable}` }
  }

  private createTable({ maxUnits, recoveryDays }: Environment): TableV2 {
    const textAttribute = (name: string) => ({ name, type: AttributeType.STRING })
    const ceiling = { maxReadRequestUnits: maxUnits.read, maxWriteRequestUnits: maxUnits.write }
    return new TableV2(this, 'Table', {
      partitionKey: textAttribute(tableShape.partitionKey),
      sortKey: textAttribute(tableShape.sortKey),
      globalSecondaryIndexes: tableShape.indexes.map(({ name, partitionKey, sortKey, projected }) => ({
        indexName: name,
        partitionKey: textAttribute(partitionKey),
        sortKey: textAttribute(sortKey),
        ...(projected.length > 0
          ? { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...projected] }
          : { projectionType: ProjectionType.KEYS_ONLY }),
        ...ceiling,
      })),
      timeToLiveAttribute: tableShape.timeToLive,
      billing: Billing.onDemand(ceiling),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: recoveryDays },
      deletionProtection: isProtected(this),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
  }

  private createAccessLogs(): PlainBucket {
    return new PlainBucket(this, 'AccessLogs', {
      ...bucketDefaults,
      // S3 delivers its access logs only to buckets that use S3's own keys.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    })
  }

  /**
   * The bucket keeps no versions, so deleted and overwritten files are gone. Lifecycle rules delete what is left
   * behind, except evidence.
   */
  private createIntakeBucket(accessLogs: PlainBucket, { corsOrigins }: Environment): Bucket {
    return new PlainBucket(this, 'Intake', {
      ...bucketDefaults,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'intake/',
      lifecycleRules: [
        { abortIncompleteMultipartUploadAfter: Duration.days(1) },
        { prefix: 'imports/', expiration: Duration.days(intakeDays) },
        // Uploads become evidence when somebody confirms them. Confirmed evidence is encrypted under `evidence/`, and
        // stays until it is erased.
        { prefix: 'uploads/', expiration: Duration.days(1) },
        // The API lets people download an export for only some hours. S3 counts whole days, from the next midnight.
        { prefix: 'exports/', expiration: Duration.days(1) },
      ],
      // Browsers upload and download by links that the API signs.
      cors: [
        {
          allowedOrigins: corsOrigins,
          allowedMethods: [HttpMethods.PUT, HttpMethods.POST, HttpMethods.GET],
          allowedHeaders: ['content-type'],
        },
      ],
    })
  }

  private createFilesBucket(accessLogs: PlainBucket): Bucket {
    return new Bucket(this, 'Files', {
      ...bucketDefaults,
      encryption: BucketEncryption.KMS,
      encryptionKey: this.key,
      bucketKeyEnabled: true,
      versioned: true,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: 'files/',
      // No version expires: an issue stays as it was, even if someone writes over it.
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(7) }],
    })
  }

  private createAlarmTopic(email: string): Topic {
    // Not encrypted with our key: alarm texts hold no personal data, and if the key is disabled, the alarm about it
    // must still arrive.
    const topic = new Topic(this, 'Alarms', { enforceSSL: true })
    // The first policy statement replaces a topic's default policy, which allowed CloudWatch to publish.
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

/**
 * Without the right to list, S3 answers 403 for a missing file. When S3 checks that right for a GET, it uses the file's
 * own key as the prefix.
 */
const allowListing = (grantee: IGrantable, { bucketArn }: Bucket, folder: string) =>
  Grant.addToPrincipal({
    grantee,
    actions: ['s3:ListBucket'],
    resourceArns: [bucketArn],
    conditions: { StringLike: { 's3:prefix': `${folder}/*` } },
  })

/**
 * A bucket without a website. `Bucket` types this property as optional, which `IBucket` does not accept with exact
 * optional properties.
 */
class PlainBucket extends Bucket {
  override get isWebsite(): boolean {
    return false
  }
}
