import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SFNClient } from '@aws-sdk/client-sfn'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dev, prod } from '../../../infra/environments.ts'
import { endpointResolvers } from '../../../infra/lean/endpoints.ts'
import { ourSources } from '../../support/our-sources.ts'

type Asked = { Region: string; Endpoint?: string; Bucket?: string }
type Resolver = (asked: Asked) => unknown

/** What a bundle has in the place of a client's resolver. */
async function inBundle(client: string): Promise<Resolver> {
  const source = `data:text/javascript,${encodeURIComponent(endpointResolvers[client] ?? '')}`
  const module: { defaultEndpointResolver: Resolver } = await import(source)
  return module.defaultEndpointResolver
}

const region = 'ap-southeast-3'
const s3: Resolver = (asked) => new S3Client({ region }).config.endpointProvider(asked)
const services: [client: string, ofSdk: Resolver][] = [
  ['dynamodb', (asked) => new DynamoDBClient({ region }).config.endpointProvider(asked)],
  ['kms', (asked) => new KMSClient({ region }).config.endpointProvider(asked)],
  ['sesv2', (asked) => new SESv2Client({ region }).config.endpointProvider(asked)],
  ['sfn', (asked) => new SFNClient({ region }).config.endpointProvider(asked)],
]
const regions = [...new Set([dev.region, prod.region])]
const endpoints = [undefined, 'http://127.0.0.1:4566', 'http://127.0.0.1:4566/']

test('every client that our code imports has its endpoint', () => {
  const clients = ourSources().flatMap((text) =>
    [...text.matchAll(/from '@aws-sdk\/client-(\w+)'/g)].map(([, name]) => name),
  )
  expect([...new Set(clients)].toSorted()).toEqual(Object.keys(endpointResolvers))
})

test.each(services)('%s is asked where the SDK would ask it', async (client, ofSdk) => {
  const resolve = await inBundle(client)
  for (const Region of regions)
    for (const Endpoint of endpoints) {
      const asked = { Region, ...(Endpoint && { Endpoint }) }
      expect(resolve(asked)).toEqual(ofSdk(asked))
    }
})

test('a bucket is asked where the SDK would ask it, and signed for as it would', async () => {
  const resolve = await inBundle('s3')
  // As CloudFormation names buckets: small letters, digits and single hyphens.
  const bucket = fc
    .stringMatching(/^[a-z0-9]{1,12}(-[a-z0-9]{1,12}){2,4}$/)
    .filter((name) => !name.endsWith('-s3alias'))
  fc.assert(
    fc.property(bucket, fc.constantFrom(...regions), fc.constantFrom(...endpoints), (Bucket, Region, Endpoint) => {
      const asked = { Bucket, Region, ...(Endpoint && { Endpoint }) }
      expect(resolve(asked)).toEqual(s3(asked))
    }),
  )
})
