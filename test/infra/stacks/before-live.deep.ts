import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { synthesize } from '../../support/synthesized.ts'

describe('before an environment is live', () => {
  const resources = Object.values(synthesize({ ...prod, live: false })).flatMap((stack) => Object.entries(stack))
  const ofKind = (type: string) =>
    resources.flatMap(([id, { Type }]) => (Type === type ? [id.replace(/[0-9A-F]{8}$/, '')] : []))

  it('no month is closed by the clock, and nobody looks for its report; the rest goes on', () => {
    expect(ofKind('AWS::Scheduler::Schedule').sort()).toEqual(['RecountSchedule', 'SweepSchedule'])
    expect(ofKind('AWS::Lambda::Function')).toHaveLength(12)
  })

  it('no alarm misses what is not to come yet', () => {
    const missing = ofKind('AWS::CloudWatch::Alarm').filter((id) => /DidNotRun|NoRegistered/.test(id))
    expect(missing.sort()).toEqual(['RecountDidNotRun', 'SweepDidNotRun'])
  })

  it('what is closed by hand and fails for good is kept for a person all the same', () => {
    const kept = ofKind('AWS::Lambda::EventInvokeConfig').map((id) => id.replace(/Function.*/, ''))
    expect(kept.sort()).toEqual(['CloseMonth', 'MailEvents', 'Recount', 'Sweep', 'Watchdog'])
  })
})
