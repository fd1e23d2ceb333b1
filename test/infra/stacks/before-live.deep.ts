import { describe, expect, it } from 'vitest'
import { prod } from '../../../infra/environments.ts'
import { synthesize } from '../../support/synthesized.ts'

describe('before an environment is live', () => {
  const resources = Object.values(synthesize({ ...prod, live: false })).flatMap((stack) => Object.entries(stack))
  const ofKind = (type: string) =>
    resources.flatMap(([id, { Type }]) => (Type === type ? [id.replace(/[0-9A-F]{8}$/, '')] : []))

  it('no month is closed by schedule, and the watchdog does not look for its report; the rest runs', () => {
    expect(ofKind('AWS::Scheduler::Schedule').sort()).toEqual(['RecountSchedule', 'SweepSchedule'])
    expect(ofKind('AWS::Lambda::Function')).toHaveLength(12)
  })

  it('no alarm waits for runs that are not scheduled yet', () => {
    const missing = ofKind('AWS::CloudWatch::Alarm').filter((id) => /DidNotRun|NoRegistered/.test(id))
    expect(missing.sort()).toEqual(['RecountDidNotRun', 'SweepDidNotRun'])
  })

  it('a closing by hand that fails for good is still kept for a person', () => {
    const withRetries = ofKind('AWS::Lambda::EventInvokeConfig').map((id) => id.replace(/Function.*/, ''))
    expect(withRetries.sort()).toEqual(['CloseMonth', 'MailEvents', 'Recount', 'Sweep', 'Watchdog'])
  })
})
