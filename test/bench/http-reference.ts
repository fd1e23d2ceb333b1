import { createHash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import postgres from 'postgres'
import * as z from 'zod'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { Config } from '../../shared/config.ts'
import { Grant } from '../../shared/domain/access/grant.ts'
import { can, listReachableScopes } from '../../shared/domain/access/policy.ts'
import { makeFrame } from '../../shared/domain/ledger/frame.ts'
import { NewMember } from '../../shared/domain/member/member.ts'
import { maskPerson } from '../../shared/domain/member/person.ts'
import { makeMemberNumber } from '../../shared/domain/values/member-number.ts'
import { tokens } from '../../shared/gateways/tokens.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'

// The reference of the part `http`, in a process of its own: the same rows in PostgreSQL behind the same web framework, with the
// same tokens, grants and scopes. It has no ledger, closing, hashing chain or encryption.

const { PG_PORT, NOW } = z.object({ PG_PORT: z.coerce.number(), NOW: z.string() }).parse(process.env)
const config = Config.parse(process.env)
const now = () => new Date(NOW)
const frame = makeFrame(jakpreneur)
const sql = postgres({ host: '127.0.0.1', port: PG_PORT, user: 'bench', database: 'postgres', max: 10 })
const { verifySubject } = tokens({ issuer: config.TOKEN_ISSUER, clientId: config.TOKEN_CLIENT_ID, now })

const columns = sql`id, version, status, area, agency, gender, category, registered_at, person, stages`
const view = (row: postgres.Row) => ({ ...row, person: maskPerson(row.person) })

const app = new Hono<{ Variables: { grants: Grant[] } }>()
  .use(async (c, next) => {
    const subject = await verifySubject((c.req.header('Authorization') ?? '').replace('Bearer ', ''))
    const rows = await sql`
      SELECT role, area, agency, valid_from FROM grants
      WHERE subject = ${subject} AND valid_from <= ${NOW} AND (ended_at IS NULL OR ended_at > ${NOW})`
    const grants = rows.map(({ role, area, agency }) =>
      Grant.parse({ id: 'grt_1', subject, role, area, ...(agency && { agency }), from: NOW, grantedBy: 'bench' }),
    )
    c.set('grants', grants)
    await next()
  })
  .get('/v1/members', async (c) => {
    const { area = frame.areas.root, attained = '' } = c.req.query()
    const caller = { subject: 'bench', grants: c.var.grants }
    const places = listReachableScopes(frame.areas, caller, 'member.read', { area })
    if (places.length === 0) return c.notFound()
    const rows = await sql`
      SELECT ${columns} FROM members
      WHERE status IN ('active', 'withdrawn') AND attained @> ${attained === '' ? [] : attained.split(',')}
        AND area LIKE ANY (${places.map((place) => `${place.area}%`)})
      ORDER BY registered_on DESC, registered_at DESC, id DESC LIMIT 51`
    return c.json({ items: rows.slice(0, 50).map(view), next: rows.length > 50 })
  })
  .get('/v1/members/:id', async (c) => {
    const [row] = await sql`SELECT ${columns} FROM members WHERE id = ${c.req.param('id')}`
    const caller = { subject: 'bench', grants: c.var.grants }
    if (!row || !can(frame.areas, caller, 'member.read', { area: row.area, agency: row.agency })) return c.notFound()
    return c.json(view(row))
  })
  .get('/v1/figures', async (c) => {
    const month = c.req.query('month') ?? NOW.slice(0, 7)
    const [cumulative, inMonth, durations] = await Promise.all([
      sql`SELECT area, stage, agency, gender, category, sum(effect) AS members FROM entries
        WHERE posted_in <= ${month} GROUP BY area, stage, agency, gender, category`,
      sql`SELECT area, stage, agency, gender, category, kind, true_month < posted_in AS late, count(*) AS entries
        FROM entries WHERE posted_in = ${month} GROUP BY area, stage, agency, gender, category, kind, late`,
      sql`SELECT stage, CASE WHEN days <= -1 THEN 0 WHEN days <= 7 THEN 1 WHEN days <= 30 THEN 2 WHEN days <= 90 THEN 3
          WHEN days <= 180 THEN 4 WHEN days <= 365 THEN 5 ELSE 6 END AS bucket, sum(effect) AS members FROM entries
        WHERE posted_in <= ${month} AND days IS NOT NULL GROUP BY stage, bucket`,
    ])
    // As much as a page needs: by stage for the whole, each kota and each breakdown.
    const sums = new Map<string, number>()
    for (const { area, stage, agency, gender, category, members } of cumulative)
      for (const part of ['', area.slice(0, 5), area.slice(0, 8), agency, gender, category]) {
        const key = `${stage} ${part}`
        sums.set(key, (sums.get(key) ?? 0) + Number(members))
      }
    return c.json({ month, members: Object.fromEntries(sums), lines: inMonth.length, durations })
  })
  .post('/v1/members', async (c) => {
    const { person, area, agency, gender, category } = NewMember.parse(await c.req.json())
    const caller = { subject: 'bench', grants: c.var.grants }
    if (!can(frame.areas, caller, 'member.write', { area, agency })) return c.notFound()
    const key = c.req.header('Idempotency-Key') ?? ''
    const id = makeMemberNumber(randomBytes(8))
    const [day, month] = [NOW.slice(0, 10), NOW.slice(0, 7)]
    const answer = { memberId: id }
    await sql.begin((tx) => [
      tx`INSERT INTO claims VALUES (${key}, ${tx.json(answer)})`,
      tx`INSERT INTO niks VALUES (${createHash('sha256')
        .update(person.nik ?? id)
        .digest('hex')}, ${id})`,
      tx`INSERT INTO members VALUES (${id}, 1, 'active', ${area}, ${agency}, ${gender}, ${category}, ${day}, ${NOW},
        ${['P1']}, ${tx.json(person)}, ${tx.json({ P1: { happenedOn: day } })})`,
      tx`INSERT INTO entries VALUES (${month}, ${area}, 'P1', ${agency}, ${gender}, ${category}, 'attained', ${month},
        0, 1, ${id}, ${day}, ${NOW})`,
      tx`INSERT INTO trail (at, actor, member, act) VALUES (${NOW}, 'bench', ${id}, 'registered')`,
    ])
    return c.json(answer, 201)
  })

const { endpoint } = await listen(app, await findFreePort(0))
process.send?.({ endpoint })
