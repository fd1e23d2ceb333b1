import { randomUUID } from 'node:crypto'
import type { Capaian } from '../../../functions/api/client.ts'
import { inventNewcomer } from './newcomer.ts'
import { expectRefusal, expectThat, type Journey, Unexpected } from './visit.ts'

const officer = 'officer-gambir'
const admin = 'admin'
const home = { area: '31.71.01.1001', agency: 'PPKUKM' }

/**
 * Citizens register themselves, and somebody else claims the same NIK. An officer sees both. The citizen reads the
 * record, has it corrected, and takes a copy of everything.
 */
export const citizenJourney: Journey = async ({ as, say, today }) => {
  const me = as(`warga-${randomUUID()}`)
  const stranger = as(`warga-${randomUUID()}`)
  const { agency: _, ...person } = inventNewcomer('female', { ...home, today })

  say('1. Belum terdaftar / not registered yet')
  await expectRefusal(me.get('/v1/me', {}), 'not_found')
  say('   GET /v1/me: tidak ada / nothing is there')

  say('2. Daftar sendiri / register oneself')
  const { data: registration } = await me.post('/v1/me/registration', { body: person })
  say(`   ${registration.number}  ${person.person.name}  ${registration.identity.status}`)
  say(`   ${registration.ask.id}`)
  const early = await expectRefusal(me.get('/v1/me/data', {}), 'identity_unverified')
  say(`   Salinan data / a copy of one's data: ${early.problems[0]?.message.id}`)

  say('3. Orang lain memakai NIK yang sama / somebody else enters the same NIK')
  const other = { ...person, person: { ...person.person, name: 'Budi Santoso' } }
  const { data: second } = await stranger.post('/v1/me/registration', { body: other })
  say(`   ${second.number}  ${other.person.name}  ${second.identity.status}`)
  const describeWithoutIds = ({ memberId, number, identity, ...rest }: typeof second) =>
    JSON.stringify([identity.status, rest])
  expectThat(
    describeWithoutIds(second) === describeWithoutIds(registration),
    'The answer reveals that the NIK is registered.',
  )
  say('   Jawabannya sama: tidak ada yang terungkap / the same answer: nothing is revealed')

  say('4. Petugas melihat keduanya / an officer sees both')
  const office = as(officer)
  const before = await countRegistered(office)
  const verification = { by: 'officer', outcome: 'matches', seen: 'ktp' } as const
  await office.post('/v1/members/{id}/verifications', { path: { id: registration.memberId }, body: verification })
  const after = await countRegistered(office)
  expectThat(after > before, 'A verified person was not counted.')
  say(`   P1 di kecamatan / in the district: ${before} -> ${after}`)
  const dispute = await findDispute(office, second.memberId)
  const path = { disputeId: dispute.id }
  const decision = { outcome: 'holder', seen: 'ktp', reason: 'wrong_person' } as const
  await office.post('/v1/disputes/{disputeId}/decisions', { path, body: decision })
  const { data: rejected } = await stranger.get('/v1/me', {})
  expectThat(rejected.identity.status === 'rejected', `The other claim is ${rejected.identity.status}.`)
  say(`   Sengketa diputus / the dispute is decided: ${second.number} ${rejected.identity.status}`)

  say('5. Catatan sendiri / one’s own record')
  const { data: ownRecord } = await me.get('/v1/me', {})
  say(`   ${ownRecord.number}  ${ownRecord.person?.name}  NIK ${ownRecord.person?.nik}  ${ownRecord.identity.status}`)
  for await (const entry of me.each('/v1/me/history', {}))
    say(`   ${entry.happenedOn}  ${'stage' in entry ? entry.stage : entry.fact} ${entry.kind}  (${entry.by})`)

  say('6. Minta pembetulan / ask for a correction')
  const correctionRequest = { kind: 'correction', request: 'Nama saya kurang lengkap' } as const
  const { data: openedCase } = await me.post('/v1/me/cases', { body: correctionRequest })
  say(`   ${openedCase.id}: ${openedCase.state}, tenggat / due ${openedCase.dueAt}`)
  const member = { id: registration.memberId }
  const { data: memberView, etag } = await office.get('/v1/members/{id}', { path: member })
  const name = `${memberView.person?.name} Putri`
  await office.patch('/v1/members/{id}', {
    path: member,
    ifMatch: etag,
    body: { person: { name }, reason: openedCase.id },
  })
  await as(admin).post('/v1/members/{id}/cases/{caseId}/decisions', {
    path: { ...member, caseId: openedCase.id },
    body: { outcome: 'done' },
  })
  const { data: cases } = await me.get('/v1/me/cases', {})
  expectThat(cases.items[0]?.state === 'done', `The request is ${cases.items[0]?.state}.`)
  say(`   ${cases.items[0]?.id}: ${cases.items[0]?.state}`)

  say('7. Salinan semua data dan siapa yang memprosesnya / a copy of everything, and who processed it')
  const { data: copy } = await me.get('/v1/me/data', {})
  const [record] = copy.records
  expectThat(record?.member.person?.name === name, `The copy shows the name ${record?.member.person?.name}.`)
  for (const { at, act, actor } of record?.trail ?? []) say(`   ${at}  ${act}  ${actor}`)
}

async function countRegistered(api: Capaian): Promise<number> {
  const { data } = await api.get('/v1/figures', { query: { area: '31.71.01' } })
  return data.stages[0]?.cumulative ?? 0
}

async function findDispute(api: Capaian, claimant: string) {
  for await (const dispute of api.each('/v1/disputes', {})) if (dispute.claimant === claimant) return dispute
  throw new Unexpected(`No dispute of ${claimant} is listed.`)
}
