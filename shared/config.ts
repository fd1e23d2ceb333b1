import * as z from 'zod'
import { ReportSchedule } from './domain/mail/mailing.ts'

/** The settings in a function's environment. The SDK also reads its own variables (region, endpoints). */
export const Config = z.object({
  TABLE_NAME: z.string().min(3),
  BUCKET_NAME: z.string().min(3),
  INTAKE_BUCKET_NAME: z.string().min(3),
  JOB_MACHINE_ARN: z.string().min(1),
  KMS_KEY_ID: z.string().min(1),
  KEY_VERSIONS: z
    .string()
    .transform((text) => text.split(',').map(Number))
    .pipe(z.array(z.int().min(1).max(255)).min(1))
    .describe('Versions of the keyring, divided by commas: the first writes, all of them read'),
  IDENTITY_CHECK_URL: z
    .url()
    .optional()
    .describe('The address of the population register; absent until there is an agreement with Ditjen Dukcapil'),
  PUSH_TO_LOOPBACK: z
    .stringbool()
    .optional()
    .describe('Whether pushes may also go to this machine by plain http, for trying things out'),
  MAIL_FROM: z.string().min(3).describe('The sender of reports, such as Capaian <laporan@capaian.example>'),
  MAIL_CONFIGURATION_SET: z.string().min(1).describe('The SES configuration set that routes events about our mails'),
  PUBLIC_URL: z.url().describe('Where links in mails lead: the address of the API, without a slash at its end'),
  PAGES_URL: z
    .url()
    .optional()
    .describe('Where the public pages are, without a slash at its end; without it no mail leads there'),
  DESK_URL: z.url().describe('Where the desk is, without a slash at its end'),
  CALLS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('The most calls a minute of one person or partner; default: no limit'),
  REPORT_DAY: ReportSchedule.shape.day.describe('The day of the next month on which a report is mailed'),
  REPORT_HOUR: ReportSchedule.shape.hour.describe('The hour of that day, in the zone of the programme'),
  TOKEN_ISSUER: z.url(),
  TOKEN_CLIENT_ID: z.string().min(1),
  TOKEN_AUDIENCE: z.string().min(1).optional().describe('The audience of access tokens; default: the client'),
  TOKEN_JWKS_URL: z
    .url()
    .optional()
    .describe('Where the keys of the issuer are; without it, where Cognito has its own'),
  USER_POOL_ID: z
    .string()
    .min(1)
    .optional()
    .describe('The user pool for invitations; absent if the issuer is not a user pool of ours'),
})
export type Config = z.infer<typeof Config>

/** Writes a configuration as environment variables. Leaves out settings without a value. */
export const toEnvironment = (config: Config): Record<string, string> =>
  Object.fromEntries(
    Object.entries(config).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]])),
  )
