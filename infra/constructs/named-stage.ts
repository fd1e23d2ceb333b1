import { CfnOutput, type Stack } from 'aws-cdk-lib'
import { DomainName, type HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import type { Environment } from '../environments.ts'
import { LoggedStage } from './logged-stage.ts'

type HostName = NonNullable<Environment['apiDomain']>

/**
 * Adds the stage of an HTTP API, with our own domain if it has one. Outputs the address, and the DNS record that the
 * domain needs. The gateway requires TLS 1.2 or later by default.
 */
export function addNamedStage(stack: Stack, httpApi: HttpApi, environment: Environment, host?: HostName): void {
  new LoggedStage(stack, 'Stage', {
    httpApi,
    environment,
    ...(host && { domainMapping: { domainName: createDomain(stack, host) } }),
  })
  new CfnOutput(stack, 'Url', { value: host ? `https://${host.name}` : httpApi.apiEndpoint })
}

function createDomain(stack: Stack, { name, certificateArn }: HostName): DomainName {
  const domain = new DomainName(stack, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(stack, 'Certificate', certificateArn),
  })
  new CfnOutput(stack, 'DomainPointsTo', { value: `${name} CNAME ${domain.regionalDomainName}` })
  return domain
}
