import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { mayInAll } from '../../../shared/usecases/access/may.ts'
import { listCredentials } from '../../../shared/usecases/partners/credentials.ts'
import { readPartner } from '../../../shared/usecases/partners/partners.ts'
import type { DeskContext } from '../desk-env.ts'
import { type FormState, newForm } from '../form/form-state.ts'
import { readPathName } from '../layout/path-id.ts'
import type { View } from '../layout/render.ts'
import { partnerView } from './partners-view.ts'

/** The page of a partner with its credentials, and the buttons for callers who may manage it. */
export async function partnerPage(deps: DeskDeps, c: DeskContext, form: FormState = newForm()): Promise<View> {
  const { caller, wording } = c.var
  const code = readPathName(c, 'code')
  const [partner, credentials] = await Promise.all([
    readPartner(deps, caller, code),
    listCredentials(deps, caller, code),
  ])
  const mayManage = mayInAll(deps, caller, 'partners.write')
  return partnerView(wording, deps.frame, { partner, credentials, form, mayManage, done: c.req.query('done') })
}
