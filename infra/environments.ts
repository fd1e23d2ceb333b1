import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** What differs between one place we deploy to and the next. Everything else is the same everywhere, on purpose. */
export type Environment = {
  name: string
  account: string
  region: string
  /** Where web clients are served from; the only origins the API answers across origins. */
  corsOrigins: string[]
  /** Whose access tokens the API believes, and which client they must have been issued to. */
  tokens: { issuer: string; clientId: string }
  /** Where the population register is asked, once there is an agreement with Ditjen Dukcapil. */
  identityCheckUrl?: string
  /** Who hears of alarms. SNS asks this address to confirm once. */
  alarmEmail: string
  logRetention: RetentionDays
  /** How far back the table can be restored, in days; DynamoDB allows 35 at most. */
  recoveryDays: number
  /** Requests a second that the API takes, over all callers. */
  throttle: { rateLimit: number; burstLimit: number }
  /** Units a second at which the on-demand table stops, so that a loop in our code costs hours and not a budget. */
  maxUnits: { read: number; write: number }
}

// The CLI tells the account of whoever deploys. Without credentials (CI, tests) nothing is looked up in an account,
// so that any twelve digits give the same templates.
const account = process.env.CDK_DEFAULT_ACCOUNT ?? '000000000000'

// Personal data of residents stays in Indonesia.
const region = 'ap-southeast-3'

// Names under .example belong to nobody (RFC 2606): until an environment has its own, its API refuses every token.
const served = (domain: string, clientId: string) => ({
  corsOrigins: [`https://${domain}`],
  tokens: { issuer: `https://masuk.${domain}`, clientId },
  alarmEmail: `alarm@${domain}`,
})

export const dev: Environment = {
  ...served('dev.capaian.example', 'capaian-web-dev'),
  name: 'dev',
  account,
  region,
  logRetention: RetentionDays.ONE_MONTH,
  recoveryDays: 7,
  throttle: { rateLimit: 20, burstLimit: 40 },
  maxUnits: { read: 500, write: 500 },
}

export const prod: Environment = {
  ...served('capaian.example', 'capaian-web'),
  name: 'prod',
  account,
  region,
  logRetention: RetentionDays.ONE_YEAR,
  recoveryDays: 35,
  throttle: { rateLimit: 100, burstLimit: 200 },
  maxUnits: { read: 4000, write: 2000 },
}
