import { Hono } from 'hono'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import type { LoanView } from '../../../shared/domain/loan/loan-view.ts'
import { html } from '../../../shared/render/markup.ts'
import { requireInAll } from '../../../shared/usecases/access/may.ts'
import { dismissTwins, TwinDismissal } from '../../../shared/usecases/loans/dismiss-twins.ts'
import { readLoan } from '../../../shared/usecases/loans/list-loans.ts'
import { findPartnerNames } from '../../../shared/usecases/partners/partner-names.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { backLink } from '../layout/parts.ts'
import { readPathName } from '../layout/path-id.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

/** The page to decide that two loans that look alike are different loans. */
export function dismissTwinsRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  addFormPage(routes, deps, '/loans/:id/twins/:other', TwinDismissal, async (c) => {
    const { caller, wording } = c.var
    requireInAll(deps, caller, 'partners.write')
    const [id, other] = [readPathName(c, 'id'), readPathName(c, 'other')]
    const [loan, twin, namePartner] = await Promise.all([
      readLoan(deps, caller, id),
      readLoan(deps, caller, other),
      findPartnerNames(deps),
    ])
    return {
      start: newForm([['other', other]]),
      show: (form) => dismissalView(wording, form, { loan, twin, namePartner }),
      async act(dismissal, { request }) {
        await dismissTwins(deps, caller, request, id, dismissal)
        return '/loans/twins?done=decided'
      },
    }
  })
  return routes
}

type Twins = { loan: LoanView; twin: LoanView; namePartner: (code: string) => string }

function dismissalView(wording: DeskWording, form: FormState, { loan, twin, namePartner }: Twins): View {
  const { say } = wording
  const title = say('Dua pinjaman yang berbeda', 'Two different loans')
  return {
    title,
    content: html`${backLink('/loans/twins', say('Mungkin dilaporkan dua kali', 'Possibly reported twice'))}${formSummary(form, wording)}<h1>${title}</h1>
<p><a href="/loans/${loan.id}">${loan.number}</a> (${namePartner(loan.partner)}) · <a href="/loans/${twin.id}">${twin.number}</a> (${namePartner(twin.partner)})</p>
<p>${say('Keduanya tetap dihitung dan tidak ditandai lagi.', 'Both keep counting and are not flagged again.')}</p>
${formView(form, wording, {
  action: `/loans/${loan.id}/twins/${twin.id}`,
  submit: say('Simpan', 'Save'),
  content: ({ area, hidden }) =>
    html`${hidden('other')}${area({ name: 'reason', label: say('Alasan', 'Reason'), most: 500 })}`,
})}`,
  }
}
