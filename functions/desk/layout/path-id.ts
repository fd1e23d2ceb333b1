import { notFound } from '../../../shared/domain/problems/app-error.ts'
import type { DeskContext } from '../desk-env.ts'

type IdPrefix = 'cls' | 'exp' | 'grt' | 'imp' | 'rcp' | 'sub' | 'tgt'

/** Reads the id in a path, such as `imp_0K3M9QXF8H2N4PWZ7TVB`. Throws `not_found` if it has another shape. */
export function readPathId(c: DeskContext, prefix: IdPrefix): string {
  const id = c.req.param('id') ?? ''
  if (!id.startsWith(`${prefix}_`) || !/^[a-z]{3}_[0-9A-Z]{20}$/.test(id)) throw notFound()
  return id
}

/** Reads another name in a path, such as a partner's code. Throws `not_found` if it cannot be a name. */
export function readPathName(c: DeskContext, parameter: 'code' | 'id' | 'other'): string {
  const name = c.req.param(parameter) ?? ''
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw notFound()
  return name
}
