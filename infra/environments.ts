import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** What differs between one place we deploy to and the next. Everything else is the same everywhere, on purpose. */
export type Environment = {
  name: string
  /** Twelve digits, and of each environment others: budgets and the roles that deploy are an account's. */
  account: string
  region: string
  /**
   * Whether months are closed and reported by the clock. A closed month is never opened again, so that nothing but a
   * person closes any before the history is in and its figures were looked at. Until then nobody is missed either:
   * neither the run that closes a month, nor its report, nor somebody who is registered.
   */
  live: boolean
  /** Where web clients are served from; the only origins the API answers across origins. */
  corsOrigins: string[]
  /** Where people sign in already (OIDC), and whose access tokens are believed. Else a user pool is made. */
  tokens?: TokenIssuer
  /** Whether people who are nobody's official may make themselves an account of the user pool, to register themselves. */
  mayEverybodySignUp: boolean
  /** From whom codes of the user pool come, once SES has verified the domain. Until then from Cognito, fifty a day. */
  signInMail?: { fromEmail: string; sesVerifiedDomain: string }
  /** The address of the sign-in pages; its certificate stands in us-east-1, where Cognito looks for it. */
  signInDomain?: { name: string; certificateArn: string }
  /** The address of the API; its certificate stands in the region. Without one, AWS names the API. */
  apiDomain?: { name: string; certificateArn: string }
  /**
   * The address of the public pages, to which mails then lead; its certificate stands in us-east-1, where CloudFront
   * looks for it.
   */
  pagesDomain?: { name: string; certificateArn: string }
  /** The address of the desk; its certificate stands in the region. Without one, nobody can sign in to it. */
  deskDomain?: { name: string; certificateArn: string }
  /** What a month may cost; who hears of alarms is told when it will be more. */
  monthlyBudgetUsd: number
  /** Where the population register is asked, once there is an agreement with Ditjen Dukcapil. */
  identityCheckUrl?: string
  /** Keys of personal data (`npm run rotate`): the first writes, all of them read. None that was ever first may go. */
  keyVersions: number[]
  /** Whose mail server reports come from: its DNS must carry the records that the mail stack puts out. */
  mailDomain: string
  /** Where links in mails lead: the API's own address. */
  publicUrl: string
  /** Where officers work: the desk's own address, to which the sign-in service sends them back. */
  deskUrl: string
  /** On which day of the next month, and at which hour in Jakarta, a month is closed and its report mailed. */
  report: { day: number; hour: number }
  /** Who hears of alarms. SNS asks this address to confirm once. */
  alarmEmail: string
  logRetention: RetentionDays
  /** How far back the table can be restored, in days; DynamoDB allows 35 at most. */
  recoveryDays: number
  /** The table that the data were restored to, once that was necessary: it is used in place of the one in the data stack. */
  restoredTable?: string
  /** Requests a second that the API takes, over all callers. */
  throttle: { rateLimit: number; burstLimit: number }
  /** Units a second at which the on-demand table stops, so that a loop in our code costs hours and not a budget. */
  maxUnits: { read: number; write: number }
}

export type TokenIssuer = {
  /** As it stands in tokens; `.well-known/openid-configuration` below it is where the gateway looks for the keys. */
  issuer: string
  /** Whom tokens are issued to: the web client. */
  clientId: string
  /** Whom tokens are for (`aud`), where that is not the client itself. */
  audience?: string
  /** Where the keys are: `jwks_uri` of that configuration. Without it, where Cognito has them. */
  jwksUrl?: string
}

/** Until an environment has an account of its own. Nothing is looked up in one, so that any gives the same templates. */
export const placeholderAccount = '000000000000'

// Personal data of residents stays in Indonesia.
const region = 'ap-southeast-3'

// Names under .example belong to nobody (RFC 2606): until an environment has its own, nobody can sign in to it.
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
  monthlyBudgetUsd: 20,
  logRetention: RetentionDays.ONE_MONTH,
  recoveryDays: 7,
  throttle: { rateLimit: 20, burstLimit: 40 },
  maxUnits: { read: 500, write: 500 },
}

export const prod: Environment = {
  ...domainDefaults('capaian.example'),
  name: 'prod',
  account: placeholderAccount,
  region,
  mayEverybodySignUp: false,
  monthlyBudgetUsd: 150,
  logRetention: RetentionDays.ONE_YEAR,
  recoveryDays: 35,
  throttle: { rateLimit: 100, burstLimit: 200 },
  maxUnits: { read: 4000, write: 2000 },
}
