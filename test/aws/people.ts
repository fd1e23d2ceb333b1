import { createHash, randomBytes } from 'node:crypto'
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { decodeJwt } from 'jose'
import * as z from 'zod'
import { reach } from './emulator.ts'

const password = 'Rahasia-Sekali-2026!'
const Granted = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  id_token: z.string(),
  expires_in: z.number(),
})

export type Person = { subject: string; tokens: z.infer<typeof Granted> }

type Pool = { endpoint: string; poolId: string; clientId: string; callback: string }

/** Makes somebody an account in the user pool and signs in with it as a browser does: code flow with PKCE. */
export async function signInPerson({ endpoint, poolId, clientId, callback }: Pool, name: string): Promise<Person> {
  const cognito = new CognitoIdentityProviderClient(reach(endpoint))
  const account = { UserPoolId: poolId, Username: `${name}@capaian.example` }
  const attributes = [
    { Name: 'email', Value: account.Username },
    { Name: 'email_verified', Value: 'true' },
  ]
  await cognito.send(new AdminCreateUserCommand({ ...account, UserAttributes: attributes, MessageAction: 'SUPPRESS' }))
  await cognito.send(new AdminSetUserPasswordCommand({ ...account, Password: password, Permanent: true }))

  const verifier = randomBytes(32).toString('base64url')
  const userPoolRequest = {
    client_id: clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid',
    state: randomBytes(8).toString('hex'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const submit = (path: string, fields: Record<string, string>) =>
    fetch(`${endpoint}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  const login = await submit('/login', { ...userPoolRequest, username: account.Username, password })
  const code = new URL(login.headers.get('Location') ?? callback).searchParams.get('code')
  if (code === null) throw new Error(`Signing in was answered ${login.status}: ${await login.text()}`)
  const exchange = { grant_type: 'authorization_code', client_id: clientId, redirect_uri: callback }
  const answer = await submit('/oauth2/token', { ...exchange, code, code_verifier: verifier })
  const tokens = Granted.parse(await answer.json())
  return { subject: z.string().parse(decodeJwt(tokens.access_token).sub), tokens }
}
