import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** The settings in which one deployment differs from another. On purpose, everything else is the same everywhere. */
export type Environment = {
  name: string
  /** Twelve digits. Each environment has its own account, because budgets and deployment roles belong to an account. */
  account: string
  region: string
  /**
   * Whether months close and reports are sent on a schedule. A closed month is never opened again, so only a person
   * closes months until the history is loaded and its figures are checked. Until then, no alarm reports a missing
   * closing, report or registration.
   */
  live: boolean
  /** The origins of web clients. The API answers to no other origin. */
  corsOrigins: string[]
  /** An existing sign-in service (OIDC) whose access tokens are accepted. Without one, a user pool is created. */
  tokens?: TokenIssuer
  /** Whether people who are not officials may create accounts in the user pool, to register themselves. */
  mayEverybodySignUp: boolean
  /**
   * The sender of the user pool's codes, once SES has verified the domain. Until then Cognito sends them, at most fifty
   * a day.
   */
  signInMail?: { fromEmail: string; sesVerifiedDomain: string }
  /** The address of the sign-in pages. Its certificate is in us-east-1, as Cognito requires. */
  signInDomain?: { name: string; certificateArn: string }
  /** The address of the API. Its certificate is in `region`. Without an address of our own, AWS gives the API one. */
  apiDomain?: { name: string; certificateArn: string }
  /** The address at which partners report loans. Its certificate is in `region`. By default, AWS gives one. */
  webhooksDomain?: { name: string; certificateArn: string }
  /** The address of the public pages, to which mails link. Its certificate is in us-east-1, as CloudFront requires. */
  pagesDomain?: { name: string; certificateArn: string }
  /** The address of the desk. Its certificate is in `region`. Without this address, nobody can sign in to the desk. */
  deskDomain?: { name: string; certificateArn: string }
  /** The budget of a month. The recipient of alarms is warned when it will be exceeded. */
  monthlyBudgetUsd: number
  /** The address of the population register, once there is an agreement with Ditjen Dukcapil. */
  identityCheckUrl?: string
  /**
   * Key versions of personal data (`npm run rotate`). The first version encrypts; every version decrypts. A version
   * that was ever first must stay, because stored data may need it.
   */
  keyVersions: number[]
  /** The domain that sends reports. Its DNS must have the records that the mail stack outputs. */
  mailDomain: string
  /** The API's own address, for links in mails. */
  publicUrl: string
  /** The desk's own address, to which the sign-in service returns officers. */
  deskUrl: string
  /** The day of the next month, and the hour in Jakarta, at which a month is closed and its report mailed. */
  report: { day: number; hour: number }
  /** Whether to create alarms. Each is billed, so an environment on which nobody relies has none. */
  alarms: boolean
  /** The recipient of alarms. SNS asks this address once to confirm. */
  alarmEmail: string
  logRetention: RetentionDays
  /** How many days back the table can be restored. DynamoDB allows 35 at most. */
  recoveryDays: number
  /** After a restore, the table that replaces the data stack's own table. */
  restoredTable?: string
  /** The most requests a second that the API accepts from all callers together. */
  throttle: { rateLimit: number; burstLimit: number }
  /** The most requests a minute of one person to the API, and of one partner to its endpoint. */
  callsPerMinute: number
  /** The most capacity units a second of the on-demand table, so that a loop in our code cannot use up the budget. */
  maxUnits: { read: number; write: number }
}

export type TokenIssuer = {
  /** The issuer in tokens. The gateway finds the keys at `.well-known/openid-configuration` below it. */
  issuer: string
  /** The client to which tokens are issued: the web client. */
  clientId: string
  /** The audience of tokens (`aud`). By default, the client. */
  audience?: string
  /** The address of the keys: `jwks_uri` in the issuer's configuration. By default, Cognito's address. */
  jwksUrl?: string
  /** The user pool into which people are invited. Absent if the issuer is not our own user pool. */
  userPoolId?: string
}

/**
 * The account of an environment that has no account yet. Synthesis looks nothing up in the account, so the templates
 * are the same for every number.
 */
export const placeholderAccount = '000000000000'

// Personal data of residents stays in Indonesia.
const region = 'ap-southeast-3'

// Nobody owns a name under .example (RFC 2606). Nobody can sign in to an environment until it has a real name.
const domainDefaults = (domain: string) => ({
  corsOrigins: [`https://${domain}`],
  alarmEmail: `alarm@${domain}`,
  mailDomain: domain,
  publicUrl: `https://api.${domain}`,
  deskUrl: `https://meja.${domain}`,
  live: false,
  report: { day: 5, hour: 6 },
  keyVersions: [1],
})

export const dev: Environment = {
  ...domainDefaults('dev.capaian.example'),
  name: 'dev',
  account: placeholderAccount,
  region,
  mayEverybodySignUp: true,
  alarms: false,
  monthlyBudgetUsd: 5,
  logRetention: RetentionDays.ONE_MONTH,
  recoveryDays: 7,
  throttle: { rateLimit: 20, burstLimit: 40 },
  callsPerMinute: 600,
  maxUnits: { read: 500, write: 500 },
}

export const prod: Environment = {
  ...domainDefaults('capaian.example'),
  name: 'prod',
  account: placeholderAccount,
  region,
  mayEverybodySignUp: false,
  alarms: true,
  monthlyBudgetUsd: 30,
  logRetention: RetentionDays.ONE_YEAR,
  recoveryDays: 35,
  throttle: { rateLimit: 100, burstLimit: 200 },
  callsPerMinute: 600,
  maxUnits: { read: 4000, write: 2000 },
}
