import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  type UserPoolClient,
  UserPoolDomain,
  UserPoolEmail,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import type { Environment, TokenIssuer } from '../environments.ts'

/**
 * Who signs in: a user pool with pages of its own, in the region of the data. Nobody comes in without a second factor,
 * for anybody in it may be given a grant. What somebody may do is
 * not here but in the table, so that a token alone opens nothing.
 */
export class IdentityStack extends Stack {
  /** Whose access tokens the API believes, and which client they must have been issued to. */
  readonly tokens: TokenIssuer

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: who signs in`,
      terminationProtection: true,
    })
    const pool = this.pool(environment)
    const client = this.webClient(pool, environment)
    this.pages(pool, client, environment)
    this.tokens = {
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${pool.userPoolId}`,
      clientId: client.userPoolClientId,
    }
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId })
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId })
  }

  private pool({ name, signInMail, mayEverybodySignUp }: Environment): UserPool {
    const pool = new UserPool(this, 'Users', {
      userPoolName: `capaian-${name}`,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: mayEverybodySignUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // A change of address counts when the new one is proven.
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      // No SMS: it is the weakest factor, is dear in Indonesia, and would need a number of every official.
      mfaSecondFactor: { sms: false, otp: true },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        passwordHistorySize: 5,
        tempPasswordValidity: Duration.days(7),
      },
      // Without a sender of our own Cognito sends itself, fifty mails a day at most.
      ...(signInMail && { email: UserPoolEmail.withSES({ ...signInMail, fromName: 'Capaian' }) }),
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'What the plus plan adds (risk scores, leaked passwords) is paid per person from the first; here a second factor ' +
        "is required of everybody, and a sign-in gives no rights beyond one's own record: grants in the table do.",
    })
    return pool
  }

  /** Web pages cannot keep a secret: the code comes with proof of who asked for it (PKCE). */
  private webClient(pool: UserPool, { corsOrigins, deskUrl }: Environment): UserPoolClient {
    return pool.addClient('Web', {
      generateSecret: false,
      // Named, for without a name Cognito would open more: a password never travels in the clear, and MFA still follows.
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [`${deskUrl}/sign-in/back`, ...corsOrigins.map((origin) => `${origin}/masuk`)],
        logoutUrls: [`${deskUrl}/signed-out`, ...corsOrigins.map((origin) => `${origin}/keluar`)],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(30),
      idTokenValidity: Duration.minutes(30),
      refreshTokenValidity: Duration.hours(12),
    })
  }

  private pages(pool: UserPool, client: UserPoolClient, { name, account, signInDomain }: Environment): void {
    const domain = new UserPoolDomain(this, 'Domain', {
      userPool: pool,
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
      ...(signInDomain
        ? {
            customDomain: {
              domainName: signInDomain.name,
              certificate: Certificate.fromCertificateArn(this, 'Certificate', signInDomain.certificateArn),
            },
          }
        : { cognitoDomain: { domainPrefix: `capaian-${name}-${account}` } }),
    })
    // Managed login shows no page for a client without a style, be it the plain one.
    new CfnManagedLoginBranding(this, 'Style', {
      userPoolId: pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    })
    new CfnOutput(this, 'SignIn', { value: domain.baseUrl() })
    if (signInDomain)
      new CfnOutput(this, 'DomainPointsTo', { value: `${signInDomain.name} CNAME ${domain.cloudFrontEndpoint}` })
  }
}
