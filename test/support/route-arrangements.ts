import { makePairId } from '../../shared/domain/duplicates/pair.ts'
import { hashSeal, sealDay } from '../../shared/domain/rights/trail-seal.ts'
import type { RouteCase, RouteRequest } from './route-case.ts'
import { nobodysNumber, type World } from './world.ts'

type Making = (world: World) => Promise<string> | string

/** A request about one member, and the same about an unknown number. */
export const ofMember = (
  path: string,
  rest: Omit<RouteRequest, 'path'> = {},
  make: Making = ({ member }) => member(),
) => about((id) => ({ path: `/v1/members/${id}${path}`, ...rest }), make, nobodysNumber)

export const about = (request: (id: string) => RouteRequest, make: Making, nothing: Making) => ({
  request: async (world: World) => request(await make(world)),
  absent: async (world: World) => request(await nothing(world)),
})

export const ofCase = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (memberAndCase) => ({ path: `/v1/members/${memberAndCase}${path}`, ...rest }),
    async (world) => {
      const { memberId, id } = await world.rightsCase()
      return `${memberId}/cases/${id}`
    },
    () => `${nobodysNumber()}/cases/cas_00000000000000000000`,
  )

export const ofTarget = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/targets/${id}${path}`, ...rest }),
    ({ target }) => target({ area: '31.71.01' }),
    () => 'tgt_00000000000000000000',
  )

export const ofMerge = (path: string) =>
  about(
    (id) => ({ path: `/v1/merges/${id}${path}` }),
    ({ merge }) => merge(),
    () => 'mrg_00000000000000000000',
  )

export const ofDuplicate = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/duplicates/${id}${path}`, ...rest }),
    ({ duplicate }) => duplicate(),
    () => makePairId(nobodysNumber(), nobodysNumber()),
  )

/** A request about an office that gets the reports of the place. */
export const ofRecipient = (
  path: string,
  rest: Omit<RouteRequest, 'path'> = {},
  make: Making = ({ recipient }) => recipient(),
) =>
  about(
    (id) => ({ path: `/v1/recipients/${id}${path}`, ...rest }),
    make,
    () => 'rcp_00000000000000000000',
  )

/** A request for the figures of the kecamatan, and one for an unknown area. */
export const ofArea = (path: string) =>
  about(
    (area) => ({ path: `/v1/${path}${path.includes('?') ? '&' : '?'}area=${area}` }),
    () => '31.71.01',
    () => '31.71.99',
  )

/** A request about an obstacle of an open month. */
export const ofObstacle = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/months/2021-11/obstacles/${id}${path}`, ...rest }),
    ({ obstacle }) => obstacle(),
    () => 'obs_00000000000000000000',
  )

export const ofDispute = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/disputes/${id}${path}`, ...rest }),
    ({ dispute }) => dispute(),
    () => 'dsp_00000000000000000000',
  )

/** A request about the record that the caller registered. */
export const ofOneself = (path: string): RouteCase => ({
  may: 'whoever is signed in',
  async request({ oneself }, as) {
    await oneself(as)
    return { path }
  },
})

export const ofMonth = (
  path: string,
  rest: Omit<RouteRequest, 'path'> = {},
  prepare: (world: World) => unknown = () => {},
) => ({
  async request(world: World) {
    await prepare(world)
    return { path: `/v1/months/2021-10${path}`, ...rest }
  },
  absent: () => ({ path: `/v1/months/2019-10${path}`, ...rest }),
})

export const ofImport = (path: string, make: Making, rest: Omit<RouteRequest, 'path'> = {}): Omit<RouteCase, 'may'> =>
  about(
    (id) => ({ path: `/v1/imports/${id}${path}`, ...rest }),
    make,
    () => 'imp_00000000000000000000',
  )

export const ofExport = (path: string): Omit<RouteCase, 'may'> =>
  about(
    (id) => ({ path: `/v1/exports/${id}${path}` }),
    (world) => world.export('ready'),
    () => 'exp_00000000000000000000',
  )

/** A request about the list of a class and a member on it. */
export const ofClassList = (path: string, rest: (memberId: string) => Omit<RouteRequest, 'path'> = () => ({})) => ({
  async request({ classList }: World) {
    const { id, memberId } = await classList()
    return { path: `/v1/class-lists/${id}${path}`, ...rest(memberId) }
  },
  async absent({ member }: World) {
    return { path: `/v1/class-lists/cls_00000000000000000000${path}`, ...rest(await member()) }
  },
})

export const ofPartner = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (code) => ({ path: `/v1/partners/${code}${path}`, ...rest }),
    async ({ partner }) => (await partner()).code,
    () => 'nobody',
  )

/** A request about a receipt of a partner that could not be applied. */
export const ofReceipt = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (at) => ({ path: `/v1/partners/${at}${path}`, ...rest }),
    async ({ parkedReceipt }) => {
      const { code, id } = await parkedReceipt()
      return `${code}/receipts/${id}`
    },
    () => `nobody/receipts/rct_${'0'.repeat(26)}`,
  )

/** A request about two events of a partner with the same id. */
export const ofConflict = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (at) => ({ path: `/v1/partners/${at}${path}`, ...rest }),
    async ({ partnerConflict }) => {
      const { code, id } = await partnerConflict()
      return `${code}/conflicts/${id}`
    },
    () => `nobody/conflicts/cnf_${'0'.repeat(26)}`,
  )

export const ofSubscriber = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/subscribers/${id}${path}`, ...rest }),
    async ({ subscriber }) => (await subscriber()).id,
    () => 'sub_00000000000000000000',
  )

export const ofLoan = (path: string, rest: Omit<RouteRequest, 'path'> = {}) =>
  about(
    (id) => ({ path: `/v1/loans/${id}${path}`, ...rest }),
    ({ loan }) => loan(),
    () => 'lon_00000000000000000000000000000000',
  )

/** A request about a sealed day of the trail, and about a day without a seal. */
export const ofTrailDay = () => ({
  async request({ deps }: World) {
    const [sealed] = await deps.trailSeals.all()
    if (sealed) return { path: `/v1/trail-days/${sealed.day}` }
    const seal = sealDay('2021-10-01', [], undefined)
    const head = { through: seal.day, hash: hashSeal(seal), version: 1 }
    await deps.commit(deps.trailSeals.add(seal), deps.trailSeals.move(head))
    return { path: `/v1/trail-days/${seal.day}` }
  },
  absent: () => ({ path: '/v1/trail-days/2019-10-01' }),
})
