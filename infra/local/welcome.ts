import type { Deps } from '../../shared/deps.ts'
import { laterOf, type Month, monthsFrom, nextMonth } from '../../shared/domain/calendar.ts'
import { monthFigures } from '../../shared/usecases/figures/figures.ts'
import { booksOf } from '../../shared/usecases/ledger/books.ts'
import { demoPeople } from './demo/office.ts'
import { attainmentLines, funnelTable } from './funnel-table.ts'
import type { startStandIns } from './stand-ins.ts'
import { tryIt } from './try-it.ts'

type StandIns = Awaited<ReturnType<typeof startStandIns>>

const tokenDays = 30

/** What is printed when everything is up: the funnel of a month, where things are, and what to try. */
export async function welcome(
  deps: Deps,
  { issuer, endpoints }: StandIns,
  { api, webhooks, pages }: { api: string; webhooks: string; pages: string },
  month: Month,
): Promise<string> {
  const zone = deps.frame.programme.zone
  const admin = { subject: 'admin', grants: await deps.grants.of('admin') }
  const area = deps.frame.areas.root
  const figures = await monthFigures(deps, admin, { month, area, reading: 'as_posted' })
  const people = await Promise.all(
    demoPeople.map(async ({ subject, note }) => ({
      subject,
      note,
      token: await issuer.token({ subject, expiresInSeconds: tokenDays * 86_400 }),
    })),
  )
  const at = deps.now().toLocaleString('sv-SE', { timeZone: zone })
  const { closedThrough } = await booksOf(deps)
  const [token = ''] = people.map((person) => person.token)
  return [
    '',
    ...funnelTable(figures),
    '',
    `Capaian / Attainment (per / as of ${at} ${zone})`,
    ...attainmentLines(figures),
    '',
    `API            ${api}`,
    `Halaman/page   ${pages}`,
    `Reference      ${api}/docs   ${api}/openapi.json`,
    `Mitra/partners ${webhooks}/partners`,
    `Mailbox        ${endpoints.mailbox}`,
    `Token issuer   ${issuer.issuer}`,
    `DynamoDB, S3   ${endpoints.dynamoDb}   ${endpoints.objectStore}`,
    '',
    `Token, ${tokenDays} hari / days:`,
    ...people.flatMap((person) => [`${person.subject} (${person.note})`, person.token]),
    '',
    'Tutup bulan, terbitkan dan kirim laporannya / close the month, issue and mail its report:',
    '  npm run report:month',
    '',
    'Coba di terminal lain / try in another terminal:',
    '',
    ...tryIt({
      api,
      token,
      month,
      closes: Math.max(0, monthsFrom(closedThrough, month)),
      openMonth: nextMonth(laterOf(closedThrough, month)),
    }),
    '',
    'Ctrl-C berhenti / stops.',
    '',
  ].join('\n')
}
