import { expect, it, vi } from 'vitest'
import { findFreePort } from '../../../infra/local/free-port.ts'
import { startTokenIssuer } from '../../../infra/local/token-issuer.ts'
import { accounts } from '../../../shared/gateways/accounts.ts'
import { scratchDirectory } from '../../support/scratch-directory.ts'

it('invites a person once, blocks, unblocks and removes the person, and knows invited people after a restart', async () => {
  const directory = await scratchDirectory()
  const mailed: string[] = []
  const options = { directory, port: await findFreePort(0), clientId: 'capaian', now: () => new Date() }
  const invite = async (to: string) => void mailed.push(to)
  const issuer = await startTokenIssuer({ ...options, people: [{ subject: 'siti', note: '' }], invite })
  vi.stubEnv('AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER', issuer.issuer)
  vi.stubEnv('AWS_REGION', 'ap-southeast-3')
  const pool = accounts('ap-southeast-3_local')

  const email = 'sri@kantor.example'
  const { subject, isNew } = await pool.invite(email)
  expect([isNew, await pool.invite(email)]).toEqual([true, { subject, isNew: false }])
  // Like the deployed pool, in any case of its letters.
  expect(await pool.invite('SRI@kantor.example')).toEqual({ subject, isNew: false })
  await pool.resend(email)
  expect(mailed).toEqual([email, email])
  expect(await pool.find(subject)).toEqual({ subject, email, state: 'invited' })
  expect(await pool.find('siti')).toMatchObject({ subject: 'siti', state: 'active' })
  expect(await pool.find('nobody')).toBeUndefined()

  await pool.block(subject)
  expect((await pool.find(subject))?.state).toBe('blocked')
  await issuer.stop()
  const again = await startTokenIssuer(options)
  expect((await pool.find(subject))?.state).toBe('blocked')
  await pool.unblock(subject)
  expect((await pool.find(subject))?.state).toBe('invited')
  await pool.remove(subject)
  await pool.remove(subject)
  expect(await pool.find(subject)).toBeUndefined()
  await again.stop()
})
