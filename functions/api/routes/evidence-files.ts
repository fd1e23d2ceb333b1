import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { EvidenceFile } from '../../../shared/domain/member/evidence-file.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { MemberNumber } from '../../../shared/domain/values/member-number.ts'
import {
  EvidenceFileRemoval,
  EvidenceFileRemoved,
  removeEvidenceFile,
} from '../../../shared/usecases/members/evidence-file-removal.ts'
import {
  askForFile,
  confirmFile,
  EvidenceFileAsked,
  listFiles,
  makeFileHeaders,
  makeFileUploadForm,
  NewEvidenceFile,
  openFile,
} from '../../../shared/usecases/members/evidence-files.ts'
import { binary, json } from '../answers.ts'
import { refusals } from '../problem.ts'
import { newRouter } from '../router.ts'
import { addWriteRoute } from '../writing-routes.ts'
import { MemberPath } from './members.ts'

const FileList = z.object({ items: z.array(EvidenceFile) }).meta({ id: 'EvidenceFileList' })
const FilePath = z.object({
  id: MemberNumber,
  fileId: z.string().regex(/^evf_[0-9A-Z]{20}$/, like('evf_0K3M9QXF8H2N4PWZ7TVB')),
})

/** Photos and documents that prove stages. They are uploaded straight into the store, and then confirmed. */
export function evidenceFileRoutes(deps: Deps) {
  const routes = newRouter()

  addWriteRoute(routes, deps, {
    path: '/members/{id}/files',
    tags: ['Evidence files'],
    summary:
      'Get a form to upload a JPEG, PNG or PDF of up to 4.5 MB that proves a stage. Confirm the upload afterwards.',
    params: MemberPath,
    body: NewEvidenceFile,
    answer: json(EvidenceFileAsked, 'The form, valid for half an hour'),
    async carryOut({ caller, request, params: { id: memberId }, body }) {
      const { answer, replayed } = await askForFile(deps, caller, request, memberId, body)
      return { answer: { ...answer, upload: await makeFileUploadForm(deps, caller, answer) }, replayed }
    },
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/files/{fileId}/confirmations',
    tags: ['Evidence files'],
    summary: 'Keep an uploaded file, encrypted and without EXIF or location. The trail records its hash.',
    params: FilePath,
    answer: json(EvidenceFile, 'The file, without its content'),
    carryOut: ({ caller, request, params: { id: memberId, fileId: id } }) =>
      confirmFile(deps, caller, request, { memberId, id }),
  })

  addWriteRoute(routes, deps, {
    path: '/members/{id}/files/{fileId}/removals',
    tags: ['Evidence files'],
    summary: 'Remove a file that was added by mistake. Its key is deleted, and the trail keeps the reason.',
    params: FilePath,
    body: EvidenceFileRemoval,
    answer: json(EvidenceFileRemoved, 'Removed'),
    carryOut: ({ caller, request, params: { id: memberId, fileId: id }, body }) =>
      removeEvidenceFile(deps, caller, request, { memberId, id }, body),
  })

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/files',
      tags: ['Evidence files'],
      summary: 'The files that prove stages of a member',
      request: { params: MemberPath },
      responses: { 200: json(FileList, 'All files, oldest first'), ...refusals },
    }),
    async (c) => c.json({ items: await listFiles(deps, c.var.caller, c.req.valid('param').id) }, 200),
  )

  routes.openapi(
    createRoute({
      method: 'get',
      path: '/members/{id}/files/{fileId}/content',
      tags: ['Evidence files'],
      summary: 'Download a file. The trail records the download first.',
      request: { params: FilePath },
      responses: {
        200: {
          description: 'The file',
          content: { 'image/jpeg': binary, 'image/png': binary, 'application/pdf': binary },
        },
        ...refusals,
      },
    }),
    async (c) => {
      const { id: memberId, fileId: id } = c.req.valid('param')
      const { file, content } = await openFile(deps, c.var.caller, { memberId, id })
      for (const [name, value] of Object.entries(makeFileHeaders(file))) c.header(name, value)
      return c.body(new Uint8Array(content), 200)
    },
  )

  return routes
}
