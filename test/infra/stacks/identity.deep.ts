import { Match, Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { keptResource, production } from '../../support/production.ts'
import { assembleOnce } from '../../support/synthesized.ts'

const ownPool = production.stacks.identity
const identity = ownPool ? production.templateOf(ownPool) : Template.fromJSON({})

describe('signing in', () => {
  it('requires a second factor by app and a long password of everybody', () => {
    identity.hasResource('AWS::Cognito::UserPool', {
      ...keptResource,
      Properties: {
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        DeletionProtection: 'ACTIVE',
        UserPoolTier: 'ESSENTIALS',
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        Policies: { PasswordPolicy: { MinimumLength: 12, PasswordHistorySize: 5 } },
      },
    })
    expect(ownPool && production.isProtected(ownPool)).toBe(true)
  })

  it('works by code for our own pages only, without a client secret, and lasts half an hour', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolClient', {
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid'],
      CallbackURLs: ['https://meja.capaian.example/sign-in/back', 'https://capaian.example/masuk'],
      LogoutURLs: ['https://meja.capaian.example/signed-out', 'https://capaian.example/keluar'],
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AccessTokenValidity: 30,
      TokenValidityUnits: { AccessToken: 'minutes' },
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    })
  })

  it('uses the pages of the managed login, which are shown only if they have a style', () => {
    identity.hasResourceProperties('AWS::Cognito::UserPoolDomain', {
      Domain: 'capaian-prod-000000000000',
      ManagedLoginVersion: 2,
    })
    identity.hasResourceProperties('AWS::Cognito::ManagedLoginBranding', { UseCognitoProvidedValues: true })
  })

  it('may have its pages under our own host name, and says where that must point', () => {
    const signInDomain = {
      name: 'masuk.capaian.example',
      certificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/1',
    }
    const { stacks, templateOf } = assembleOnce({ ...prod, signInDomain })
    const template = stacks.identity ? templateOf(stacks.identity) : Template.fromJSON({})
    template.hasResourceProperties('AWS::Cognito::UserPoolDomain', { Domain: signInDomain.name })
    template.hasOutput('DomainPointsTo', {
      Value: {
        'Fn::Join': [
          '',
          [
            'masuk.capaian.example CNAME ',
            { 'Fn::GetAtt': [Match.stringLikeRegexp('^UsersDomain|^Domain'), 'CloudFrontDistribution'] },
          ],
        ],
      },
    })
  })

  it('may be done by another issuer: then there is no pool, and host names and certificates are still ours', () => {
    const issuer = 'https://masuk.jakarta.go.id/realms/pegawai'
    const audience = 'https://api.capaian.example'
    const jwksUrl = `${issuer}/protocol/openid-connect/certs`
    const tokens = { issuer, clientId: 'capaian', audience, jwksUrl }
    const apiDomain = {
      name: 'api.capaian.example',
      certificateArn: `arn:aws:acm:${prod.region}:${prod.account}:certificate/1`,
    }
    const { stacks, templateOf } = assembleOnce({ ...prod, tokens, apiDomain })
    expect(stacks.identity).toBeUndefined()
    const template = templateOf(stacks.api)
    template.hasResourceProperties('AWS::ApiGatewayV2::Authorizer', {
      JwtConfiguration: { Audience: [audience], Issuer: issuer },
    })
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          TOKEN_ISSUER: issuer,
          TOKEN_CLIENT_ID: 'capaian',
          TOKEN_AUDIENCE: audience,
          TOKEN_JWKS_URL: jwksUrl,
        },
      },
    })
    template.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true })
    template.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: apiDomain.name,
      DomainNameConfigurations: [{ CertificateArn: apiDomain.certificateArn }],
    })
    template.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1)
  })
})
