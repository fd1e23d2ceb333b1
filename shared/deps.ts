import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { KMSClient } from '@aws-sdk/client-kms'
import { S3Client } from '@aws-sdk/client-s3'
import { SESv2Client } from '@aws-sdk/client-sesv2'
import { SFNClient } from '@aws-sdk/client-sfn'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { Config } from './config.ts'
import { allowances } from './data/allowances.ts'
import { claims } from './data/claims.ts'
import { classLists } from './data/class-lists.ts'
import { deliveries } from './data/deliveries.ts'
import { disputes } from './data/disputes.ts'
import { entries } from './data/entries.ts'
import { exports } from './data/exports.ts'
import { glass } from './data/glass.ts'
import { grants } from './data/grants.ts'
import { importRows } from './data/import-rows.ts'
import { importSources } from './data/import-sources.ts'
import { imports } from './data/imports.ts'
import { issues } from './data/issues.ts'
import { loadKeyring } from './data/keys.ts'
import { ledger } from './data/ledger.ts'
import { loans } from './data/loans.ts'
import { mailings } from './data/mailings.ts'
import { matches } from './data/matches.ts'
import { memberIndex } from './data/member-index.ts'
import { members } from './data/members.ts'
import { merges } from './data/merges.ts'
import { obligations } from './data/obligations.ts'
import { obstacles } from './data/obstacles.ts'
import { pairs } from './data/pairs.ts'
import { partnerCalls } from './data/partner-calls.ts'
import { partners } from './data/partners.ts'
import { receipts } from './data/receipts.ts'
import { recipients } from './data/recipients.ts'
import { repairs } from './data/repairs.ts'
import { rightsCases } from './data/rights-cases.ts'
import { selves } from './data/selves.ts'
import { statements } from './data/statements.ts'
import { commit, type Table, type Write } from './data/table.ts'
import { tallies } from './data/tallies.ts'
import { targets } from './data/targets.ts'
import { totals } from './data/totals.ts'
import { trail } from './data/trail.ts'
import { idRandomBytes, sortableId } from './domain/id.ts'
import { memberNumber } from './domain/member-number.ts'
import { frameOf } from './domain/posting.ts'
import type { Programme } from './domain/programme.ts'
import { files } from './gateways/files.ts'
import { identityCheck } from './gateways/identity-check.ts'

import { intake } from './gateways/intake.ts'
import { jobs } from './gateways/jobs.ts'
import { keyWrapper } from './gateways/key-wrapper.ts'
import type { Keyring } from './gateways/keyring.ts'
import { mail } from './gateways/mail.ts'
import { tokens } from './gateways/tokens.ts'
import { jsonLog, type Log } from './log.ts'

/** What the use cases work with: the programme, the table's modules, the outside world, the clock and chance. */
export type Deps = Awaited<ReturnType<typeof assemble>>

/** What stands between the use cases and the outside; tests and the local run hand in their own clock and log. */
export type Outside = { programme: Programme; now: () => Date; log: Log }

/** The ledger without the outside world: what the table and its keys are enough for. */
async function assembleLedger(config: Config, { programme, now, log }: Outside) {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  })
  const table: Table = { client, name: config.TABLE_NAME, pause: setTimeout }
  const frame = frameOf(programme)
  const keyring = await loadKeyring(table, keyWrapper(new KMSClient({}), config.KMS_KEY_ID))
  return {
    frame,
    now,
    log,
    keyring,
    schedule: { day: config.REPORT_DAY, hour: config.REPORT_HOUR },
    newId: ids(now),
    newMemberNumber: (): string => memberNumber(randomBytes(8)),
    pause: table.pause,
    commit: (...writes: Write[]): Promise<void> => commit(table, ...writes),
    ...tableModules(table, keyring, frame),
  }
}

export async function assemble(config: Config, outside: Outside) {
  // Else a presigned upload would demand the checksum of an empty body.
  const s3 = new S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' })
  return {
    ...(await assembleLedger(config, outside)),
    files: files(s3, config.BUCKET_NAME),
    intake: intake(s3, config.INTAKE_BUCKET_NAME),
    identityCheck: identityCheck({ url: config.IDENTITY_CHECK_URL }),
    jobs: jobs(new SFNClient({}), config.JOB_MACHINE_ARN),
    publicUrl: config.PUBLIC_URL,
    tokens: tokens({
      issuer: config.TOKEN_ISSUER,
      clientId: config.TOKEN_CLIENT_ID,
      jwksUrl: config.TOKEN_JWKS_URL,
      now: outside.now,
    }),
  }
}

/** Well within the lease of a try: who waits longer does not learn what became of the mail. */
const mailPatience = { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true }

/** What only those who send mails work with: it weighs as much as the rest of a function. */
export const sending = (config: Config) => ({
  mail: mail(new SESv2Client({ maxAttempts: 1, requestHandler: mailPatience }), {
    from: config.MAIL_FROM,
    configurationSet: config.MAIL_CONFIGURATION_SET,
  }),
})
export type Sending = ReturnType<typeof sending>

/** Makes ids whose order is the order of making: within a millisecond, later ids borrow from the next ones. */
function ids(now: () => Date): (prefix: string) => string {
  let last = 0
  return (prefix) => {
    last = Math.max(now().getTime(), last + 1)
    return sortableId(prefix, new Date(last), randomBytes(idRandomBytes))
  }
}

const tableModules = (table: Table, keyring: Keyring, frame: ReturnType<typeof frameOf>) => ({
  members: members(table, keyring, frame),
  matches: matches(table, keyring),
  memberIndex: memberIndex(table, keyring, frame),
  selves: selves(table, keyring),
  disputes: disputes(table, frame.areas),
  pairs: pairs(table),
  trail: trail(table, keyring),
  entries: entries(table),
  tallies: tallies(table, frame.areas),
  totals: totals(table, frame.areas),
  ledger: ledger(table),
  claims: claims(table),
  merges: merges(table),
  targets: targets(table),
  issues: issues(table),
  mailings: mailings(table),
  recipients: recipients(table, keyring),
  deliveries: deliveries(table, keyring),
  grants: grants(table),
  glass: glass(table, keyring),
  allowances: allowances(table),
  repairs: repairs(table),
  rightsCases: rightsCases(table, keyring),
  exports: exports(table, keyring),
  classLists: classLists(table, keyring),
  imports: imports(table),
  importRows: importRows(table, keyring),
  importSources: importSources(table),
  obligations: obligations(table),
  partners: partners(table, keyring),
  partnerCalls: partnerCalls(table),
  receipts: receipts(table, keyring),
  loans: loans(table, keyring),
  statements: statements(table),
  obstacles: obstacles(table),
})

const live = (programme: Programme): Outside => {
  const now = () => new Date()
  return { programme, now, log: jsonLog(console.log, now) }
}

/** The dependencies of a deployed function, from its environment. */
export const liveDeps = (environment: NodeJS.ProcessEnv, programme: Programme): Promise<Deps> =>
  assemble(Config.parse(environment), live(programme))

/** Those of a function that also sends mails. */
export const liveSender = async (environment: NodeJS.ProcessEnv, programme: Programme): Promise<Deps & Sending> => ({
  ...(await liveDeps(environment, programme)),
  ...sending(Config.parse(environment)),
})

/** Those of a function that asks nobody but the table and its keys: it is started without the rest. */
export const liveLedger = (environment: NodeJS.ProcessEnv, programme: Programme) =>
  assembleLedger(Config.parse(environment), live(programme))

/** Those of the public pages: the list of issues, and issues. No key of personal data is opened. */
export function livePublic(environment: NodeJS.ProcessEnv) {
  const config = Config.parse(environment)
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}))
  return {
    issues: issues({ client, name: config.TABLE_NAME, pause: setTimeout }),
    files: files(new S3Client({}), config.BUCKET_NAME),
    log: jsonLog(console.log, () => new Date()),
  }
}
