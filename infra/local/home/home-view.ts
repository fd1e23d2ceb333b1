import type { Deps } from '../../../shared/deps.ts'
import { laterOf, type Month, monthsFrom, nextMonth } from '../../../shared/domain/calendar.ts'
import type { Figures } from '../../../shared/domain/figures/figures.ts'
import { computeFigures } from '../../../shared/usecases/figures/figures.ts'
import { readBooks } from '../../../shared/usecases/ledger/books.ts'
import { demoPeople } from '../demo/office.ts'
import type { startTokenIssuer } from '../token-issuer.ts'
import { writeWalk } from '../try-it.ts'

/** The addresses of a running system's parts. */
export type Addresses = {
  desk: string
  api: string
  pages: string
  webhooks: string
  mailbox: string
  issuer: string
  dynamoDb: string
  objectStore: string
}

/** The content of the home page. */
export type HomeView = {
  addresses: Addresses
  figures: Figures
  people: { subject: string; note: string; token: string }[]
  walk: string[]
}

type Issuer = Pick<Awaited<ReturnType<typeof startTokenIssuer>>, 'token'>

export const tokenDays = 30

/**
 * Reads the content of the home page. Each reader gets new tokens, and lines to copy (`walk`) with new idempotency
 * keys.
 */
export async function readHome(
  deps: Deps,
  issuer: Issuer,
  { addresses, month }: { addresses: Addresses; month: Month },
): Promise<HomeView> {
  const area = deps.frame.areas.root
  const figures = await computeFigures(deps, { month, area, reading: 'as_posted' })
  const { closedThrough } = await readBooks(deps)
  const people = await Promise.all(
    demoPeople.map(async ({ subject, note }) => ({
      subject,
      note,
      token: await issuer.token({ subject, expiresInSeconds: tokenDays * 86_400 }),
    })),
  )
  const walk = writeWalk({
    api: addresses.api,
    token: people[0]?.token ?? '',
    month,
    closes: Math.max(0, monthsFrom(closedThrough, month)),
    openMonth: nextMonth(laterOf(closedThrough, month)),
  })
  return { addresses, figures, people, walk }
}
