import { expect, test } from 'vitest'
import { dataDirectory } from '../../../../infra/local/data-directory.ts'
import { findFreePort } from '../../../../infra/local/free-port.ts'
import { joinSystem } from '../../../../infra/local/load/join.ts'
import { startTokenIssuer } from '../../../../infra/local/token-issuer.ts'
import { scratchDirectory } from '../../../support/scratch-directory.ts'

test('nothing is loaded into a system whose demo is unfinished, whether it is still being filled or was cut off', async () => {
  const directory = await scratchDirectory()
  const issuerPort = await findFreePort(0)
  const issuer = await startTokenIssuer({ directory, port: issuerPort, clientId: 'capaian', now: () => new Date() })
  const nowhere = 'http://127.0.0.1:9'
  const endpoints = {
    dynamoDb: nowhere,
    objectStore: nowhere,
    kms: nowhere,
    machine: nowhere,
    issuer: issuer.issuer,
    mailbox: nowhere,
  }
  await dataDirectory(directory).save({ issuerPort, endpoints })
  await expect(joinSystem(directory, '2026-10')).rejects.toThrow(`${directory} does not have the whole demo yet`)
  await issuer.stop()
  await expect(joinSystem(directory, '2026-10')).rejects.toThrow(`${directory} has a demo that was not finished`)
})
