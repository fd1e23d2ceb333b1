import { App, Stage, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Construct } from 'constructs'
import type { Config } from './constructs/service-function.ts'
import { dev, type Environment, prod } from './environments.ts'
import { ApiStack } from './stacks/api-stack.ts'
import { DataStack } from './stacks/data-stack.ts'
import { JobsStack } from './stacks/jobs-stack.ts'

/** Capaian in one environment, of functions that were built into the folder `bundles`. */
export function capaian(scope: Construct, environment: Environment, bundles: string) {
  const stage = new Stage(scope, `capaian-${environment.name}`)
  const data = new DataStack(stage, 'data', environment)
  const config: Config = {
    TABLE_NAME: data.table.tableName,
    BUCKET_NAME: data.files.bucketName,
    KMS_KEY_ID: data.dataKey.keyId,
    TOKEN_ISSUER: environment.tokens.issuer,
    TOKEN_CLIENT_ID: environment.tokens.clientId,
  }
  const props = { environment, data, config, bundles }
  return { data, api: new ApiStack(stage, 'api', props), jobs: new JobsStack(stage, 'jobs', props) }
}

if (import.meta.main) {
  const app = new App()
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
  for (const environment of [dev, prod]) capaian(app, environment, process.env.BUNDLES ?? 'dist')
}
