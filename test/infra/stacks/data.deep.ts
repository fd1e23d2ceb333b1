import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { dev, prod } from '../../../infra/environments.ts'
import { tableShape } from '../../../infra/table.ts'
import { data, keptResource, ofType, production } from '../../support/production.ts'
import { assembleOnce } from '../../support/synthesized.ts'

describe('the table', () => {
  it('is retained, guarded against deletion and can be restored to any second of the last 35 days', () => {
    data.hasResource('AWS::DynamoDB::GlobalTable', {
      ...keptResource,
      Properties: {
        Replicas: [
          Match.objectLike({
            DeletionProtectionEnabled: true,
            PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
          }),
        ],
      },
    })
  })

  it('is encrypted by our own key', () => {
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: [
        Match.objectLike({
          SSESpecification: { KMSMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } },
        }),
      ],
    })
  })

  it('has the same keys and indexes as the table of the tests and the local run', () => {
    const [table] = ofType('AWS::DynamoDB::GlobalTable')
    const keys = (partitionKey: string, sortKey: string) => [
      { AttributeName: partitionKey, KeyType: 'HASH' },
      { AttributeName: sortKey, KeyType: 'RANGE' },
    ]
    expect(table?.Properties).toMatchObject({
      KeySchema: keys(tableShape.partitionKey, tableShape.sortKey),
      GlobalSecondaryIndexes: tableShape.indexes.map(({ name, partitionKey, sortKey, projected }) => ({
        IndexName: name,
        KeySchema: keys(partitionKey, sortKey),
        Projection:
          projected.length > 0
            ? { ProjectionType: 'INCLUDE', NonKeyAttributes: projected }
            : { ProjectionType: 'KEYS_ONLY' },
      })),
      TimeToLiveSpecification: { AttributeName: tableShape.timeToLive, Enabled: true },
    })
  })

  it('costs nothing when idle, and has a ceiling for reads and writes, also of every index', () => {
    const readLimit = { ReadOnDemandThroughputSettings: { MaxReadRequestUnits: prod.maxUnits.read } }
    const write = { WriteOnDemandThroughputSettings: { MaxWriteRequestUnits: prod.maxUnits.write } }
    data.hasResourceProperties('AWS::DynamoDB::GlobalTable', {
      BillingMode: 'PAY_PER_REQUEST',
      ...write,
      GlobalSecondaryIndexes: tableShape.indexes.map(() => Match.objectLike(write)),
      Replicas: [
        Match.objectLike({
          ...readLimit,
          GlobalSecondaryIndexes: tableShape.indexes.map(() => Match.objectLike(readLimit)),
        }),
      ],
    })
  })
})

describe('the files and the keys', () => {
  it('retain every bucket and every key', () => {
    data.allResources('AWS::S3::Bucket', keptResource)
    data.allResources('AWS::KMS::Key', keptResource)
  })

  it('are closed to the public, in every bucket', () => {
    data.allResourcesProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
  })

  it('keep every version of an issue, under our own key, and log each download', () => {
    const [files] = ofType('AWS::S3::Bucket').filter(({ id }) => id.startsWith('Files'))
    expect(files?.Properties).toMatchObject({
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } }],
      },
      LoggingConfiguration: { LogFilePrefix: 'files/' },
    })
    expect(JSON.stringify(files?.Properties.LifecycleConfiguration)).not.toContain('Expiration')
  })

  it('have a single key, which rotates, because each key costs by the month', () => {
    data.resourceCountIs('AWS::KMS::Key', 1)
    data.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true, RotationPeriodInDays: 2560 })
  })

  it('are in a stack that cannot be deleted by mistake', () => {
    expect(production.isProtected(production.stacks.data)).toBe(true)
  })
})

it('are guarded in development as in production, only smaller', () => {
  const { stacks, templateOf } = assembleOnce(dev)
  templateOf(stacks.data).hasResource('AWS::DynamoDB::GlobalTable', {
    ...keptResource,
    Properties: { Replicas: [Match.objectLike({ DeletionProtectionEnabled: true })] },
  })
})
