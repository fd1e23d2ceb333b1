import type { Import, ImportGraph } from './import-graph.ts'

/**
 * What the files of a layer may import. The first group of `files` is the layer's own folder, which is always allowed.
 * `may` and `types` (as types only) are folders ending with `/`, files, and packages; `node:` is everything that Node has.
 */
type LayerRule = { layer: string; files: RegExp; may: string[]; types?: string[] }

const anyPackage = '*'
const sdkClients = ['cognito-identity-provider', 'dynamodb', 'kms', 's3', 'sesv2', 'sfn'].map(
  (service) => `@aws-sdk/client-${service}`,
)

/** A file belongs to the first layer whose pattern matches it. */
const layers: LayerRule[] = [
  // Pure: these libraries only transform what they are given.
  { layer: 'domain', files: /^(shared\/domain\/)/, may: ['zod', 'node:crypto', 'node:net', 'standardwebhooks'] },
  { layer: 'programme', files: /^(shared\/programme\/)/, may: ['shared/domain/', 'zod'] },
  {
    layer: 'usecases',
    files: /^(shared\/usecases\/)/,
    may: ['shared/domain/', 'shared/programme/', 'zod', 'node:'],
    types: [
      'shared/deps.ts',
      'shared/desk-deps.ts',
      'shared/sending.ts',
      'shared/metrics.ts',
      'shared/log.ts',
      'shared/data/',
    ],
  },
  {
    layer: 'data',
    files: /^(shared\/data\/)/,
    may: ['shared/domain/', '@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb', 'zod', 'node:'],
    types: ['shared/gateways/'],
  },
  {
    layer: 'render',
    files: /^(shared\/render\/)/,
    may: ['shared/domain/', 'pdfkit', '@resvg/resvg-wasm', 'node:'],
  },
  {
    layer: 'gateways',
    files: /^(shared\/gateways\/)/,
    may: ['shared/domain/', ...sdkClients, '@aws-sdk/s3-request-presigner', 'jose', 'nodemailer/', 'zod', 'node:'],
  },
  // Where an application is put together from its parts.
  { layer: 'assembly', files: /^(shared\/)[^/]+\.ts$/, may: [...sdkClients, 'hono/', 'zod', 'node:crypto'] },
  {
    layer: 'lambda',
    files: /^(functions\/[^/]+\/)lambda\.ts$/,
    may: ['shared/', 'hono/', 'node:'],
  },
  {
    layer: 'functions',
    files: /^(functions\/[^/]+\/)/,
    may: [
      'shared/domain/',
      'shared/usecases/',
      'shared/render/',
      'shared/log.ts',
      'hono/',
      '@hono/',
      '@modelcontextprotocol/server',
      'zod',
      'node:',
    ],
    types: ['shared/deps.ts', 'shared/desk-deps.ts', 'shared/sending.ts', 'shared/metrics.ts'],
  },
  // What builds, deploys and runs the others may use all of them.
  { layer: 'infra', files: /^(infra\/)/, may: ['shared/', 'functions/', anyPackage] },
]

/** Every import that the rules forbid, as a sentence that names the file, the import and the rule. */
export const findForbiddenImports = (graph: ImportGraph): string[] =>
  [...graph].flatMap(([file, imports]) =>
    imports.flatMap((each) => [...listLayerProblems(file, each), ...listDecisionProblems(file, each)]),
  )

function listLayerProblems(file: string, { target, isType, isPackage }: Import): string[] {
  const rule = layers.find(({ files }) => files.test(file))
  if (!rule) return [`${file} belongs to no layer`]
  const { layer, files, may, types = [] } = rule
  const ownFolder = files.exec(file)?.[1] ?? file
  const allowedImports = [...may, ...(isType ? types : [])]
  if (!isPackage && target.startsWith(ownFolder)) return []
  if (isPackage && allowedImports.includes(anyPackage)) return []
  if (allowedImports.some((one) => target === one || (/[/:]$/.test(one) && `${target}/`.startsWith(one)))) return []
  return [`${file} may not import ${target}: the layer ${layer} may not`]
}

/**
 * A handler decides nothing: from the folders of rules it imports schemas (their names begin with a capital) and no
 * rule. Use cases ask whether somebody may act, and what the act does.
 */
function listDecisionProblems(file: string, { target, names }: Import): string[] {
  if (!file.startsWith('functions/') || !/^shared\/domain\/(access|acts)\//.test(target)) return []
  return names
    .filter((name) => !/^[A-Z]/.test(name))
    .map((name) => `${file} may not import ${name} of ${target}: rules are asked in use cases`)
}
