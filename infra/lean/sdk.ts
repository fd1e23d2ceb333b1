import { eachExport, instead, never } from './instead.ts'

/**
 * On Lambda credentials stand in the environment. The SDK would also look for those of a developer or another machine:
 * profiles, single sign-on, instance metadata.
 */
const ownCredentials = instead(
  'own-credentials',
  /[\\/]@aws-sdk[\\/]credential-provider-node[\\/]dist-es[\\/]index\.js$/,
  () => "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
)

/** Errors of AWS for which our code asks by their class. Every other one is its service's own exception, by its name. */
export const errorsByClass = [
  'ConditionalCheckFailedException',
  'ExecutionAlreadyExists',
  'NoSuchKey',
  'NotFound',
  'TransactionCanceledException',
  'TransactionConflictException',
]

/**
 * An SDK client describes the shapes of all its commands under names that are constants, which esbuild must take for
 * calls; written out, the shapes of commands that nobody sends are left out. So are the classes of errors that nobody
 * asks for.
 */
const sdkShapes = instead('sdk-shapes', /[\\/]@aws-sdk[\\/].*[\\/]schemas[\\/]schemas_0\.js$/, (text) => {
  const words = new Map([...text.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, word]) => [name, word]))
  return text
    .replace(/\[(_\w+)\]:/g, (computed, name: string) => (words.has(name) ? `${words.get(name)}:` : computed))
    .replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (line, name: string) =>
      errorsByClass.includes(name) ? line : '',
    )
})

/** Clients name their version to AWS; the rest of their package.json would come along. */
const versionOnly = instead(
  'version-only',
  /[\\/]@aws-sdk[\\/]client-\w+[\\/]package\.json$/,
  (text) => `{${/"version": "[^"]+"/.exec(text)?.[0] ?? ''}}`,
  'json',
)

/** No command of ours asks where its table is, or is answered by a stream of events; and no browser sends it. */
const noRareTransport = [
  instead('no-browser', /[\\/]bowser[\\/]bowser\.mjs$/, () => 'export default {}'),
  instead(
    'no-endpoint-cache',
    /[\\/]@aws-sdk[\\/]endpoint-cache[\\/]dist-es[\\/]index\.js$/,
    () => 'export class EndpointCache {}',
  ),
  instead(
    'no-event-streams',
    /[\\/]@smithy[\\/]core[\\/]dist-es[\\/]submodules[\\/]event-streams[\\/]index\.js$/,
    () =>
      `const stream = ${never('Streams of events are not read')}\n` +
      'export { stream as eventStreamSerdeProvider, stream as EventStreamSerde }\n' +
      'export const resolveEventStreamSerdeConfig = (config) => config',
  ),
]

/** What stands in for hashes and streams of Node where they are missing. It has no CRC-64: S3 asks for that one. */
const nodesOwn = instead(
  'nodes-own',
  /[\\/](Sha256Js|Sha1Js|Md5Js|createBufferedReadable\.browser|createChecksumStream\.browser|getAwsChunkedEncodingStream\.browser|sdk-stream-mixin\.browser)\.js$/,
  (text) => eachExport(text, never('Node has its own')),
)

/** Tries again in the standard manner only, in the region that Lambda names. */
const noAdaptiveRetries = instead(
  'no-adaptive-retries',
  /[\\/]util-retry[\\/]AdaptiveRetryStrategy\.js$|[\\/]regionConfig[\\/]getInstanceMetadataRegion\.js$/,
  (text) => eachExport(text, never('Left out of the bundle')),
)

/**
 * Our buckets lie in one region, and a request is not sent on into another; they are not of the kind "express", and no
 * caller brings a key of encryption along.
 */
const plainBuckets = [
  instead(
    'one-region',
    /[\\/]@aws-sdk[\\/]signature-v4-multi-region[\\/]dist-es[\\/]SignatureV4MultiRegion\.js$/,
    () =>
      "import { SignatureV4 } from '@smithy/signature-v4'\n" +
      "export class SignatureV4MultiRegion extends SignatureV4 { static sigv4aDependency() { return 'none' } }",
  ),
  instead(
    'no-express-sessions',
    /[\\/]middleware-s3-express[\\/]classes[\\/]S3ExpressIdentityProviderImpl\.js$/,
    () => 'export class S3ExpressIdentityProviderImpl {}',
  ),
  instead(
    'no-rare-buckets',
    /[\\/]submodules[\\/]s3[\\/].*[\\/](s3ExpressMiddleware|s3ExpressHttpSigningMiddleware|region-redirect-middleware|middleware-ssec)\.js$/,
    (text) => eachExport(text, '() => ({ applyToStack() {} })'),
  ),
]

export const leanSdk = [
  ownCredentials,
  sdkShapes,
  versionOnly,
  ...noRareTransport,
  nodesOwn,
  noAdaptiveRetries,
  ...plainBuckets,
]
