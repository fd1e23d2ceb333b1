import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { NewRightsCase } from '../../../shared/domain/acts/rights-case.ts'
import { Day, dayOf } from '../../../shared/domain/calendar.ts'
import { Evidence, type Member, MemberChange } from '../../../shared/domain/member/member.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { Gender } from '../../../shared/domain/values/gender.ts'
import { plainText } from '../../../shared/domain/values/text.ts'
import { correctMemberOnce } from '../../../shared/usecases/members/correction.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import { rejoinMember, withdrawMember } from '../../../shared/usecases/members/member-status.ts'
import { addTypedNote } from '../../../shared/usecases/members/notes.ts'
import { reclassifyMember, recordStage, reverseStage } from '../../../shared/usecases/members/stages.ts'
import { Verification, verifyMember } from '../../../shared/usecases/members/verifications.ts'
import { openCaseFor } from '../../../shared/usecases/rights/rights-cases.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { type FormValues, newForm, toObject } from '../form/form-state.ts'
import { agencyOptions, leafOptions } from '../layout/options.ts'
import {
  caseFormView,
  correctionView,
  noteFormView,
  reclassificationView,
  returnView,
  reversalView,
  stageFormView,
  verificationView,
  withdrawalView,
} from './acts-view.ts'
import { readPathMember } from './member.ts'

const code = z.string().min(1).max(32)
const note = plainText(500).optional()

const StageForm = z.strictObject({
  stage: code,
  happenedOn: Day,
  area: code.optional(),
  agency: code.optional(),
  evidence: Evidence.optional(),
  note,
})
const ReversalForm = z.strictObject({
  stage: code,
  reason: code,
  decidedOn: Day.optional(),
  cascade: z.literal('yes').optional(),
  note,
})
const ReclassificationForm = z.strictObject({
  area: code.optional(),
  agency: code.optional(),
  gender: Gender.optional(),
  category: code.optional(),
  reason: code,
})

/** The acts of an officer on one member, each a page with a form. */
export function memberActRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const today = () => dayOf(deps.now(), frame.programme.zone)
  const readToServe = (c: DeskContext) => readMember(deps, c.var.caller, 'member.write', readPathMember(c))
  const memberPath = (id: string, done: string) => `/members/${id}?done=${done}`
  const listPlaces = (c: DeskContext) => ({
    leaves: leafOptions(deps, c.var.caller, c.var.wording),
    agencies: agencyOptions(deps, c.var.caller),
  })

  addFormPage(routes, deps, '/members/:id/stages', StageForm, async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      start: newForm([
        ['stage', c.req.query('stage') ?? ''],
        ['happenedOn', today()],
      ]),
      show: (form) => stageFormView(c.var.wording, frame, member, form, { today: today(), ...listPlaces(c) }),
      async act(report, { request }) {
        await recordStage(deps, c.var.caller, request, member.id, report)
        return memberPath(member.id, 'recorded')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/reversals', ReversalForm, async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      start: newForm([['decidedOn', today()]]),
      show: (form) => reversalView(c.var.wording, frame, member, form, today()),
      async act({ cascade, ...reversal }, { request }) {
        const input = { ...reversal, cascade: cascade === 'yes' }
        await reverseStage(deps, c.var.caller, request, member.id, input)
        return memberPath(member.id, 'reversed')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/reclassification', ReclassificationForm, async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      show: (form) => reclassificationView(c.var.wording, frame, member, form, listPlaces(c)),
      async act(change, { request }) {
        await reclassifyMember(deps, c.var.caller, request, member.id, change)
        return memberPath(member.id, 'reclassified')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/withdrawal', z.strictObject({ on: Day }), async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      start: newForm([['on', today()]]),
      show: (form) => withdrawalView(c.var.wording, member, form, today()),
      async act({ on }, { request }) {
        await withdrawMember(deps, c.var.caller, request, member.id, on)
        return memberPath(member.id, 'withdrawn')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/return', z.strictObject({}), async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      show: (form) => returnView(c.var.wording, member, form),
      async act(_, { request }) {
        await rejoinMember(deps, c.var.caller, request, member.id)
        return memberPath(member.id, 'returned')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/notes', z.strictObject({ text: plainText(500) }), async (c) => {
    const member = makeMemberView(await readToServe(c))
    return {
      show: (form) => noteFormView(c.var.wording, member, form),
      async act({ text }, { request }) {
        await addTypedNote(deps, c.var.caller, request, member.id, text)
        return memberPath(member.id, 'noted')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/correction', MemberChange, async (c) => {
    const member = await readToServe(c)
    return {
      start: newForm(listCorrectable(member), member.version),
      read: (values) => readChange(values, member),
      show: (form) => correctionView(c.var.wording, frame, makeMemberView(member), form, listPlaces(c)),
      async act(change, { request, version }) {
        await correctMemberOnce(deps, c.var.caller, request, { id: member.id, version, change })
        return memberPath(member.id, 'corrected')
      },
      async current() {
        const now = await readToServe(c)
        return { version: now.version, values: listCorrectable(now) }
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/verification', Verification, async (c) => {
    const member = makeMemberView(await readMember(deps, c.var.caller, 'identity.verify', readPathMember(c)))
    return {
      show: (form) => verificationView(c.var.wording, frame, member, form),
      async act(verification, { request }) {
        await verifyMember(deps, c.var.caller, request, member.id, verification)
        return memberPath(member.id, 'verified')
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/rights/new', NewRightsCase, async (c) => {
    const member = makeMemberView(await readMember(deps, c.var.caller, 'cases.open', readPathMember(c)))
    return {
      show: (form) => caseFormView(c.var.wording, member, form),
      async act(input, { request }) {
        await openCaseFor(deps, c.var.caller, request, member.id, input)
        return `/members/${member.id}/rights?done=opened`
      },
    }
  })

  return routes
}

/** The values that a correction starts with. Masked values are left out. */
const listCorrectable = ({ person, business, area, agency }: Member): FormValues => [
  ['person.name', person?.name ?? ''],
  ['business.name', business?.name ?? ''],
  ['area', area],
  ['agency', agency],
]

/**
 * Reads the change that was typed. If the name of the business is the same, leaves the business out; otherwise keeps
 * its other fields.
 */
function readChange(values: FormValues, { business }: Member): unknown {
  const typedFields = z.looseObject({ business: z.object({ name: z.string() }).optional() }).parse(toObject(values))
  const { business: named, ...rest } = typedFields
  if (named === undefined || named.name === business?.name) return rest
  return { ...rest, business: { ...business, ...named } }
}
