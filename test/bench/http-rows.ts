import type postgres from 'postgres'
import type { Deps } from '../../shared/deps.ts'
import { type Month, monthRange } from '../../shared/domain/calendar.ts'
import { effectOf } from '../../shared/domain/ledger/entry.ts'
import { makeListing } from '../../shared/domain/member/listing.ts'
import { mapAtOnce } from '../../shared/usecases/map-at-once.ts'
import { walkMembers } from '../../shared/usecases/members/list-members.ts'
import { admin } from './bed.ts'

/** The tables of the reference, with an index for the order of lists, one for their areas, and one for figures. */
const schema = `
  CREATE TABLE members (
    id text PRIMARY KEY, version int, status text, area text, agency text, gender text, category text,
    registered_on date, registered_at timestamptz, attained text[], person jsonb, stages jsonb
  );
  CREATE TABLE grants (subject text, role text, area text, agency text, valid_from timestamptz, ended_at timestamptz);
  CREATE INDEX ON grants (subject);
  CREATE TABLE claims (key text PRIMARY KEY, answer jsonb);
  CREATE TABLE niks (hash text PRIMARY KEY, member text);
  CREATE TABLE trail (id bigserial PRIMARY KEY, at timestamptz, actor text, member text, act text);
  CREATE TABLE entries (
    posted_in text, area text, stage text, agency text, gender text, category text, kind text, true_month text,
    days int, effect int, member text, happened_on date, recorded_at timestamptz
  );`

const indexes = `
  CREATE INDEX ON members (registered_on DESC, registered_at DESC, id DESC);
  CREATE INDEX ON members (area text_pattern_ops, registered_on DESC, registered_at DESC, id DESC);
  CREATE INDEX ON entries (posted_in, area, stage, agency, gender, category, kind, true_month, days, effect);
  ANALYZE;`

/** Copies members and entries up to a month, and one administrator, into the reference. Returns the number of members. */
export async function copyRows(deps: Deps, sql: postgres.Sql, subject: string, through: Month): Promise<number> {
  await sql.unsafe(schema)
  await sql`INSERT INTO grants VALUES (${subject}, 'admin', '31', NULL, '2017-01-01', NULL)`
  let copied = 0
  for await (const { members } of walkMembers(deps, admin, { order: 'newest' })) {
    const rows = members.map(({ person = { name: '' }, standings, ...member }) => {
      const found = makeListing(deps.frame, { ...member, person, standings })
      return {
        ...{ id: member.id, version: member.version, status: member.status, area: member.area, agency: member.agency },
        ...{ gender: member.gender, category: member.category, registered_at: member.registeredAt },
        registered_on: found?.place.registeredOn ?? '2017-01-01',
        attained: found?.listing.attained ?? [],
        person: sql.json(person),
        stages: sql.json(standings),
      }
    })
    if (rows.length > 0) await sql`INSERT INTO members ${sql(rows)}`
    copied += rows.length
  }
  for (const month of monthRange(deps.frame.programme.firstMonth, through)) {
    const { tallies } = await deps.tallies.inMonth(month)
    const posted = tallies.filter(({ rev }) => rev > 0)
    const cells = await mapAtOnce(posted, 8, ({ area }) => deps.entries.ofCell(month, area))
    const rows = cells.flat().flatMap((entry) =>
      'fact' in entry
        ? []
        : {
            ...{ posted_in: entry.postedIn, area: entry.area, stage: entry.stage, agency: entry.agency },
            ...{ gender: entry.gender, category: entry.category, kind: entry.kind, true_month: entry.trueMonth },
            ...{ days: entry.daysFromFirst ?? null, effect: effectOf(entry), member: entry.memberId },
            ...{ happened_on: entry.happenedOn, recorded_at: entry.recordedAt },
          },
    )
    for (let i = 0; i < rows.length; i += 1000) await sql`INSERT INTO entries ${sql(rows.slice(i, i + 1000))}`
  }
  await sql.unsafe(indexes)
  return copied
}
