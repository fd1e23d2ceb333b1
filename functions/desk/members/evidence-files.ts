import { Hono } from 'hono'
import * as z from 'zod'
import type { DeskDeps } from '../../../shared/desk-deps.ts'
import { makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { notFound } from '../../../shared/domain/problems/app-error.ts'
import { may } from '../../../shared/usecases/access/may.ts'
import { EvidenceFileRemoval, removeEvidenceFile } from '../../../shared/usecases/members/evidence-file-removal.ts'
import {
  askForFile,
  confirmFile,
  listFiles,
  makeFileHeaders,
  makeFileUploadForm,
  NewEvidenceFile,
  openFile,
} from '../../../shared/usecases/members/evidence-files.ts'
import { readMember } from '../../../shared/usecases/members/member-access.ts'
import type { DeskContext, DeskEnv } from '../desk-env.ts'
import { addFormPage } from '../form/form-page.ts'
import { newForm } from '../form/form-state.ts'
import { render } from '../layout/render.ts'
import { confirmationView, filesView, removalView, uploadView } from './evidence-files-view.ts'
import { readPathMember } from './member.ts'

/** Photos and documents that prove a member's stages. The browser sends them straight into the store. */
export function evidenceFileRoutes(deps: DeskDeps) {
  const routes = new Hono<DeskEnv>()
  const { frame } = deps
  const readToServe = async (c: DeskContext) =>
    makeMemberView(await readMember(deps, c.var.caller, 'member.write', readPathMember(c)))

  addFormPage(routes, deps, '/members/:id/files', NewEvidenceFile, async (c) => {
    const { caller, wording } = c.var
    const id = readPathMember(c)
    const member = makeMemberView(await readMember(deps, caller, 'member.read', id))
    return {
      start: newForm([
        ['stage', c.req.query('stage') ?? ''],
        ['type', 'image/jpeg'],
      ]),
      async show(form) {
        const files = await listFiles(deps, caller, id)
        const mayChange = may(caller, 'member.write')
        return filesView(wording, frame, { member, files, form, mayChange, done: c.req.query('done') })
      },
      async act(input, { request }) {
        const { answer } = await askForFile(deps, caller, request, id, input)
        return `/members/${id}/files/${answer.id}/upload`
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/files/:file/confirmation', z.strictObject({}), async (c) => {
    const member = await readToServe(c)
    const file = { memberId: member.id, id: readPathFileId(c) }
    return {
      show: (form) => confirmationView(c.var.wording, member, file.id, form),
      async act(_, { request }) {
        await confirmFile(deps, c.var.caller, request, file)
        return `/members/${member.id}/files?done=filed`
      },
    }
  })

  addFormPage(routes, deps, '/members/:id/files/:file/removal', EvidenceFileRemoval, async (c) => {
    const { caller, wording } = c.var
    const member = await readToServe(c)
    const id = readPathFileId(c)
    const file = (await listFiles(deps, caller, member.id)).find((each) => each.id === id)
    return {
      show: (form) => {
        if (!file) throw notFound()
        return removalView(wording, frame, { member, file, form })
      },
      async act(removal, { request }) {
        await removeEvidenceFile(deps, caller, request, { memberId: member.id, id }, removal)
        return `/members/${member.id}/files?done=file_removed`
      },
    }
  })

  return routes
    .get('/members/:id/files/:file/upload', async (c) => {
      const member = await readToServe(c)
      const id = readPathFileId(c)
      const returnTo = `${deps.deskUrl}/members/${member.id}/files/${id}/confirmation`
      const form = await makeFileUploadForm(deps, c.var.caller, { memberId: member.id, id }, returnTo)
      c.set('formTarget', new URL(form.action).origin)
      return render(c, uploadView(c.var.wording, member, form))
    })
    .get('/members/:id/files/:file', async (c) => {
      const { file, content } = await openFile(deps, c.var.caller, {
        memberId: readPathMember(c),
        id: readPathFileId(c),
      })
      c.set('isFile', true)
      return c.body(new Uint8Array(content), 200, makeFileHeaders(file))
    })
}

/** Reads the id of a file in a path. Throws `not_found` if it has another shape. */
function readPathFileId(c: DeskContext): string {
  const id = c.req.param('file') ?? ''
  if (!/^evf_[0-9A-Z]{20}$/.test(id)) throw notFound()
  return id
}
