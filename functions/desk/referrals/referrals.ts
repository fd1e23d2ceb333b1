import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { PartnerCode } from '../../../shared/domain/partner/partner.ts'
import { invalid, notFound } from '../../../shared/domain/problems/app-error.ts'
import { ReferralState } from '../../../shared/domain/referral/referral.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readMemberNames } from '../../../shared/usecases/members/member-names.ts'
import { listLenders } from '../../../shared/usecases/referral/lender.ts'
import { listReadyMembers } from '../../../shared/usecases/referral/list-ready.ts'
import { listReferrals } from '../../../shared/usecases/referral/list-referrals.ts'
import { previewReferrals, referMembers } from '../../../shared/usecases/referral/refer.ts'
import {
  makeReferralFile,
  readFileText,
  readReferralFile,
  requireOwnFile,
} from '../../../shared/usecases/referral/send-by-file.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import type { FormState } from '../form/form-state.ts'
import { areaOptions } from '../layout/options.ts'
import { openPlace, sealPlace } from '../layout/paging.ts'
import { readPathName } from '../layout/path-id.ts'
import { addressOf } from '../layout/read-query.ts'
import { render } from '../layout/render.ts'
import { answersTakenView, answersView } from './answers-view.ts'
import { previewView, readyView, refusedView } from './ready-view.ts'
import { fileView, sentView } from './sent-view.ts'

const rowsPerPage = 25

const ReferForm = z.strictObject({
  partner: PartnerCode,
  memberIds: z.array(MemberNumber).min(1).max(100),
  confirm: z.literal('yes').optional(),
})
const FileForm = z.strictObject({ partner: PartnerCode })

/** The members who are ready for a lender, referring them, and the results. */
export function referralRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const readPage = (c: DeskContext) => ({ after: openPlace(deps, c, c.req.query('from')), limit: rowsPerPage })
  const sealNext = (c: DeskContext, last: string | undefined) =>
    last === undefined ? undefined : sealPlace(deps, c, last)

  async function showReady(c: DeskContext, form: FormState) {
    const { caller, wording } = c.var
    const area = c.req.query('area') || undefined
    const [page, lenders] = await Promise.all([
      listReadyMembers(deps, caller, { area }, readPage(c)),
      listLenders(deps, caller),
    ])
    return readyView(wording, deps.frame, {
      members: page.items,
      lenders,
      areas: areaOptions(deps, caller, 'member.refer'),
      area,
      next: sealNext(c, page.last),
      form,
      done: c.req.query('done'),
    })
  }

  addFormPage(routes, deps, '/referrals', ReferForm, (c) => ({
    show: (form) => showReady(c, form),
    async act({ partner, memberIds, confirm }, { request }) {
      const { caller, wording } = c.var
      if (confirm !== 'yes') {
        const [preview, lenders] = await Promise.all([
          previewReferrals(deps, caller, { partner, memberIds }),
          listLenders(deps, caller),
        ])
        return previewView(wording, preview, lenders.find(({ code }) => code === partner)?.name ?? partner)
      }
      const { answer } = await referMembers(deps, caller, request, { partner, memberIds })
      if (answer.refused > 0) return refusedView(wording, answer)
      return addressOf('/referrals/sent', { partner, done: 'referred' })
    },
  }))

  async function showSent(c: DeskContext, form: FormState) {
    const { caller, wording } = c.var
    const lenders = await listLenders(deps, caller)
    const chosenPartner = PartnerCode.safeParse(c.req.query('partner') ?? lenders[0]?.code)
    const state = ReferralState.safeParse(c.req.query('state')).data
    const partner = chosenPartner.data
    const page =
      partner === undefined ? { items: [] } : await listReferrals(deps, caller, { partner, state }, readPage(c))
    const memberNames = await readMemberNames(
      deps,
      caller,
      page.items.map(({ memberId }) => memberId),
    )
    return sentView(wording, deps.frame, {
      lenders,
      partner,
      state,
      referrals: page.items,
      memberNames,
      next: 'last' in page ? sealNext(c, page.last) : undefined,
      form,
      done: c.req.query('done'),
    })
  }

  addFormPage(routes, deps, '/referrals/sent', FileForm, (c) => ({
    show: (form) => showSent(c, form),
    async act({ partner }, { request }) {
      const { answer } = await makeReferralFile(deps, c.var.caller, request, { partner })
      return `/referrals/files/${answer.id}`
    },
  }))

  const readPathFileId = (c: DeskContext) => {
    const id = readPathName(c, 'id')
    if (!/^rff_[0-9a-f]{32}$/.test(id)) throw notFound()
    return id
  }
  addFormPage(routes, deps, '/referrals/files/:id/answers', z.strictObject({}), async (c) => {
    const { caller, wording } = c.var
    const { id } = await requireOwnFile(deps, caller, readPathFileId(c))
    return {
      show: (form) => answersView(wording, id, form),
      async act(_, { request, files }) {
        const sheet = files.get('sheet')
        if (!sheet) throw invalid('field_missing', {}, ['sheet'])
        const { takeAnswers } = await import('../../../shared/usecases/referral/take-answers.ts')
        const upload = { id, sheet: await sheet.bytes() }
        return answersTakenView(wording, (await takeAnswers(deps, caller, request, upload)).answer)
      },
    }
  })
  routes.get('/referrals/files/:id', async (c) => {
    const { caller, wording } = c.var
    const [file, lenders] = await Promise.all([
      readReferralFile(deps, caller, readPathFileId(c)),
      listLenders(deps, caller),
    ])
    const memberNames = await readMemberNames(
      deps,
      caller,
      file.rows.map(({ memberId }) => memberId),
    )
    return render(c, fileView(wording, deps.frame, { file, lenders, memberNames }))
  })
  routes.get('/referrals/files/:id/file', async (c) => {
    const id = readPathFileId(c)
    return c.body(await readFileText(deps, c.var.caller, id), 200, {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="rujukan-${id.slice(4, 12)}.txt"`,
    })
  })
  return routes
}
