import { App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Config } from '../shared/config.ts'
import { dev, type Environment, prod } from './environments.ts'
import { jobMachineArn } from './job-machine-name.ts'
import { nameResources, removeAlarms } from './names.ts'
import { ApiStack } from './stacks/api-stack.ts'
import { BudgetStack } from './stacks/budget-stack.ts'
import { DataStack } from './stacks/data-stack.ts'
import { DeskStack } from './stacks/desk-stack.ts'
import { IdentityStack } from './stacks/identity-stack.ts'
import { JobsStack } from './stacks/jobs-stack.ts'
import { MachineStack } from './stacks/machine-stack.ts'
import { configurationSetName, MailStack } from './stacks/mail-stack.ts'
import { PagesStack } from './stacks/pages-stack.ts'
import { WatchStack } from './stacks/watch-stack.ts'
import { WebhooksStack } from './stacks/webhooks-stack.ts'

/** Creates all stacks of an environment from the functions that were built into `bundles`. */
export function createStacks(app: App, environment: Environment, bundles: string) {
  // The stacks belong to the app and not to a stage, because `cdk synth` skips nested stages and their findings.
  const id = (stack: string) => `capaian-${environment.name}-${stack}`
  const data = new DataStack(app, id('data'), environment)
  const { tokens, ...signIn } = environment.tokens
    ? { tokens: environment.tokens }
    : ownSignIn(new IdentityStack(app, id('identity'), environment))
  const config: Config = {
    TABLE_NAME: data.tableName,
    BUCKET_NAME: data.files.bucketName,
    INTAKE_BUCKET_NAME: data.intake.bucketName,
    JOB_MACHINE_ARN: jobMachineArn(environment),
    KMS_KEY_ID: data.key.keyId,
    KEY_VERSIONS: environment.keyVersions,
    MAIL_FROM: `Capaian <laporan@${environment.mailDomain}>`,
    MAIL_CONFIGURATION_SET: configurationSetName(environment),
    PUBLIC_URL: environment.publicUrl,
    PAGES_URL: environment.pagesDomain && `https://${environment.pagesDomain.name}`,
    DESK_URL: environment.deskUrl,
    REPORT_DAY: environment.report.day,
    REPORT_HOUR: environment.report.hour,
    TOKEN_ISSUER: tokens.issuer,
    TOKEN_CLIENT_ID: tokens.clientId,
    TOKEN_AUDIENCE: tokens.audience,
    TOKEN_JWKS_URL: tokens.jwksUrl,
    USER_POOL_ID: tokens.userPoolId,
    IDENTITY_CHECK_URL: environment.identityCheckUrl,
    CALLS_PER_MINUTE: environment.callsPerMinute,
  }
  const props = { environment, data, config, bundles }
  const serviceStacks = {
    api: new ApiStack(app, id('api'), props),
    machine: new MachineStack(app, id('machine'), props),
    jobs: new JobsStack(app, id('jobs'), props),
    webhooks: new WebhooksStack(app, id('webhooks'), props),
    mail: new MailStack(app, id('mail'), props),
    pages: new PagesStack(app, id('pages'), props),
    desk: new DeskStack(app, id('desk'), props),
  }
  const stacks = Object.values(serviceStacks)
  if (!environment.alarms) removeAlarms(stacks)
  nameResources(stacks, environment.name)
  return {
    data,
    ...signIn,
    ...serviceStacks,
    watch: new WatchStack(app, id('watch'), { environment, data, stacks }),
    budget: new BudgetStack(app, id('budget'), environment),
  }
}

const ownSignIn = (identity: IdentityStack) => ({ tokens: identity.tokens, identity })

/** Adds the rules of a security review. A finding fails the synthesis unless it is acknowledged with a reason. */
export const addReview = (app: App) => Validations.of(app).addPlugins(new AwsSolutionsChecks(app))

if (import.meta.main) {
  const app = new App()
  addReview(app)
  for (const environment of [dev, prod]) createStacks(app, environment, process.env.BUNDLES ?? 'dist')
}
