import { describe, expect, test } from 'vitest'
import { withCompleteSet } from '../../../shared/domain/acts/complete-set.ts'
import { actsOn, everyDay, memberWith, stagesAndKinds } from '../../support/acts.ts'

const april = actsOn('2020-04-10')
const whole = memberWith(everyDay)
const { P7, ALL } = whole.standings
if (!P7 || !ALL) throw new Error('The set is whole')

describe('the entry of the complete set', () => {
  test('stays while the stage that completed the set stays', () => {
    expect(withCompleteSet(april, whole)).toEqual({ member: whole, entries: [] })
  })

  test.each([
    ['day', { happenedOn: '2020-04-02' }],
    ['area', { area: '31.72.01.1001' }],
    ['agency', { agency: 'KPKP' }],
    ['gender', { gender: 'male' as const }],
    ['category', { category: 'naik_kelas' }],
  ])('follows that stage to another %s: it is reversed with the given reason, and posted again', (_, change) => {
    const changed = { ...whole, standings: { ...whole.standings, P7: { ...P7, ...change } } }
    const { member, entries } = withCompleteSet(april, changed, 'loan_withdrawn')
    expect(stagesAndKinds(entries)).toEqual([
      ['ALL', 'reversed'],
      ['ALL', 'attained'],
    ])
    expect(entries[0]).toMatchObject({ reason: 'loan_withdrawn', reverses: ALL.entryId, happenedOn: '2020-04-10' })
    expect(member.standings.ALL).toMatchObject({ ...change, entryId: entries[1]?.id })
  })

  test('is reversed with any stage of the set', () => {
    const { P3: _, ...standings } = whole.standings
    const { member, entries } = withCompleteSet(april, { ...whole, standings })
    expect(stagesAndKinds(entries)).toEqual([['ALL', 'reversed']])
    expect(member.standings).not.toHaveProperty('ALL')
  })

  test('is not posted while a stage is missing', () => {
    const ani = memberWith({ P1: '2020-03-01' })
    expect(withCompleteSet(april, ani)).toEqual({ member: ani, entries: [] })
  })
})
