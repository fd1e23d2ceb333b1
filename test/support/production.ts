import { prod } from '../../infra/environments.ts'
import { assembleOnce } from './synthesized.ts'

/** Production once it is live. */
export const production = assembleOnce({ ...prod, live: true })

const { stacks, templateOf } = production
export const data = templateOf(stacks.data)
export const api = templateOf(stacks.api)
export const jobs = templateOf(stacks.jobs)
export const work = templateOf(stacks.machine)
export const webhooks = templateOf(stacks.webhooks)
export const mail = templateOf(stacks.mail)
export const pages = templateOf(stacks.pages)
export const desk = templateOf(stacks.desk)
const templates = [
  data,
  ...(stacks.identity ? [templateOf(stacks.identity)] : []),
  api,
  work,
  jobs,
  webhooks,
  mail,
  pages,
  desk,
  templateOf(stacks.watch),
]

/** The resources of a type, in any stack of production. */
export const ofType = (type: string) =>
  templates.flatMap((template) =>
    Object.entries(template.findResources(type)).map(([id, { Properties }]) => ({ id, Properties })),
  )

export const machineArn = `arn:aws:states:${prod.region}:${prod.account}:stateMachine:capaian-prod-jobs`

/** The properties of a resource that stays when its stack is deleted, unless creating the stack failed. */
export const keptResource = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }
