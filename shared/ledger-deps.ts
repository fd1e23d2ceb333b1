import { randomBytes } from 'node:crypto'
import { KMSClient } from '@aws-sdk/client-kms'
import { Config } from './config.ts'
import { allowances } from './data/allowances.ts'
import { breakGlassLog } from './data/break-glass-log.ts'
import { callCounts } from './data/call-counts.ts'
import { checkpoints } from './data/checkpoints.ts'
import { claims } from './data/claims.ts'
import { classLists } from './data/class-lists.ts'
import { consents } from './data/consents.ts'
import { deliveries } from './data/deliveries.ts'
import { disputes } from './data/disputes.ts'
import { entries } from './data/entries.ts'
import { eventLog } from './data/event-log.ts'
import { evidenceFiles } from './data/evidence-files.ts'
import { exports } from './data/exports.ts'
import { grants } from './data/grants.ts'
import { importRows } from './data/import-rows.ts'
import { importSources } from './data/import-sources.ts'
import { imports } from './data/imports.ts'
import { issues } from './data/issues.ts'
import { loadKeys } from './data/keys.ts'
import { ledger } from './data/ledger.ts'
import { loans } from './data/loans.ts'
import { mailings } from './data/mailings.ts'
import { matches } from './data/matches.ts'
import { memberIndex } from './data/member-index.ts'
import { members } from './data/members.ts'
import { membersWithoutNik } from './data/members-without-nik.ts'
import { merges } from './data/merges.ts'
import { newsDeliveries } from './data/news-deliveries.ts'
import { obligations } from './data/obligations.ts'
import { obstacles } from './data/obstacles.ts'
import { pairs } from './data/pairs.ts'
import { partnerCalls } from './data/partner-calls.ts'
import { partners } from './data/partners.ts'
import { passedOver } from './data/passed-over.ts'
import { readyMembers } from './data/ready-members.ts'
import { receipts } from './data/receipts.ts'
import { recipients } from './data/recipients.ts'
import { referralFiles } from './data/referral-files.ts'
import { referrals } from './data/referrals.ts'
import { refusedCalls } from './data/refused-calls.ts'
import { repairs } from './data/repairs.ts'
import { rightsCases } from './data/rights-cases.ts'
import { selves } from './data/selves.ts'
import { statements } from './data/statements.ts'
import { subscribers } from './data/subscribers.ts'
import { commit, type Table, tableNamed, type Write } from './data/table.ts'
import { tallies } from './data/tallies.ts'
import { targets } from './data/targets.ts'
import { totals } from './data/totals.ts'
import { trail } from './data/trail.ts'
import { trailSeals } from './data/trail-seals.ts'
import { yardsticks } from './data/yardsticks.ts'
import { type KeptFigures, mostKeptFigures } from './domain/figures/kept-figures.ts'
import { makeFrame } from './domain/ledger/frame.ts'
import type { Programme } from './domain/programme/programme.ts'
import { makeBoundedMemory } from './domain/values/bounded-memory.ts'
import { idRandomBytes, makeSortableId } from './domain/values/id.ts'
import { makeMemberNumber } from './domain/values/member-number.ts'
import { keyWrapper } from './gateways/key-wrapper.ts'
import { type Keyring, keyring } from './gateways/keyring.ts'
import { type Log, objectLog } from './log.ts'

/** What surrounds the use cases. Tests and the local run supply their own clock and log. */
export type Surroundings = { programme: Programme; now: () => Date; log: Log }

/** The table, and the keys to what is encrypted in it. */
export type Store = { table: Table; keyring: Keyring }

/** Opens the table and decrypts its keys. */
export async function openStore(config: Config): Promise<Store> {
  const table = tableNamed(config.TABLE_NAME)
  return {
    table,
    keyring: keyring(await loadKeys(table, keyWrapper(new KMSClient({}), config.KMS_KEY_ID), config.KEY_VERSIONS)),
  }
}

/** Assembles the dependencies that need only the table and its keys. */
export function assembleLedger({ table, keyring }: Store, config: Config, { programme, now, log }: Surroundings) {
  const frame = makeFrame(programme)
  return {
    frame,
    now,
    log,
    keyring,
    keptFigures: makeBoundedMemory<KeptFigures>(mostKeptFigures),
    callsPerMinute: config.CALLS_PER_MINUTE,
    schedule: { day: config.REPORT_DAY, hour: config.REPORT_HOUR },
    newId: idMaker(now),
    newMemberNumber: (): string => makeMemberNumber(randomBytes(8)),
    pause: table.pause,
    random: table.random,
    commit: (...writes: Write[]): Promise<void> => commit(table, ...writes),
    ...tableModules(table, keyring, frame),
  }
}

/**
 * Makes ids that sort in the order in which they were made. Further ids in one millisecond take the times of the
 * following milliseconds.
 */
function idMaker(now: () => Date): (prefix: string) => string {
  let last = 0
  return (prefix) => {
    last = Math.max(now().getTime(), last + 1)
    return makeSortableId(prefix, new Date(last), randomBytes(idRandomBytes))
  }
}

const tableModules = (table: Table, keyring: Keyring, frame: ReturnType<typeof makeFrame>) => ({
  members: members(table, keyring, frame),
  matches: matches(table, keyring),
  memberIndex: memberIndex(table, keyring, frame),
  selves: selves(table, keyring),
  disputes: disputes(table, frame.areas),
  membersWithoutNik: membersWithoutNik(table),
  pairs: pairs(table),
  trail: trail(table, keyring),
  trailSeals: trailSeals(table),
  entries: entries(table),
  tallies: tallies(table, frame.areas),
  totals: totals(table, frame.areas),
  ledger: ledger(table),
  checkpoints: checkpoints(table),
  claims: claims(table),
  merges: merges(table),
  targets: targets(table),
  yardsticks: yardsticks(table),
  issues: issues(table),
  mailings: mailings(table),
  recipients: recipients(table, keyring),
  deliveries: deliveries(table, keyring),
  newsDeliveries: newsDeliveries(table),
  eventLog: eventLog(table),
  subscribers: subscribers(table, keyring),
  grants: grants(table),
  breakGlassLog: breakGlassLog(table, keyring),
  allowances: allowances(table),
  callCounts: callCounts(table),
  repairs: repairs(table),
  rightsCases: rightsCases(table, keyring),
  evidenceFiles: evidenceFiles(table, keyring),
  exports: exports(table, keyring),
  classLists: classLists(table, keyring),
  imports: imports(table, keyring),
  importRows: importRows(table, keyring),
  importSources: importSources(table),
  obligations: obligations(table),
  partners: partners(table, keyring),
  partnerCalls: partnerCalls(table),
  receipts: receipts(table, keyring),
  passedOver: passedOver(table),
  refusedCalls: refusedCalls(table),
  loans: loans(table, keyring),
  consents: consents(table),
  referralFiles: referralFiles(table),
  readyMembers: readyMembers(table, frame.areas),
  referrals: referrals(table, keyring, frame.areas),
  statements: statements(table),
  obstacles: obstacles(table),
})

/** The real clock and the log of a function on Lambda. */
export const lambdaSurroundings = (programme: Programme): Surroundings => ({
  programme,
  now: () => new Date(),
  log: objectLog(console),
})

/** Loads the dependencies of a function that needs only the table and its keys. It starts faster without the rest. */
export async function loadLedgerDeps(environment: NodeJS.ProcessEnv, programme: Programme) {
  const config = Config.parse(environment)
  return assembleLedger(await openStore(config), config, lambdaSurroundings(programme))
}
