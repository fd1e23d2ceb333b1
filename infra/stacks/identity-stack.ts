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
import { isProtected } from '../protection.ts'

/**
 * The user pool and its sign-in pages, in the region of the data. Everybody needs a second factor, because anybody in
 * the pool may be given a grant. Rights are stored in the table and not here, so a token alone gives access to nothing.
 */
export class IdentityStack extends Stack {
  /** The issuer and the client of the access tokens that the API accepts. */
  readonly tokens: TokenIssuer

  constructor(scope: Construct, id: string, environment: Environment) {
    super(scope, id, {
      env: { account: environment.account, region: environment.region },
      description: `Capaian ${environment.name}: who signs in`,
    })
    this.terminationProtection = isProtected(this)
    const pool = this.createPool(environment)
    const client = this.createWebClient(pool, environment)
    this.createPages(pool, client, environment)
    this.tokens = {
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${pool.userPoolId}`,
      clientId: client.userPoolClientId,
      userPoolId: pool.userPoolId,
    }
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId })
    new CfnOutput(this, 'ClientId', { value: client.userPoolClientId })
  }

  private createPool({ name, signInMail, mayEverybodySignUp, deskUrl }: Environment): UserPool {
    const pool = new UserPool(this, 'Users', {
      userPoolName: `capaian-${name}`,
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: mayEverybodySignUp,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      // Cognito does not know a user's language, so the mail is in both languages.
      userInvitation: {
        emailSubject: 'Undangan ke meja Capaian / Invitation to the Capaian desk',
        emailBody:
          `Anda diundang ke meja Capaian. Masuk di ${deskUrl} dengan alamat {username} dan kata sandi sementara {####}, ` +
          'yang berlaku tujuh hari. Setelah itu Anda memilih kata sandi sendiri dan memasang aplikasi autentikator.<br><br>' +
          `You are invited to the Capaian desk. Sign in at ${deskUrl} with {username} and the temporary password {####}, ` +
          'which holds for seven days. Then you choose a password of your own and set up an authenticator app.',
      },
      // A new address counts once the person has confirmed it.
      keepOriginal: { email: true },
      mfa: Mfa.REQUIRED,
      // No SMS: it is the weakest factor, expensive in Indonesia, and needs a phone number of every official.
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
      // Without our own sender, Cognito sends the mails itself, at most fifty a day.
      ...(signInMail && { email: UserPoolEmail.withSES({ ...signInMail, fromName: 'Capaian' }) }),
      deletionProtection: isProtected(this),
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    Validations.of(pool).acknowledge({
      id: 'AwsSolutions-COG8',
      reason:
        'The Plus plan (risk scores, leaked passwords) is paid for every person, without a free tier. Here everybody needs a ' +
        "second factor, and signing in gives access only to one's own record: other rights come from grants in the table.",
    })
    return pool
  }

  /** A web page cannot keep a secret, so the client proves with PKCE that it asked for the code. */
  private createWebClient(pool: UserPool, { corsOrigins, deskUrl }: Environment): UserPoolClient {
    return pool.addClient('Web', {
      generateSecret: false,
      // Listed explicitly, because Cognito's default allows more flows. With SRP the password never travels in clear
      // text, and MFA still follows.
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

  private createPages(pool: UserPool, client: UserPoolClient, { name, account, signInDomain }: Environment): void {
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
    // Without a style, managed login shows this client no page at all.
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
