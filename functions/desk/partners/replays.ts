import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import { NewReplay, ReplayFilter, type ReplayPlan } from '../../../shared/domain/partner/replay.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import { readReplayPlan, replaySelected } from '../../../shared/usecases/partners/replays.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm, toObject } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { backLink, table } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import { addressOf, readQuery } from '../layout/read-query.ts'
import { reasonWords } from '../layout/reason-words.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const stateNames: Record<ReplayFilter['state'], Bilingual> = {
  unapplied: { id: 'Peristiwa yang gagal diterapkan', en: 'Events that could not be applied' },
  parked: { id: 'Pinjaman yang menunggu anggotanya', en: 'Loans that wait for their member' },
  review: { id: 'Pinjaman yang perlu diputus', en: 'Loans to be decided' },
}

const Query = z.object({
  ...ReplayFilter.shape,
  state: ReplayFilter.shape.state.default('unapplied'),
  done: z.string().optional(),
})
type Shown = {
  code: string
  name: string
  filter: ReplayFilter
  plan: ReplayPlan
  form: FormState
  done: string | undefined
}

/** The page to try a partner's waiting work again, by a filter and its count. */
export function replayRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  addFormPage(routes, deps, '/partners/:code/replays', NewReplay, (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'partners.write')
    const code = readPathName(c, 'code')
    const readShown = async (filter: ReplayFilter, form: FormState, done?: string): Promise<View> =>
      replaysView(wording, {
        ...{ code, filter, form, done },
        name: (await findPartnerNames(deps))(code),
        plan: await readReplayPlan(deps, caller, code, filter),
      })
    return {
      read: (values) => ({ ...toObject(values), count: Number(toObject(values).count) }),
      show(form) {
        const { done, ...asked } = readQuery(c, Query)
        const sent = Query.omit({ done: true }).safeParse(toObject(form.values))
        return readShown(form.values.length > 0 && sent.success ? sent.data : asked, form, done)
      },
      async act(input, { request }) {
        await replaySelected(deps, caller, request, code, input)
        return `/partners/${code}/replays?done=replayed`
      },
    }
  })
  return routes
}

function replaysView(wording: DeskWording, { code, name, filter, plan, form, done }: Shown): View {
  const { say, sayOf, formats } = wording
  const title = say('Coba lagi menurut saringan', 'Try again by a filter')
  const here = `/partners/${code}/replays`
  const dayField = (end: 'from' | 'to', label: string): Markup =>
    html`<div class="field"><label for="${end}">${label}</label><input type="date" id="${end}" name="${end}" value="${filter[end] ?? ''}"></div>`
  const namedFields = Object.entries({ ...filter, count: String(plan.count) })
  const confirmation = newForm(namedFields.flatMap(([field, value]) => (value === undefined ? [] : [[field, value]])))
  return {
    title: `${title}: ${name}`,
    content: html`${backLink(`/partners/${code}`, name)}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title}</h1>
<form action="${here}" method="get" class="filter"><div class="field"><label for="state">${say('Yang menunggu', 'What waits')}</label><select id="state" name="state">${Object.entries(stateNames).map(([state, words]) => html`<option value="${state}"${state === filter.state && html` selected`}>${sayOf(words)}</option>`)}</select></div>
${dayField('from', say('Menunggu sejak', 'Waiting since'))}${dayField('to', say('Sampai', 'Until'))}<div class="field"><label for="reason">${say('Alasan', 'Reason')}</label><input type="text" id="reason" name="reason" value="${filter.reason ?? ''}"></div>
<div class="buttons"><button class="main">${say('Hitung', 'Count')}</button></div></form>
<p>${say('Yang terpilih', 'Selected')}: <strong>${formats.number(plan.count)}</strong></p>
${
  plan.count > 0 &&
  html`${table(
    title,
    [say('Alasan', 'Reason'), { heading: say('Jumlah', 'Number'), isNumber: true }],
    Object.entries(plan.reasons).map(([reason, count]) => [
      html`<a href="${addressOf(here, { ...filter, reason })}">${reasonWords(reason, wording)}</a>`,
      formats.number(count),
    ]),
  )}${formView(confirmation, wording, {
    action: here,
    submit: say(`Coba lagi ${formats.number(plan.count)}`, `Try ${formats.number(plan.count)} again`),
    content: ({ hidden }) => html`${confirmation.values.map(([field]) => hidden(field))}`,
  })}`
}`,
  }
}
