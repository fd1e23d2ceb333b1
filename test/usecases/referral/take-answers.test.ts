import { beforeAll, expect, test } from 'vitest'
import { recordAnswer } from '../../../shared/usecases/referral/answer-referral.ts'
import { makeReferralFile } from '../../../shared/usecases/referral/send-by-file.ts'
import { takeAnswers } from '../../../shared/usecases/referral/take-answers.ts'
import { referralWorld } from '../../support/referrals.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps } from '../../support/test-deps.ts'

let world: Awaited<ReturnType<typeof referralWorld>>

beforeAll(async () => {
  world = await referralWorld()
})

test("a sheet with a lender's answers is recorded row by row, each row accounted for by its line", async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [first, second, third] = [await member(), await member(), await member()]
  for (const id of [first, second, third]) {
    await consent(id, { partner: 'bank-file' })
    await refer(id, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const nik = (await deps.members.get(first))?.person?.nik
  const referralId = (await referral(second))?.id
  const sheet = [
    'Hasil rujukan November',
    'NIK;Nomor anggota;Rujukan;Hasil;Keterangan',
    `${nik};${first};;Layak;`,
    `;${second};${referralId};Tidak memenuhi syarat;`,
    `;;${referralId};;`,
    `;${third};;ditangani;`,
    `;${third};;ditolak;Dokumen kurang`,
    `;${first};${referralId};ditangani;`,
    '9971015503900019;;;diterima;',
    '9971015503900019;;;ditangani;',
    ';;;ditangani;',
    '9,97102E+15;;;ditangani;',
    'Jumlah;;;9;',
  ].join('\n')
  const sheetInput = { id: file.id, sheet }
  const { answer: takenAnswers } = await takeAnswers(deps, admin, request('sheet-1'), sheetInput)
  expect(
    takenAnswers.rows.map(({ line, outcome, why, problems }) => [line, outcome, why ?? problems[0]?.code]),
  ).toEqual([
    [1, 'passed_over', 'row_above'],
    [3, 'recorded', undefined],
    [4, 'refused', 'referral_reason_missing'],
    [5, 'passed_over', 'no_answer'],
    [6, 'refused', 'referral_answers_differ'],
    [7, 'refused', 'referral_answers_differ'],
    [8, 'refused', 'referral_row_differs'],
    [9, 'refused', 'referral_answer_word'],
    [10, 'refused', 'referral_row_unknown'],
    [11, 'refused', 'referral_row_nameless'],
    [12, 'refused', 'number_scientific'],
    [13, 'passed_over', 'row_total'],
  ])
  expect(takenAnswers).toMatchObject({ recorded: 1, unchanged: 0, refused: 8, passedOver: 3 })
  expect(await referral(first)).toMatchObject({ state: 'taken', answeredBy: admin.subject })
  expect(JSON.stringify(takenAnswers)).not.toContain(nik)
  expect(await takeAnswers(deps, admin, request('sheet-1'), sheetInput)).toEqual({
    answer: takenAnswers,
    replayed: true,
  })

  const correctedSheet = `NIK;Nomor anggota;Hasil;Alasan\n${nik};;ditangani;\n;${second};ditolak;Dokumen kurang\n`
  const { answer: later } = await takeAnswers(deps, admin, request(), { id: file.id, sheet: correctedSheet })
  expect(later).toMatchObject({ recorded: 1, unchanged: 1, refused: 0, passedOver: 0 })
  expect(await referral(second)).toMatchObject({ state: 'not_eligible', reason: 'Dokumen kurang' })
  const other = callerAs('admin', { subject: 'other' })
  expect(await refusalOf(takeAnswers(deps, other, request(), sheetInput))).toEqual(['not_found'])
  const headless = { id: file.id, sheet: 'Nama;Telepon\nSri;0\n' }
  expect(await refusalOf(takeAnswers(deps, admin, request(), headless))).toEqual([
    'import_column_missing',
    'import_column_missing',
  ])
})

test('an interrupted sheet with answers is continued only by the same request', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const [first, second] = [await member(), await member()]
  for (const id of [first, second]) {
    await consent(id, { partner: 'bank-file' })
    await refer(id, 'bank-file')
  }
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const sameRequest = request()
  const sheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${first};ditangani\n` }
  const dyingDeps: TestDeps = {
    ...deps,
    claims: {
      ...deps.claims,
      add: (key, claim) => {
        if (key.key === sameRequest.key && key.part === undefined) throw new Error('Cut off after the last row')
        return deps.claims.add(key, claim)
      },
    },
  }
  await expect(takeAnswers(dyingDeps, admin, sameRequest, sheet)).rejects.toThrow('Cut off')
  expect(await referral(first)).toMatchObject({ state: 'taken' })
  const other = { ...sameRequest, fingerprint: request().fingerprint }
  const otherSheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${first};ditangani\n${second};ditangani\n` }
  expect(await refusalOf(takeAnswers(deps, admin, other, otherSheet))).toEqual(['idempotency_key_reused'])
  expect(await referral(second)).toMatchObject({ state: 'sent' })
  const { answer: takenAnswers } = await takeAnswers(deps, admin, sameRequest, sheet)
  expect(takenAnswers).toMatchObject({ recorded: 1, refused: 0 })

  const twins = request()
  const [one, two] = await Promise.all([
    takeAnswers(deps, admin, twins, otherSheet),
    takeAnswers(deps, admin, twins, otherSheet),
  ])
  expect(one.answer).toEqual(two.answer)
  expect(one.answer).toMatchObject({ recorded: 1, unchanged: 1 })
})

test('a sheet is refused as a whole if the key of one of its rows was used for something else', async () => {
  const { deps, admin, member, consent, refer, referral } = world
  const id = await member()
  await consent(id, { partner: 'bank-file' })
  await refer(id, 'bank-file')
  const { answer: file } = await makeReferralFile(deps, admin, request(), { partner: 'bank-file' })
  const sheetRequest = request()
  const referralRef = { memberId: id, id: (await referral(id))?.id ?? '' }
  await recordAnswer(deps, admin, request(`${sheetRequest.key} ${referralRef.id}`), referralRef, { answer: 'received' })
  const sheet = { id: file.id, sheet: `Nomor anggota;Hasil\n${id};ditangani\n` }
  expect(await refusalOf(takeAnswers(deps, admin, sheetRequest, sheet))).toEqual(['idempotency_key_reused'])
  expect(await referral(id)).toMatchObject({ state: 'received' })
})
