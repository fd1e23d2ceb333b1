import { createHash, randomUUID } from 'node:crypto'
import { Hono } from 'hono'
import * as z from 'zod'
import { html } from '../../shared/render/markup.ts'
import type { SignInPerson, UserPool } from './user-pool.ts'

const localAddress = z.url().refine((url) => ['127.0.0.1', 'localhost'].includes(new URL(url).hostname))
const AuthorizeQuery = z.object({
  response_type: z.literal('code'),
  redirect_uri: localAddress,
  state: z.string(),
  code_challenge: z.string().min(43),
  code_challenge_method: z.literal('S256'),
})
const ChooseQuery = AuthorizeQuery.extend({ subject: z.string().min(1) })
const CodeExchange = z.object({
  grant_type: z.literal('authorization_code'),
  code: z.string(),
  redirect_uri: z.string(),
  code_verifier: z.string(),
})
const RefreshExchange = z.object({ grant_type: z.literal('refresh_token'), refresh_token: z.string() })

const tokenSeconds = 1_800
const codeMs = 60_000

type Signer = {
  access: (subject: string, seconds: number) => Promise<string>
  identity: (subject: string, seconds: number) => Promise<string>
}

/**
 * Replaces a user pool's managed login. On one page you choose a person, without a password. The token endpoint carries
 * out the code flow with PKCE.
 */
export function signInPages(
  { access, identity }: Signer,
  pool: Pick<UserPool, 'listPeople' | 'mayEnter' | 'enter'>,
  now: () => Date,
) {
  const codes = new Map<string, { subject: string; challenge: string; redirectUri: string; until: number }>()
  const refreshTokens = new Map<string, string>()

  const makeTokenAnswer = async (subject: string, refresh?: string) => ({
    access_token: await access(subject, tokenSeconds),
    id_token: await identity(subject, tokenSeconds),
    ...(refresh !== undefined && { refresh_token: refresh }),
    token_type: 'Bearer',
    expires_in: tokenSeconds,
  })

  return new Hono()
    .get('/authorize', (c) => {
      const query = AuthorizeQuery.safeParse(c.req.query())
      if (!query.success) return c.text('invalid_request', 400)
      return c.html(renderPeople(pool.listPeople(), query.data))
    })
    .get('/choose', async (c) => {
      const choice = ChooseQuery.safeParse(c.req.query())
      if (!choice.success) return c.text('invalid_request', 400)
      const { subject, state, redirect_uri, code_challenge } = choice.data
      if (!pool.mayEnter(subject)) return c.text('Akun ini diblokir. / This account is blocked.', 403)
      await pool.enter(subject)
      const code = randomUUID()
      codes.set(code, {
        subject,
        challenge: code_challenge,
        redirectUri: redirect_uri,
        until: now().getTime() + codeMs,
      })
      const back = new URL(redirect_uri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', state)
      return c.redirect(back.href, 302)
    })
    .post('/token', async (c) => {
      const exchange = z.union([CodeExchange, RefreshExchange]).safeParse(await c.req.parseBody())
      if (!exchange.success) return c.json({ error: 'invalid_request' }, 400)
      if (exchange.data.grant_type === 'refresh_token') {
        const subject = refreshTokens.get(exchange.data.refresh_token)
        const isOver = subject === undefined || !pool.mayEnter(subject)
        return isOver ? c.json({ error: 'invalid_grant' }, 400) : c.json(await makeTokenAnswer(subject))
      }
      const { code, redirect_uri, code_verifier } = exchange.data
      const issuedCode = codes.get(code)
      codes.delete(code)
      const computedChallenge = createHash('sha256').update(code_verifier).digest('base64url')
      if (
        !issuedCode ||
        issuedCode.challenge !== computedChallenge ||
        issuedCode.redirectUri !== redirect_uri ||
        issuedCode.until < now().getTime()
      )
        return c.json({ error: 'invalid_grant' }, 400)
      const refresh = randomUUID()
      refreshTokens.set(refresh, issuedCode.subject)
      return c.json(await makeTokenAnswer(issuedCode.subject, refresh))
    })
    .post('/revoke', async (c) => {
      const { token } = await c.req.parseBody()
      if (typeof token === 'string') refreshTokens.delete(token)
      return c.body(null, 200)
    })
    .get('/logout', (c) => {
      const back = localAddress.safeParse(c.req.query('logout_uri'))
      return back.success ? c.redirect(back.data, 302) : c.text('invalid_request', 400)
    })
}

function renderPeople(people: SignInPerson[], query: z.infer<typeof AuthorizeQuery>): string {
  const address = (subject: string) => `/choose?${new URLSearchParams({ ...query, subject })}`
  return html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masuk sebagai siapa?</title>
<style>
:root { color-scheme: light dark }
body { font: 1.05rem/1.5 system-ui, sans-serif; margin: 8vh auto; max-width: 34rem; padding: 0 1rem }
ul { list-style: none; padding: 0 }
a { display: block; border: 1px solid; border-radius: .4rem; margin: .6rem 0; padding: .7rem 1rem; text-decoration: none }
input, button { font: inherit; padding: .5rem .7rem }
</style>
</head>
<body>
<main>
<h1>Masuk sebagai siapa? <span lang="en">Who are you?</span></h1>
<p>Di komputer ini tidak ada kata sandi: pilih orangnya. <span lang="en">There are no passwords here: choose who you are.</span></p>
<ul>${people.map(({ subject, note, name }) => html`<li><a href="${address(subject)}"><b>${name ?? note}</b><br>${name === undefined ? subject : note}</a></li>`)}</ul>
<form action="/choose" method="get">${Object.entries(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><label for="subject">Nomor akun lain / another account number</label><br>
<input id="subject" name="subject" required maxlength="64" pattern="[A-Za-z0-9_.:\\-]+"> <button>Masuk / Sign in</button></p></form>
</main>
</body>
</html>`.markup
}
