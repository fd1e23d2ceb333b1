import { expect, test } from 'vitest'
import { makeAreaTree } from '../../../shared/domain/programme/area-tree.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { smallProgramme } from '../../support/small-programme.ts'

const jakarta = makeAreaTree(jakpreneur.areas)
const harbourville = makeAreaTree(smallProgramme.areas)

test('Jakarta counts in 267 kelurahan and the remainders of 44 kecamatan', () => {
  const remainders = jakarta.leaves.filter((leaf) => leaf.endsWith('.0000'))
  expect(jakarta.leaves).toHaveLength(311)
  expect(remainders).toHaveLength(44)
  expect(jakarta.nodes).toHaveLength(1 + 6 + 44 + 267 + 44)
})

test('Jakarta is read in shards: its five kota and its kabupaten', () => {
  expect(jakarta.root).toBe('31')
  expect(jakarta.shards).toEqual(['31.01', '31.71', '31.72', '31.73', '31.74', '31.75'])
  expect(jakarta.shards.map((shard) => jakarta.leavesWithin(shard).length)).toEqual([8, 52, 37, 64, 75, 75])
})

test('the small programme counts in its quarters and the remainders of its two districts', () => {
  expect(harbourville.root).toBe('HV')
  expect(harbourville.shards).toEqual(['HV.N', 'HV.NE'])
  expect(harbourville.leaves).toEqual(['HV.N.0000', 'HV.N.1', 'HV.N.10', 'HV.N.2b', 'HV.NE.0000', 'HV.NE.1'])
  expect(harbourville.nodes).toEqual([
    'HV',
    'HV.N',
    ...harbourville.leaves.slice(0, 4),
    'HV.NE',
    'HV.NE.0000',
    'HV.NE.1',
  ])
})

test.each([
  ['31.71.01.1001', '31.71.01.1001'],
  ['31.71.01', '31.71.01.0000'],
  ['31.71', undefined],
  ['31', undefined],
  ['31.71.01.0000', undefined],
  ['99', undefined],
  ['', undefined],
])('a member of area %s counts in %s', (area, leaf) => {
  expect(jakarta.leafOf(area)).toBe(leaf)
})

test.each([
  ['31', ['31']],
  ['31.74.10', ['31', '31.74', '31.74.10']],
  ['31.74.10.1001', ['31', '31.74', '31.74.10', '31.74.10.1001']],
  ['31.74.10.0000', ['31', '31.74', '31.74.10', '31.74.10.0000']],
])('the path of %s is %o', (code, path) => {
  expect(jakarta.pathOf(code)).toEqual(path)
})

test.each([
  ['31.71.01.1001', '31.71', true],
  ['31.71.01.0000', '31.71.01', true],
  ['31.71', '31.71', true],
  ['31.71', '31', true],
  ['31', '31.71', false],
  ['31.71.01.1001', '31.7', false],
  ['31.71.01.1001', '31.71.0', false],
  ['31.71.01.1001', '', false],
  ['31.7', '31', false],
])('%s within %s: %s', (code, within, expected) => {
  expect(jakarta.isWithin(code, within)).toBe(expected)
})

test.each([
  ['HV.N.10', 'HV.N.1', false],
  ['HV.NE.1', 'HV.N', false],
  ['HV.N.0000', 'HV.N', true],
  ['HV.N.2b', 'HV', true],
])('%s within %s: %s, though codes begin alike', (code, within, expected) => {
  expect(harbourville.isWithin(code, within)).toBe(expected)
})

test.each([
  ['Jakarta', jakarta],
  ['Harbourville', harbourville],
])('%s: the shards have all leaves, each once', (_, tree) => {
  expect(tree.shards.flatMap((shard) => tree.leavesWithin(shard)).toSorted()).toEqual(tree.leaves)
  expect(tree.leavesWithin(tree.root)).toEqual(tree.leaves)
  for (const leaf of tree.leaves) expect(tree.pathOf(leaf).slice(0, 2)).toEqual([tree.root, tree.shardOf(leaf)])
})

test.each([
  ['Jakarta', jakarta],
  ['Harbourville', harbourville],
])('%s: every area but the root is its parent’s child', (_, tree) => {
  const areas = tree.nodes.flatMap((code) => tree.find(code) ?? [])
  const children = areas.flatMap((area) => area.children)
  expect(children.toSorted()).toEqual(areas.map(({ code }) => code).filter((code) => code !== tree.root))
  for (const area of areas) for (const child of area.children) expect(tree.find(child)?.parent).toBe(area.code)
})

test('the fingerprint depends only on the set of leaves', () => {
  const reversedTree = makeAreaTree(jakpreneur.areas.toReversed())
  const renamedTree = makeAreaTree(jakpreneur.areas.map(([code]) => [code, 'X']))
  const largerTree = makeAreaTree([...jakpreneur.areas, ['31.71.01.1099', 'Baru']])
  expect(reversedTree.leaves).toEqual(jakarta.leaves)
  expect([reversedTree.fingerprint, renamedTree.fingerprint]).toEqual([jakarta.fingerprint, jakarta.fingerprint])
  expect(largerTree.fingerprint).not.toBe(jakarta.fingerprint)
})

test('a shard without areas below it is a leaf itself', () => {
  const tree = makeAreaTree([
    ['X', 'Root'],
    ['X.a', 'Alone'],
    ['X.b', 'Wide'],
    ['X.b.1', 'Deep'],
  ])
  expect(tree.leafOf('X.a')).toBe('X.a')
  expect(tree.shardOf('X.a')).toBe('X.a')
  expect(tree.shards).toEqual(['X.0000', 'X.a', 'X.b'])
})

test('a code that skips a level belongs to the nearest area above it', () => {
  const tree = makeAreaTree([
    ['X', 'Root'],
    ['X.a', 'A'],
    ['X.a.1.2', 'Deep'],
  ])
  expect(tree.pathOf('X.a.1.2')).toEqual(['X', 'X.a', 'X.a.1.2'])
})

test('a tree with no root, or with two, is refused', () => {
  expect(() => makeAreaTree([])).toThrow('must have one root, but this one has 0')
  expect(() =>
    makeAreaTree([
      ['X', 'One'],
      ['Y', 'Other'],
    ]),
  ).toThrow('must have one root, but this one has 2')
})

test.each([
  ['31.71.01.1001', '31.71.01'],
  ['31.71.01', '31.71.01'],
  ['31.71.01.0000', '31.71.01'],
])('%s lies in the district %s', (area, district) => {
  expect(jakarta.districtOf(area)).toBe(district)
})

test('the districts of an area are those of its leaves', () => {
  expect(jakarta.districtsWithin('31')).toHaveLength(44)
  expect(jakarta.districtsWithin('31.71')).toHaveLength(8)
  expect(jakarta.districtsWithin('31.71.01.1001')).toEqual(['31.71.01'])
  expect(harbourville.districtsWithin('HV')).toEqual(['HV.N', 'HV.NE'])
})
