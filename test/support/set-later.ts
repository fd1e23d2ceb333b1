import fc from 'fast-check'
import type { Deps } from '../../shared/deps.ts'
import type { Month } from '../../shared/domain/calendar.ts'
import type { Programme } from '../../shared/domain/programme/programme.ts'
import { listTargets, makePrimary, reviseTarget, setTarget } from '../../shared/usecases/figures/targets.ts'
import { openBooks } from '../../shared/usecases/ledger/open-books.ts'
import { changePartner, listPartners } from '../../shared/usecases/partners/partners.ts'
import { assembleTestDeps, callerAs, request, type TestDeps } from './test-deps.ts'

const admin = callerAs('admin')

type SomeDeps = Deps & Pick<TestDeps, 'tableName'>

/** The same table and clock with another programme, as after a deployment. */
export async function withProgramme(deps: SomeDeps, programme: Programme): Promise<SomeDeps> {
  const { tableName, pause } = deps
  const next = { ...(await assembleTestDeps(tableName, programme, deps)), pause, tableName }
  await openBooks(next)
  return next
}

/** Changes one row of a list, picked by number. */
const changeRow = <T>(rows: T[], n: number, change: (row: T) => T): T[] =>
  rows.map((row, i) => (i === n % rows.length ? change(row) : row))

const sameNames = (name: string) => ({ id: name, en: name })

/** An edit that changes no name. */
const leads = 'other indicators lead'

/** Edits of a programme that each change one thing. `name` is a new name, `row` picks what is changed. */
const edits: Record<string, (programme: Programme, row: number, name: string) => Partial<Programme>> = {
  'the programme is renamed': (_, __, name) => ({ name: sameNames(name) }),
  'an indicator is renamed': ({ indicators }, row, name) => ({
    indicators: changeRow(indicators, row, (each) => ({ ...each, name: sameNames(name) })),
  }),
  'an indicator is defined otherwise': ({ indicators }, row, name) => ({
    indicators: changeRow(indicators, row, (each) => ({ ...each, definition: sameNames(name), counts: 'P2' })),
  }),
  'an indicator has another legal basis': ({ indicators }, row, name) => ({
    indicators: changeRow(indicators, row, (each) => ({
      ...each,
      legalBasis: sameNames(name),
      official: !each.official,
    })),
  }),
  'an indicator ends, and counts another unit': ({ indicators }, row, name) => ({
    indicators: changeRow(indicators, row, (each) => ({ ...each, until: '2021-08-31', unit: sameNames(name) })),
  }),
  'an indicator is added before the others': ({ indicators }, row, name) => {
    const like = indicators[row % indicators.length]
    return like ? { indicators: [{ ...like, code: `I${name}`, name: sameNames(name) }, ...indicators] } : {}
  },
  [leads]: ({ indicators }, row) => {
    const lead = indicators[row % indicators.length]?.code ?? ''
    return { headlines: [lead, ...indicators.map(({ code }) => code).filter((code) => code !== lead)] }
  },
  'an order policy is set with an earlier date': ({ orderPolicies }, row, name) => ({
    orderPolicies: [
      ...orderPolicies.filter(({ from }) => from !== `2019-01-${10 + row}`),
      { from: `2019-01-${10 + row}`, order: row % 2 === 0 ? 'strict' : 'free', basis: name },
    ],
  }),
  'a loan finances by another fact': ({ financing }, row, name) =>
    financing
      ? {
          financing: {
            ...financing,
            rules: changeRow(financing.rules, row, (rule) => ({ ...rule, fact: 'disbursed', basis: name })),
          },
        }
      : {},
  'a stage is renamed': ({ stages }, row, name) => ({
    stages: changeRow(stages, row, (each) => ({ ...each, name: sameNames(name) })),
  }),
  'an agency is renamed': ({ agencies }, row, name) => ({
    agencies: changeRow(agencies, row, (each) => ({ ...each, name })),
  }),
  'an area is renamed': ({ areas }, row, name) => ({ areas: changeRow(areas, row, ([code]) => [code, name]) }),
  'an area is added': ({ areas }, _, name) => ({ areas: [...areas, [`31.72.01.${name}`, name]] }),
  'a category is renamed': ({ categories }, row, name) => ({
    categories: changeRow(categories, row, (each) => ({ ...each, name: sameNames(name) })),
  }),
  'a reason is renamed': ({ reasons }, row, name) => ({
    reasons: changeRow(reasons, row, (each) => ({ ...each, name: sameNames(name) })),
  }),
  'the publication has another title': ({ publication }, _, name) => ({
    publication: { ...publication, title: sameNames(name) },
  }),
}

const indicator = fc.constantFrom('P1', 'P7', 'ALL')
const place = fc.constantFrom<{ area: string; agency?: string }>(
  { area: '31' },
  { area: '31.71' },
  { area: '31', agency: 'PPAPP' },
)
const period = fc.constantFrom(
  { from: '2021-09', to: '2021-12' },
  { from: '2021-09', to: '2021-09' },
  { from: '2021-10', to: '2022-12' },
  { from: '2021-11', to: '2021-12' },
)
const effectiveFrom = fc.constantFrom('2017-10-01', '2021-09-01', '2021-10-31', '2021-11-01', '2022-05-01')
const what = <T extends string>(named: T) => fc.constant(named)

/** Something that can be set after months are closed: a target, a partner's name, or any part of the programme. */
export const setLater = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ what: what('target'), indicator, place, period, effectiveFrom, primary: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ what: what('revision'), target: fc.nat(9), effectiveFrom }) },
  { weight: 1, arbitrary: fc.record({ what: what('primary'), target: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ what: what('partner') }) },
  {
    weight: 6,
    arbitrary: fc.record({ what: what('edit'), edit: fc.constantFrom(...Object.keys(edits)), row: fc.nat(9) }),
  },
)
export type SetLater = typeof setLater extends fc.Arbitrary<infer T> ? T : never

let values = 2000

/**
 * Sets something. Returns the dependencies to use from then on and, where the restated reading of a month must name the
 * change, the new value that it must contain.
 */
export async function carryOut(
  deps: SomeDeps,
  later: SetLater,
  month: Month,
): Promise<{ deps: SomeDeps; names?: string }> {
  const value = ++values
  const basis = 'Perubahan'
  const isTold = (from: Month, since: string) => from <= month && since <= `${month}-31`
  switch (later.what) {
    case 'target': {
      const { what: _, place, period, ...input } = later
      await setTarget(deps, admin, request(), { ...input, ...place, ...period, value, basis })
      return { deps, ...(isTold(period.from, later.effectiveFrom) && { names: String(value) }) }
    }
    case 'revision':
    case 'primary': {
      const targets = await listTargets(deps, admin)
      const target = targets[later.target % targets.length]
      if (!target) return { deps }
      if (later.what === 'primary') await makePrimary(deps, admin, target.id)
      else {
        const revision = { value, basis, effectiveFrom: later.effectiveFrom, reason: 'Anggaran' }
        await reviseTarget(deps, admin, target.id, target.version, revision)
        if (isTold(target.from, later.effectiveFrom)) return { deps, names: String(value) }
      }
      return { deps }
    }
    case 'partner': {
      const [partner] = await listPartners(deps, admin)
      if (!partner) return { deps }
      await changePartner(deps, admin, partner.code, partner.version, { name: `Bank ${value}` })
      return { deps, names: `Bank ${value}` }
    }
    case 'edit': {
      const name = String(value)
      const { programme } = deps.frame
      const edited = { ...programme, ...edits[later.edit]?.(programme, later.row, name) }
      return { deps: await withProgramme(deps, edited), ...(later.edit !== leads && { names: name }) }
    }
  }
}
