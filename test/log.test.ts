import { expect, test } from 'vitest'
import { objectLog } from '../shared/log.ts'

test.each(['info', 'warn', 'error'] as const)(
  'a log line of level %s is passed as one object to the writer of that level',
  (level) => {
    const written: unknown[] = []
    const writer = (name: string) => (line: object) => written.push([name, line])
    const log = objectLog({ info: writer('info'), warn: writer('warn'), error: writer('error') })
    log(level, 'Request', { route: '/v1/members', status: 201 })
    expect(written).toEqual([[level, { message: 'Request', route: '/v1/members', status: 201 }]])
  },
)
