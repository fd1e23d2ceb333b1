import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { makeOwnRecord } from '../../../shared/domain/member/own-record.ts'
import { Language } from '../../../shared/domain/values/language.ts'
import { listOwnNews, setMailWish } from '../../../shared/usecases/mail/own-mails.ts'
import { readOwnMember } from '../../../shared/usecases/members/self-service.ts'
import type { DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { newForm } from '../form/form-state.ts'
import { ownMailsView } from './own-mails-view.ts'

const WishForm = z.strictObject({ mailsIn: z.enum([...Language.options, 'none']) })

/** The page on which people choose whether they get mails, with the news that they were sent. */
export function ownMailRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  addFormPage(routes, deps, '/me/mails', WishForm, async (c) => {
    const { caller, wording } = c.var
    const [member, sentNews] = await Promise.all([readOwnMember(deps, caller), listOwnNews(deps, caller)])
    const record = makeOwnRecord(deps.frame.programme, member)
    return {
      start: newForm([['mailsIn', record.mailConsent?.language ?? 'none']]),
      show: (form) =>
        ownMailsView(wording, deps.frame.programme, { record, sentNews, form, done: c.req.query('done') }),
      async act({ mailsIn }, { request }) {
        await setMailWish(deps, caller, request, mailsIn === 'none' ? {} : { mailsIn })
        return '/me/mails?done=corrected'
      },
    }
  })
  return routes
}
