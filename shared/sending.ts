import { SESv2Client } from '@aws-sdk/client-sesv2'
import { Config } from './config.ts'
import { type Deps, loadDeps } from './deps.ts'
import type { Programme } from './domain/programme/programme.ts'
import { mail } from './gateways/mail.ts'

/** These times lie well within the lease of a try. After a time-out, nobody knows whether the mail was sent. */
const mailPatience = { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true }

/**
 * The dependencies of sending mail. They are separate, because the SES client is as large as the rest of a function.
 */
export const senderDeps = (config: Config) => ({
  mail: mail(new SESv2Client({ maxAttempts: 1, requestHandler: mailPatience }), {
    from: config.MAIL_FROM,
    configurationSet: config.MAIL_CONFIGURATION_SET,
  }),
})
export type SenderDeps = ReturnType<typeof senderDeps>

/** Loads the dependencies of a deployed function that also sends mail. */
export const loadSenderDeps = async (
  environment: NodeJS.ProcessEnv,
  programme: Programme,
): Promise<Deps & SenderDeps> => ({
  ...(await loadDeps(environment, programme)),
  ...senderDeps(Config.parse(environment)),
})
