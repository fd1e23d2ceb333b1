import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { PassedOver } from '../../../shared/domain/receipt/passed-over.ts'
import { html } from '../../../shared/render/markup.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import { listPassedOver } from '../../../shared/usecases/partners/receipts.ts'
import type { DeskEnv } from '../desk-env.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import { render, type View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const placesPerPage = 50

/** The page of unknown fields and event types that a partner sends. */
export const passedOverRoutes = (deps: DeskDeps) =>
  new Hono<DeskEnv>().get('/partners/:code/passed-over', async (c) => {
    const code = readPathName(c, 'code')
    const page = { after: openPlace(deps, c, c.req.query('from')), limit: placesPerPage }
    const [{ items, last }, namePartner] = await Promise.all([
      listPassedOver(deps, c.var.caller, code, page),
      findPartnerNames(deps),
    ])
    const next = last === undefined ? undefined : sealPlace(deps, c, last)
    return render(
      c,
      passedOverView(c.var.wording, deps.frame.programme.zone, { code, name: namePartner(code), items, next }),
    )
  })

function passedOverView(
  wording: DeskWording,
  zone: string,
  { code, name, items, next }: { code: string; name: string; items: PassedOver[]; next: string | undefined },
): View {
  const { say, formats } = wording
  const title = say('Isi yang tidak dikenal', 'Content that is not known')
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}/calls`, say('Panggilan', 'Calls'))}<h1>${title}</h1><p class="lead">${name}</p><p>${say('Kolom dan jenis peristiwa ini diterima dan dilewati. Bila maknanya penting, tanyakan kepada mitra.', 'These fields and types of events are received but not used. If they may matter, ask the partner.')}</p>
${
  items.length === 0
    ? html`<p>${say('Tidak ada.', 'None.')}</p>`
    : table(
        title,
        [
          say('Kolom atau jenis', 'Field or type'),
          { heading: say('Peristiwa', 'Events'), isNumber: true },
          say('Terakhir', 'Last'),
        ],
        items.map(({ place, times, lastAt, lastEvent }) => [
          place,
          formats.number(times),
          html`${formats.instant(lastAt, zone)}<br><span class="small">${lastEvent}</span>`,
        ]),
      )
}${nextLink(`/partners/${code}/passed-over?from=`, next, wording)}`,
  }
}
