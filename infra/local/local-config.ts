import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../../shared/config.ts'
import { createTable } from './create-table.ts'
import { createBucket } from './object-store.ts'

/** The name of the one deployment of this machine. */
export const deployment = 'capaian'

/** The configuration of the functions on this machine. Everything that belongs to one deployment has its name. */
export const localConfig = (name: string, issuer = 'http://127.0.0.1:9'): Config => ({
  TABLE_NAME: name,
  BUCKET_NAME: name,
  INTAKE_BUCKET_NAME: `${name}-intake`,
  JOB_MACHINE_ARN: `arn:aws:states:ap-southeast-3:000000000000:stateMachine:${name}-jobs`,
  KMS_KEY_ID: 'alias/capaian',
  KEY_VERSIONS: [1],
  PUSH_TO_LOOPBACK: true,
  MAIL_FROM: 'Capaian <laporan@capaian.example>',
  MAIL_CONFIGURATION_SET: name,
  PUBLIC_URL: 'http://127.0.0.1:3000',
  DESK_URL: 'http://127.0.0.1:8900',
  REPORT_DAY: 5,
  REPORT_HOUR: 6,
  TOKEN_ISSUER: issuer,
  TOKEN_CLIENT_ID: 'capaian',
  USER_POOL_ID: 'ap-southeast-3_local',
})

/** Creates the table and the buckets of a deployment, unless they exist. */
export async function createStores(
  { TABLE_NAME, BUCKET_NAME, INTAKE_BUCKET_NAME }: Config,
  isIndexed?: boolean,
): Promise<void> {
  const s3 = new S3Client({ forcePathStyle: true })
  await Promise.all([
    createTable(new DynamoDBClient({}), TABLE_NAME, isIndexed),
    createBucket(s3, BUCKET_NAME),
    createBucket(s3, INTAKE_BUCKET_NAME),
  ])
}
