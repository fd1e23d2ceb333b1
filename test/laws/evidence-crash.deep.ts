import { expect, test } from 'vitest'
import { cleanJpeg } from '../../shared/domain/member/clean-image.ts'
import { confirmFile, openFile } from '../../shared/usecases/members/evidence-files.ts'
import { eraseMember } from '../../shared/usecases/rights/erasure.ts'
import { runAndDie } from '../support/crashes.ts'
import { photo } from '../support/evidence.ts'
import { callerAs, request } from '../support/test-deps.ts'
import { makeWorld } from '../support/world.ts'

const script = new URL('../support/evidence-and-die.ts', import.meta.url)
const admin = callerAs('admin')

test('a confirmation killed at any write and repeated keeps the file once, and removes its upload', {
  timeout: 600_000,
}, async () => {
  const { deps, evidenceFile } = await makeWorld()
  const confirmAndDie = async (fate?: string) => {
    const { id, memberId } = await evidenceFile('uploaded')
    const environment = { TEST_MEMBER: memberId, TEST_FILE: id, ...(fate !== undefined && { TEST_FATE: fate }) }
    return { id, memberId, ...(await runAndDie(script, deps, environment)) }
  }
  const { writes } = await confirmAndDie()
  expect(writes).toBeGreaterThanOrEqual(3)
  for (let write = 1; write <= writes; write++)
    for (const side of ['before', 'after']) {
      const { id, memberId, signal } = await confirmAndDie(`${write} ${side}`)
      expect(signal).toBe('SIGKILL')
      await confirmFile(deps, admin, request(`confirm-${id}`), { memberId, id })
      expect((await openFile(deps, admin, { memberId, id })).content).toEqual(cleanJpeg(photo()))
      const addedFiles = (await deps.trail.ofMember(memberId, { limit: 10 })).items.filter(
        ({ act }) => act === 'file_added',
      )
      expect([write, side, addedFiles.length, await deps.intake.keys('uploads/')]).toEqual([write, side, 1, []])
    }
})

test('a file that is confirmed while its person is erased belongs to nobody', { timeout: 120_000 }, async () => {
  const { deps, evidenceFile } = await makeWorld()
  for (let round = 0; round < 20; round++) {
    const { id, memberId } = await evidenceFile('uploaded')
    await Promise.allSettled([
      confirmFile(deps, admin, request(), { memberId, id }),
      eraseMember(deps, admin, request(), memberId),
    ])
    await eraseMember(deps, admin, request(), memberId).catch(() => {})
    expect((await deps.members.get(memberId))?.status).toBe('erased')
    expect(await deps.evidenceFiles.ofMember(memberId)).toEqual([])
  }
})
