import { version } from '../first-version.ts'
import { anyServants, keepers, servants } from '../permissions.ts'
import { about, ofArea, ofDuplicate, ofMember, ofMerge, ofTrailDay } from '../route-arrangements.ts'
import type { RouteCase } from '../route-case.ts'
import { inside, newNik, nobodysNumber } from '../world.ts'

export const memberCases: Record<string, RouteCase> = {
  'POST /v1/members': {
    may: servants,
    request: () => ({
      path: '/v1/members',
      body: { person: { name: 'Budi Santoso', nik: newNik() }, gender: 'male', category: 'pemula', ...inside },
    }),
  },
  'POST /v1/members/searches': {
    // A member outside the caller's scope is not found.
    may: anyServants,
    ...about(
      (number) => ({ path: '/v1/members/searches', body: { number } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'GET /v1/members': { may: servants, ...ofArea('members?agency=PPAPP') },
  'POST /v1/members/lists': {
    may: servants,
    ...about(
      (area) => ({ path: '/v1/members/lists', body: { area, agency: 'PPAPP', namePrefix: 'Sri' } }),
      () => '31.71.01',
      () => '31.71.99',
    ),
  },
  'GET /v1/worklists': { may: servants, ...ofArea('worklists?agency=PPAPP&after=P1&next=P2') },
  'GET /v1/members/{id}': { may: servants, ...ofMember('') },
  'PATCH /v1/members/{id}': {
    may: servants,
    ...ofMember('', { body: { person: { name: 'Siti Aminah' } }, ...version }),
  },
  'GET /v1/members/{id}/history': { may: servants, ...ofMember('/history') },
  'GET /v1/members/{id}/trail': { may: servants, ...ofMember('/trail') },
  'GET /v1/trail-days/{day}': { may: keepers, ...ofTrailDay() },
  'POST /v1/members/{id}/notes': { may: servants, ...ofMember('/notes', { body: { text: 'Sudah ditelepon' } }) },
  'GET /v1/members/{id}/notes': { may: servants, ...ofMember('/notes') },
  'POST /v1/members/{id}/stages': {
    may: servants,
    ...ofMember('/stages', { body: { stage: 'P2', happenedOn: '2021-11-20' } }),
  },
  'POST /v1/members/{id}/reversals': {
    may: servants,
    ...ofMember('/reversals', { body: { stage: 'P2', reason: 'wrong_person' } }, ({ addTrained }) => addTrained()),
  },
  'POST /v1/members/{id}/reclassifications': {
    may: servants,
    ...ofMember('/reclassifications', { body: { gender: 'female', reason: 'data_entry_mistake' } }),
  },
  'POST /v1/members/{id}/withdrawals': {
    may: servants,
    ...ofMember('/withdrawals', { body: { on: '2021-11-30' } }),
  },
  'POST /v1/members/{id}/returns': {
    may: servants,
    ...ofMember('/returns', {}, async ({ member, call }) => {
      const id = await member()
      await call('POST', `/v1/members/${id}/withdrawals`, { body: { on: '2021-11-30' } })
      return id
    }),
  },
  'POST /v1/merges': {
    may: servants,
    request: async ({ member }) => ({
      path: '/v1/merges',
      body: { from: await member(), into: await member(), reason: 'duplicate_registration' },
    }),
    absent: async ({ member }) => ({
      path: '/v1/merges',
      body: { from: nobodysNumber(), into: await member(), reason: 'duplicate_registration' },
    }),
  },
  'GET /v1/merges/{mergeId}': { may: servants, ...ofMerge('') },
  'POST /v1/merges/{mergeId}/undoings': { may: servants, ...ofMerge('/undoings') },
  // Pairs elsewhere are not in the list.
  'GET /v1/duplicates': { may: anyServants, request: () => ({ path: '/v1/duplicates' }) },
  'GET /v1/duplicates/{id}': { may: servants, ...ofDuplicate('') },
  'POST /v1/duplicates/{id}/decisions': {
    may: servants,
    ...ofDuplicate('/decisions', { body: { decision: 'different', reason: 'shared_phone' } }),
  },
}
