import { execFileSync, fork } from 'node:child_process'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { findFreePort } from '../../infra/local/free-port.ts'

// A Directus for the part `http`, on the rows of the reference. The README says how to install it.

const token = 'bench-directus'

/** The stages that members hold, as rows of their own, and what Directus must know to follow them. */
const heldStages = `
  CREATE TABLE held_stages (
    id serial PRIMARY KEY, member text REFERENCES members, stage text, happened_on date, posted_in text, area text,
    agency text, entry_id text
  );
  INSERT INTO held_stages (member, stage, happened_on, posted_in, area, agency, entry_id)
    SELECT members.id, key, (value->>'happenedOn')::date, value->>'postedIn', value->>'area', value->>'agency',
      value->>'entryId'
    FROM members, jsonb_each(stages) WHERE key <> 'ALL';
  CREATE INDEX ON held_stages (member);
  CREATE INDEX ON held_stages (stage, member);
  ANALYZE;
  INSERT INTO directus_collections (collection) VALUES ('members'), ('held_stages');
  INSERT INTO directus_fields (collection, field, special) VALUES ('members', 'held', 'o2m');
  INSERT INTO directus_relations (many_collection, many_field, one_collection, one_field)
    VALUES ('held_stages', 'member', 'members', 'held');`

/** Starts the Directus that is installed in a folder, on a database with the rows of the reference. */
export async function startDirectus(folder: string, database: { port: number; sql: postgres.Sql }) {
  const port = await findFreePort(0)
  const settings = {
    ...{ HOST: '127.0.0.1', PORT: `${port}`, SECRET: token.repeat(3), ADMIN_TOKEN: token, LOG_LEVEL: 'error' },
    ...{ ADMIN_EMAIL: 'admin@example.com', ADMIN_PASSWORD: token, TELEMETRY: 'false', NODE_ENV: 'production' },
    ...{ DB_CLIENT: 'pg', DB_HOST: '127.0.0.1', DB_PORT: `${database.port}`, DB_USER: 'bench', DB_PASSWORD: 'bench' },
    // It refuses requests when the machine is busy.
    ...{ DB_DATABASE: 'postgres', SERVE_APP: 'false', PRESSURE_LIMITER_ENABLED: 'false' },
  }
  const [cli, env] = [path.join(folder, 'node_modules/directus/cli.js'), { ...process.env, ...settings }]
  execFileSync(process.execPath, [cli, 'bootstrap'], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  await database.sql.unsafe(heldStages)
  const server = fork(cli, ['start'], { cwd: folder, env })
  const endpoint = `http://127.0.0.1:${port}`
  while (!(await isReady(endpoint))) {
    if (server.exitCode !== null) throw new Error('Directus did not start')
    await sleep(200)
  }
  return { process: server, endpoint, token }
}

const isReady = (endpoint: string) =>
  fetch(`${endpoint}/server/ping`).then(
    ({ ok }) => ok,
    () => false,
  )

/** The list of members for Directus: who hold a stage, within an area, the newest first. */
export function directusList({ attained, area }: Record<string, string>): string {
  const filter = {
    _and: [
      { status: { _in: ['active', 'withdrawn'] } },
      ...(attained === undefined ? [] : [{ held: { stage: { _eq: attained } } }]),
      ...(area === undefined ? [] : [{ area: { _starts_with: area } }]),
    ],
  }
  const fields = 'id,version,status,area,agency,gender,category,registered_at,person,held.*'
  const query = { fields, sort: '-registered_on,-registered_at,-id', limit: '50', filter: JSON.stringify(filter) }
  return `/items/members?${new URLSearchParams(query)}`
}
