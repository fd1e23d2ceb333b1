import fc from 'fast-check'
import { expect, test } from 'vitest'
import { carryNodes, emptyNode, type NodeCounters, restateNode } from '../../../shared/domain/figures/node-counters.ts'
import { addCounters, type Counters } from '../../../shared/domain/ledger/counter.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const frame = makeFrame(smallProgramme)
const { areas, names } = frame
const start = () => areas.nodes.map(emptyNode)

const counter = fc
  .record({
    line: fc.constantFrom('attained' as const, 'late' as const, 'reversed' as const),
    stage: fc.constantFrom('apply', 'learn'),
    agency: fc.constantFrom('trade', 'library'),
    gender: fc.constantFrom('female' as const, 'male' as const),
    category: fc.constant('new'),
  })
  .map(({ line, ...cell }) => names.nameOf(line, cell))
const counters = fc.dictionary(counter, fc.nat(20), { noNullPrototype: true })
const cellOf = { area: fc.constantFrom(...areas.leaves), counters }
const month = fc.record({
  tallies: fc.uniqueArray(fc.record(cellOf), { selector: ({ area }) => area }),
  shifts: fc.array(fc.record({ ...cellOf, trueMonth: fc.constantFrom('2024-01', '2024-02') })),
})

const at = (nodes: NodeCounters[], area: string) => nodes.find((node) => node.area === area) ?? emptyNode(area)
const sumOf = (parts: Counters[]) => parts.reduce<Counters>((sum, part) => addCounters(sum, part), {})

test('an area is the sum of its parts, in every counter', () => {
  fc.assert(
    fc.property(month, month, (first, second) => {
      const nodes = carryNodes(frame, carryNodes(frame, start(), first), second)
      for (const { code, children } of areas.nodes.flatMap((node) => areas.find(node) ?? [])) {
        if (children.length === 0) continue
        const parts = [...children, `${code}.0000`].map((part) => at(nodes, part))
        expect(at(nodes, code).cumulative).toEqual(sumOf(parts.map(({ cumulative }) => cumulative)))
        expect(at(nodes, code).inMonth).toEqual(sumOf(parts.map(({ inMonth }) => inMonth)))
        for (const trueMonth of ['2024-01', '2024-02'])
          expect(at(nodes, code).shifts[trueMonth] ?? {}).toEqual(
            sumOf(parts.map(({ shifts }) => shifts[trueMonth] ?? {})),
          )
      }
    }),
  )
})

test('carried counters are the net of all months; posted counters are of the last month only', () => {
  const cell = { stage: 'apply', agency: 'trade', gender: 'male', category: 'new' } as const
  const monthWith = (line: 'attained' | 'late' | 'reversed', n: number) => ({
    tallies: [{ area: 'HV.N.1', counters: { [names.nameOf(line, cell)]: n } }],
    shifts: [],
  })
  const months = [monthWith('attained', 5), monthWith('reversed', 2), monthWith('late', 1)]
  const nodes = months.reduce((before, each) => carryNodes(frame, before, each), start())
  expect(at(nodes, 'HV')).toEqual({
    area: 'HV',
    cumulative: { [names.nameOf('net', cell)]: 4 },
    inMonth: { [names.nameOf('late', cell)]: 1 },
    shifts: {},
  })
  expect(at(nodes, 'HV.NE')).toEqual(emptyNode('HV.NE'))
})

test('carrying nodes on does not change them', () => {
  fc.assert(
    fc.property(month, month, (first, second) => {
      const before = carryNodes(frame, start(), first)
      const copy = structuredClone(before)
      carryNodes(frame, before, second)
      expect(before).toEqual(copy)
    }),
  )
})

test('a restated month gains its later entries, and passes late entries to the months that they belong to', () => {
  const cell = { stage: 'apply', agency: 'trade', gender: 'male', category: 'new' } as const
  const [attainedName, lateName, reversedName, netName] = (['attained', 'late', 'reversed', 'net'] as const).map(
    (line) => names.nameOf(line, cell),
  )
  const orEmpty = (each: string | undefined) => each ?? ''
  const february: NodeCounters = {
    area: 'HV',
    cumulative: { [orEmpty(netName)]: 9 },
    inMonth: { [orEmpty(attainedName)]: 3, [orEmpty(lateName)]: 2 },
    shifts: { '2024-01': { [orEmpty(lateName)]: 2 } },
  }
  const laterNode = (shifts: NodeCounters['shifts']): NodeCounters => ({ ...emptyNode('HV'), shifts })
  const node = restateNode(names, '2024-02', february, [
    laterNode({ '2024-01': { [orEmpty(lateName)]: 1 }, '2024-02': { [orEmpty(lateName)]: 4 } }),
    laterNode({ '2024-02': { [orEmpty(reversedName)]: 1 }, '2024-03': { [orEmpty(lateName)]: 7 } }),
  ])
  expect(node).toEqual({
    area: 'HV',
    cumulative: { [orEmpty(netName)]: 9 + 1 + 4 - 1 },
    inMonth: { [orEmpty(attainedName)]: 3, [orEmpty(lateName)]: 2 - 2 + 4, [orEmpty(reversedName)]: 1 },
    shifts: {},
  })
  expect(february.inMonth).toEqual({ [orEmpty(attainedName)]: 3, [orEmpty(lateName)]: 2 })
})
