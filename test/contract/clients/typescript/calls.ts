// Calls a running API through the generated client, and prints what it answered.
import createClient from 'openapi-fetch'
import type { components, paths } from './api.js'

const nik = '3171015503900333'
const baseUrl = process.env.API ?? ''

const stranger = createClient<paths>({ baseUrl })
const unknown = await stranger.GET('/v1/programme')

const client = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${process.env.TOKEN}` } })

const newMember = (nik: string): components['schemas']['NewMember'] => ({
  person: { name: 'Sri Wahyuni', nik },
  gender: 'female',
  category: 'pemula',
  area: '31.71.01.1001',
  agency: 'PPKUKM',
})
const register = (key: string, nik: string) =>
  client.POST('/v1/members', { params: { header: { 'idempotency-key': key } }, body: newMember(nik) })

const registered = await register('typescript-client-1', nik)
const found = await client.POST('/v1/members/searches', { body: { nik } })

const listed: string[] = []
const query: paths['/v1/members']['get']['parameters']['query'] = { area: '31.71', attained: 'P1', limit: 1 }
for (;;) {
  const { data } = await client.GET('/v1/members', { params: { query } })
  for (const { id } of data?.items ?? []) listed.push(id)
  if (data?.next === undefined) break
  query.cursor = data.next
}

const refused = await register('typescript-client-2', '123')
const [problem] = refused.error?.problems ?? []
const figures = await client.GET('/v1/figures', { params: { query: { area: '31.71' } } })

const answers = {
  withoutToken: unknown.error?.status,
  registered: registered.data?.memberId,
  found: found.data?.items[0]?.id,
  listed,
  refused: [problem?.code, problem?.path, problem?.message.id],
  registrants: figures.data?.stages[0]?.cumulative,
}
process.stdout.write(JSON.stringify(answers))
