import { describe, expect, test } from 'vitest'
import { describeFinancing, lackLoanReports, nameStage } from '../../../shared/domain/figures/financing-figures.ts'
import { countIndicator } from '../../../shared/domain/figures/indicator-count.ts'
import { makeIndicatorFigures } from '../../../shared/domain/figures/indicator-figures.ts'
import { makeFrame } from '../../../shared/domain/ledger/frame.ts'
import { Programme } from '../../../shared/domain/programme/programme.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'

const [approvalRule] = jakpreneur.financing?.rules ?? []
if (!approvalRule || !jakpreneur.financing) throw new Error('Jakpreneur has a rule of financing')
const stricter: Programme = {
  ...jakpreneur,
  financing: {
    ...jakpreneur.financing,
    rules: [approvalRule, { from: '2022-01-01', fact: 'disbursed', basis: 'Keputusan Kepala Dinas' }],
  },
}
const p7 = jakpreneur.indicators.find(({ code }) => code === 'P7')
const stage = jakpreneur.stages.find(({ code }) => code === 'P7')
if (!p7 || !stage) throw new Error('Jakpreneur counts P7')
const facts = [
  { fact: 'approved' as const, cumulative: { number: 63 } },
  { fact: 'disbursed' as const, cumulative: { number: 51 } },
]

describe('members financed', () => {
  test('say that they are counted by approval, and have approved and disbursed loans beside them', () => {
    expect(describeFinancing(jakpreneur, '2021-11', p7, facts)).toMatchObject({
      name: { id: 'Anggota yang dibiayai (pinjaman disetujui)', en: 'Financed members (loan approved)' },
      definition: {
        en: 'Members with a loan from a lending partner (stage P7), each counted once. Counted once a loan is approved, even if it is not paid out.',
      },
      loans: [
        { fact: 'approved', loans: 63 },
        { fact: 'disbursed', loans: 51 },
      ],
    })
    expect(nameStage(jakpreneur, '2021-11', stage)).toEqual({
      id: 'Permodalan (disetujui)',
      en: 'Access to capital (approved)',
    })
  })

  test('name the rule of the month, and every earlier rule', () => {
    expect(nameStage(stricter, '2021-12', stage).en).toBe('Access to capital (approved)')
    expect(nameStage(stricter, '2022-01', stage).en).toBe('Access to capital (approved / disbursed)')
    expect(describeFinancing(stricter, '2022-01', p7, facts).definition.en).toContain(
      'Counted once a loan is approved, even if it is not paid out; loans approved from 1 January 2022 on are counted once a loan is paid out.',
    )
  })

  test('have no loans beside them if no lender reports any', () => {
    const p7Figures = makeIndicatorFigures(p7, '2021-11', { value: 62, first: 100, aims: [] })
    const unreportedFigures = describeFinancing(jakpreneur, '2021-11', p7Figures, undefined)
    expect(unreportedFigures.loans).toEqual([])
    expect(lackLoanReports([unreportedFigures])).toBe(true)
    expect(lackLoanReports([describeFinancing(jakpreneur, '2021-11', p7Figures, facts)])).toBe(false)
    expect(lackLoanReports([p7Figures])).toBe(false)
  })

  test('other indicators stay as they are', () => {
    const [p1] = jakpreneur.indicators
    expect(p1 && describeFinancing(jakpreneur, '2021-11', p1, facts)).toEqual(p1)
  })
})

describe('an indicator of loans', () => {
  const disbursedIndicator = { ...p7, code: 'DISBURSED', counts: 'disbursed' }
  const { names } = makeFrame(jakpreneur)
  const cell = { fact: 'disbursed' as const, agency: 'PPKUKM', partner: 'bank' }
  const counters = {
    [names.loanName('net', cell, 'number')]: 51,
    [names.loanName('net', cell, 'millions')]: 900,
    [names.loanName('net', { ...cell, fact: 'approved' }, 'number')]: 63,
    [names.nameOf('net', { stage: 'P7', agency: 'PPKUKM', gender: 'female', category: 'pemula' })]: 62,
  }

  test('counts loans by a fact, of all agencies or one', () => {
    expect(countIndicator(names, counters, 'disbursed', {})).toBe(51)
    expect(countIndicator(names, counters, 'approved', { agency: 'PPKUKM' })).toBe(63)
    expect(countIndicator(names, counters, 'approved', { agency: 'KPKP' })).toBe(0)
    expect(countIndicator(names, counters, 'P7', {})).toBe(62)
  })

  test('has no share of the members', () => {
    expect(makeIndicatorFigures(disbursedIndicator, '2021-11', { value: 51, first: 100, aims: [] }).shareOfFirst).toBe(
      'undefined',
    )
  })

  test('needs lenders, and no stage of the same name', () => {
    const problemsOf = (programme: unknown) =>
      Programme.safeParse(programme).error?.issues.map(({ message }) => message) ?? []
    const indicators = [...jakpreneur.indicators, disbursedIndicator]
    expect(problemsOf({ ...jakpreneur, indicators })).toEqual([])
    expect(problemsOf({ ...jakpreneur, indicators, financing: undefined })).toEqual([
      'indicator DISBURSED counts something unknown',
    ])
    const stages = [...jakpreneur.stages, { ...jakpreneur.stages[1], code: 'approved', key: '8' }]
    expect(problemsOf({ ...jakpreneur, stages })).toEqual(['stage approved is called like a fact of loans'])
  })
})
