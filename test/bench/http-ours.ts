import * as z from 'zod'
import { apiApp } from '../../functions/api/app.ts'
import { findFreePort } from '../../infra/local/free-port.ts'
import { listen } from '../../infra/local/listen.ts'
import { localReference } from '../../infra/local/reference.ts'
import { Config } from '../../shared/config.ts'
import { openDeps } from '../../shared/deps.ts'
import { jsonLog } from '../../shared/log.ts'
import { jakpreneur } from '../../shared/programme/jakpreneur.ts'

// The API in a process of its own, for the part `http`.

const { NOW } = z.object({ NOW: z.string() }).parse(process.env)
const now = () => new Date(NOW)
const outside = { programme: jakpreneur, now, log: jsonLog(() => undefined, now) }
const { endpoint } = await listen(
  apiApp(await openDeps(Config.parse(process.env), outside), localReference),
  await findFreePort(0),
)
process.send?.({ endpoint })
