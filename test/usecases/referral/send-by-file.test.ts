import { beforeAll, expect, test } from 'vitest'
import { recordAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { makeReferralFile, readFileText, readReferralFile } from '../../../shared/usecases/referral/send-by-file.ts'
import { takeAnswers } from '../../../shared/usecases/referral/take-answers.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { referralWorld } from '../../support/referrals.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

let world: Awaited<ReturnType<typeof referralWorld>>

beforeAll(async () => {
  world = await referralWorld()
})

test('a file sends the prepared referrals, with empty cells for missing data and a receipt for each row', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [id, erasedId] = [await member(), await member()]
  for (const each of [id, erasedId]) {
    await consent(each, { partner: 'bank-file' })
    await refer(each, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 2, left: 0 })
  const text = await readFileText(deps, admin, file.id)
  const nik = (await deps.members.get(id))?.person?.nik
  expect(text.split('\r\n')[0]).toBe(
    'nik|nama|tgl_lahir|jns_kelamin|pekerjaan|kode_kabkota|npwp|mulai_usaha|alamat_usaha|ijin_usaha|modal_usaha|jml_pekerja|jml_kredit|no_hp',
  )
  expect(text).toContain(`${nik}|Sri   Wahyuni|15031990|||||||||||+6281300000001\r\n`)
  expect(await refusalOf(readFileText(deps, callerAs('admin', { subject: 'other' }), file.id))).toEqual(['not_found'])
  expect(await refusalOf(makeReferralFile(deps, admin, request(), { partner: 'bank-file' }))).toEqual([
    'referral_none_prepared',
  ])
  await eraseMember(deps, admin, request(), erasedId)
  expect((await readFileText(deps, admin, file.id)).split('\r\n')).toHaveLength(3)
  expect(await referral(erasedId)).toMatchObject({ state: 'withdrawn' })
  expect(await deps.consents.ofMember(erasedId)).toMatchObject([{ end: 'erased' }])
  const reply = { answer: 'not_eligible', reason: 'Dokumen kurang' } as const
  const referralRef = { memberId: id, id: (await referral(id))?.id ?? '' }
  await recordAnswer(deps, admin, request(), referralRef, reply)
  expect(await referral(id)).toMatchObject({ state: 'not_eligible', reason: 'Dokumen kurang' })
  expect(await refusalOf(recordAnswer(deps, admin, request(), referralRef, { answer: 'taken' }))).toEqual([
    'referral_over',
  ])
})

test('an interrupted file is continued only by the same request', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const id = await member()
  await consent(id, { partner: 'bank-file' })
  await refer(id, 'bank-file')
  const fileRequest = request()
  const dyingDeps: TestDeps = {
    ...deps,
    referrals: {
      ...deps.referrals,
      save: () => {
        throw new Error('Cut off after the plan')
      },
    },
  }
  await expect(makeReferralFile(dyingDeps, admin, fileRequest, { partner: 'bank-file' })).rejects.toThrow('Cut off')
  const other = { ...fileRequest, fingerprint: request().fingerprint }
  for (const partner of ['bank-syariah', 'bank-file'])
    expect(await refusalOf(makeReferralFile(deps, admin, other, { partner, area: '31.71' }))).toEqual([
      'idempotency_key_reused',
    ])
  expect(await referral(id)).toMatchObject({ state: 'prepared' })
  const { answer: file } = await makeReferralFile(deps, admin, fileRequest, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 1, rows: [{ memberId: id, isInFile: true }] })
})

test('a file contains only members whom its maker may still refer', async () => {
  const { deps, member, consent, refer } = world
  const [here, there] = [await member(), await member({ area: '31.72.01.1001' })]
  for (const each of [here, there]) {
    await consent(each, { partner: 'bank-file' })
    await refer(each, 'bank-file')
  }
  const maker = (area: string) => callerAs('admin', { subject: 'moved', area })
  const fileRequest = request()
  const { answer: file } = await makeReferralFile(deps, maker('31'), fileRequest, { partner: 'bank-file' })
  expect(file).toMatchObject({ sent: 2 })
  const answerRequest = request()
  const sheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${here};ditangani\n${there};ditangani\n;\n` }
  const { answer: takenAnswers } = await takeAnswers(deps, maker('31'), answerRequest, sheet)
  expect(takenAnswers).toMatchObject({ recorded: 2, passedOver: 1 })
  const movedMaker = maker('31.72')
  const view = await readReferralFile(deps, movedMaker, file.id)
  expect(view).toMatchObject({ sent: 1, left: 0, rows: [{ memberId: there }] })
  expect(view.rows).toHaveLength(1)
  const text = await readFileText(deps, movedMaker, file.id)
  expect(text).toContain((await deps.members.get(there))?.person?.nik)
  expect(text).not.toContain((await deps.members.get(here))?.person?.nik)
  const repeatedFile = await makeReferralFile(deps, movedMaker, fileRequest, { partner: 'bank-file' })
  expect(repeatedFile).toMatchObject({ replayed: true, answer: { sent: 1, left: 0 } })
  expect(repeatedFile.answer.rows).toEqual(file.rows.filter(({ memberId }) => memberId === there))
  const repeatedAnswers = await takeAnswers(deps, movedMaker, answerRequest, sheet)
  expect(repeatedAnswers).toMatchObject({ replayed: true, answer: { recorded: 1, passedOver: 1 } })
  expect(repeatedAnswers.answer.rows).toEqual(takenAnswers.rows.filter(({ memberId }) => memberId !== here))
})
