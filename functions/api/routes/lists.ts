import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import type { Deps } from '../../../shared/deps.ts'
import { MemberFilter } from '../../../shared/domain/member/member-list.ts'
import { MemberView, makeMemberView } from '../../../shared/domain/member/member-view.ts'
import { like } from '../../../shared/domain/problems/field-rule.ts'
import { listMembers } from '../../../shared/usecases/members/list-members.ts'
import { body, json } from '../answers.ts'
import { openCursor, PageQuery, sealCursor } from '../cursor.ts'
import { refusals } from '../problem.ts'
import { type ApiContext, newRouter } from '../router.ts'

/** Stage codes in one parameter, such as `P2,P3`. */
const codesInQuery = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,32}(,[A-Za-z0-9_-]{1,32}){0,19}$/, like('P2,P3'))
  .meta({ example: 'P2,P3' })

const ListQuery = PageQuery.extend({
  ...MemberFilter.omit({ namePrefix: true }).shape,
  attained: codesInQuery.optional().describe('Only members who hold all of these stages'),
  lacking: codesInQuery.optional().describe('Only members who hold none of these stages'),
})

const ListRequest = MemberFilter.extend({
  cursor: PageQuery.shape.cursor,
  limit: z.int().min(1).max(200).default(50),
}).meta({ id: 'ListRequest' })

const MemberList = z
  .object({
    items: z.array(MemberView),
    next: z.string().optional().describe('A cursor, present while there may be more. A page may be short, even empty.'),
  })
  .meta({ id: 'MemberList' })

type Asked = z.infer<typeof MemberFilter> & z.infer<typeof PageQuery>

export const listRoutes = (deps: Deps) => {
  async function page(c: ApiContext, { cursor, limit, ...filter }: Asked): Promise<z.infer<typeof MemberList>> {
    const from = openCursor(deps, c, cursor, z.string(), filter)
    const { members, next } = await listMembers(deps, c.var.caller, filter, { from, limit })
    return { items: members.map(makeMemberView), ...(next && { next: sealCursor(deps, c, next, filter) }) }
  }
  return newRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/members',
        tags: ['Members'],
        summary:
          'Members of an area and agency, filtered by stages, newest or longest waiting first, with masked identifiers',
        request: { query: ListQuery },
        responses: { 200: json(MemberList, 'A page of members'), ...refusals },
      }),
      async (c) => {
        const { attained, lacking, ...rest } = c.req.valid('query')
        return c.json(await page(c, { ...rest, attained: attained?.split(','), lacking: lacking?.split(',') }), 200)
      },
    )
    .openapi(
      createRoute({
        method: 'post',
        path: '/members/lists',
        tags: ['Members'],
        summary: 'The same list, also filtered by how the name begins (a POST, to keep names out of URLs)',
        request: body(ListRequest),
        responses: { 200: json(MemberList, 'A page of members'), ...refusals },
      }),
      async (c) => c.json(await page(c, c.req.valid('json')), 200),
    )
}
