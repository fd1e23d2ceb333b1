import { eachExport, instead } from './instead.ts'

/**
 * Where a service is asked in the part of AWS that has `amazonaws.com`, its commercial regions. The SDK brings the rules
 * of all parts of AWS and of every kind of bucket as a decision diagram, 40 KiB with what walks it. An endpoint that is
 * named, as that of a stand-in for AWS, is taken as it is.
 */
const service = (name: string): string =>
  `export const defaultEndpointResolver = ({ Region, Endpoint }) =>
    ({ url: new URL(Endpoint ?? \`https://${name}.\${Region}.amazonaws.com\`), properties: {}, headers: {} })`

/** A bucket is asked by its own host; at an endpoint that is named, by its path. */
const bucket = `export const defaultEndpointResolver = ({ Bucket, Region, Endpoint }) => ({
  url: new URL(Endpoint === undefined
    ? \`https://\${Bucket}.s3.\${Region}.amazonaws.com\`
    : \`\${Endpoint.replace(/[/]$/, '')}/\${Bucket}\`),
  properties: { authSchemes: [{ name: 'sigv4', signingName: 's3', signingRegion: Region, disableDoubleEncoding: true }] },
  headers: {},
})`

/** What the resolver of each client is in a bundle, by the client's name. */
export const endpointResolvers: Record<string, string> = {
  dynamodb: service('dynamodb'),
  kms: service('kms'),
  s3: bucket,
  sesv2: service('email'),
  sfn: service('states'),
}

const resolvers = Object.entries(endpointResolvers).map(([client, text]) =>
  instead(
    `endpoints-of-${client}`,
    new RegExp(`[\\\\/]@aws-sdk[\\\\/]client-${client}[\\\\/]dist-es[\\\\/]endpoint[\\\\/]endpointResolver\\.js$`),
    () => text,
  ),
)

/** Which part of AWS a region belongs to is asked once more, for the name that a client gives itself. */
const noPartitions = instead('no-partitions', /[\\/]util-endpoints[\\/]lib[\\/]aws[\\/]partition\.js$/, (text) =>
  eachExport(text, "() => ''"),
)

export const leanEndpoints = [...resolvers, noPartitions]
