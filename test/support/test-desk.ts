import { randomBytes, randomUUID } from 'node:crypto'
import { wholeDeskApp } from '../../functions/desk/whole-app.ts'
import { invitedPeople } from '../../shared/data/invited-people.ts'
import { readTogether } from '../../shared/data/read-together.ts'
import { sessions } from '../../shared/data/sessions.ts'
import { tableNamed } from '../../shared/data/table.ts'
import type { Deps } from '../../shared/deps.ts'
import type { DeskDeps } from '../../shared/desk-deps.ts'
import { unauthenticated } from '../../shared/domain/problems/app-error.ts'
import type { Accounts } from '../../shared/gateways/accounts.ts'
import type { DeskRequest } from './desk-case.ts'
import { fakeAccounts } from './fake-accounts.ts'
import type { TestDeps } from './test-deps.ts'

const deskUrl = 'https://meja.example'

/** The fields of a form on a page. */
export type PageForm = { action: string; fields: [string, string][] }

/**
 * Makes a desk with a sign-in service whose code is the person's subject. The service does not renew tokens of subjects in
 * `gone`. `revoked` lists revoked tokens, and `measured` the written metrics. Accounts are in memory unless
 * others are given.
 */
export function deskOver<D extends Deps & { tableName: string }>(deps: D, others: { accounts?: Accounts } = {}) {
  const gone = new Set<string>()
  const measured: object[] = []
  const revoked: string[] = []
  const tokensOf = (subject: string) => ({
    access: subject,
    accessUntil: new Date(deps.now().getTime() + 30 * 60_000).toISOString(),
    refresh: `refresh-${subject}`,
  })
  const accounts = fakeAccounts()
  const deskDeps = {
    ...deps,
    metrics: (values) => void measured.push(values),
    sessions: sessions(tableNamed(deps.tableName), deps.keyring),
    people: invitedPeople(tableNamed(deps.tableName), deps.keyring),
    readTogether,
    accounts: others.accounts ?? accounts,
    deskUrl,
    newSecret: () => randomBytes(32).toString('base64url'),
    signIn: {
      address: async (state, challenge) =>
        `https://masuk.example/authorize?${new URLSearchParams({ state, challenge })}`,
      async tokensForCode(code) {
        if (code === 'bad') throw unauthenticated('token_invalid')
        return { tokens: tokensOf(code), name: `${code}@kantor.example` }
      },
      async renew({ refresh = '' }) {
        const subject = refresh.replace('refresh-', '')
        if (gone.has(subject)) throw unauthenticated('token_invalid')
        return tokensOf(subject)
      },
      async revoke({ refresh = '' }) {
        revoked.push(refresh)
      },
      signOutAddress: async () => 'https://masuk.example/logout',
    },
  } satisfies DeskDeps
  const app = wholeDeskApp(deskDeps)
  return { app, deps: deskDeps, gone, revoked, measured, accounts, visitor: () => visitorOf(app) }
}

export type Desk = ReturnType<typeof deskOver<TestDeps>>
export type Visitor = ReturnType<typeof visitorOf>

type Fields = Record<string, string | string[]> | [string, string][]
const listFields = (fields: Fields): [string, string][] =>
  Array.isArray(fields)
    ? fields
    : Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each]))

/** A visitor with a browser, which keeps cookies and sends forms as if from our own pages. */
function visitorOf(app: ReturnType<typeof wholeDeskApp>) {
  const cookies = new Map<string, string>()

  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('Cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const answer = await app.request(new URL(path, deskUrl), { redirect: 'manual', ...init, headers })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      const [name = '', value = ''] = [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]
      if (/max-age=0/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return answer
  }

  return {
    cookies,
    send,
    get: (path: string) => send(path),
    post: (path: string, fields: Fields = {}, headers: Record<string, string> = {}) =>
      send(path, {
        method: 'POST',
        body: new URLSearchParams(listFields(fields)),
        headers: { Origin: deskUrl, 'Sec-Fetch-Site': 'same-origin', ...headers },
      }),
    /** Signs in at the service and returns to the desk. Returns the last answer. */
    async signIn(as: string, start = '/sign-in/start'): Promise<Response> {
      const begun = await send(start)
      const state = new URL(begun.headers.get('Location') ?? '').searchParams.get('state') ?? ''
      return send(`/sign-in/back?${new URLSearchParams({ code: as, state })}`)
    },
    /** Gets a page, or sends its form, by default with a new key. */
    async ask({ path, fields, file }: DeskRequest, key: string = randomUUID()): Promise<Response> {
      if (!fields) return send(path)
      const sent = { ...fields, _key: key }
      if (!file) return this.post(path, sent)
      const body = new FormData()
      for (const [name, value] of Object.entries(sent)) body.set(name, value)
      body.set(file.name, new File([file.text], 'lembar.csv', { type: 'text/csv' }))
      return send(path, { method: 'POST', body, headers: { Origin: deskUrl } })
    },
    /** Fills the form with the given action on a page, and sends it. */
    async fill(page: Response, action: string, fields: Fields): Promise<Response> {
      return this.post(action, withFields(formOn(await page.text(), action), fields))
    },
  }
}

/** Reads a form on a page, with the values of its fields. */
export function formOn(page: string, action: string): PageForm {
  const start = page.indexOf(`action="${action}"`)
  if (start < 0) throw new Error(`There is no form to ${action}`)
  const inside = page.slice(page.lastIndexOf('<form', start), page.indexOf('</form>', start))
  const fields: [string, string][] = []
  for (const [whole, , name = '', value = ''] of inside.matchAll(
    /<input([^>]*?) name="([^"]*)"(?:[^>]*? value="([^"]*)")?[^>]*>/g,
  ))
    if (!/type="(radio|checkbox|file)"/.test(whole) || whole.includes(' checked'))
      fields.push([name, unescapeHtml(value)])
  for (const [, name = '', text = ''] of inside.matchAll(/<textarea[^>]* name="([^"]*)"[^>]*>([^<]*)<\/textarea>/g))
    fields.push([name, unescapeHtml(text)])
  for (const [, name = '', options = ''] of inside.matchAll(/<select[^>]* name="([^"]*)"[^>]*>(.*?)<\/select>/gs))
    fields.push([name, unescapeHtml(/<option value="([^"]*)" selected/.exec(options)?.[1] ?? '')])
  return { action, fields }
}

/** Replaces the values of some fields of a form. */
export function withFields({ fields }: PageForm, typed: Fields): [string, string][] {
  const given = listFields(typed)
  const names = new Set(given.map(([name]) => name))
  return [...fields.filter(([name]) => !names.has(name)), ...given]
}

const unescapeHtml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')

/** The text of a page, without markup and runs of spaces. */
export const readPage = (page: string): string => unescapeHtml(page.replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')
