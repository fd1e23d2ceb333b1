import type { Capaian, Figures, TrailLine } from '../../../functions/api/client.ts'
import { type Day, dayOf } from '../../../shared/domain/calendar.ts'
import { jakpreneur } from '../../../shared/programme/jakpreneur.ts'
import { inventNewcomer } from './newcomer.ts'
import { expectRefusal, expectThat, type Journey, Unexpected } from './visit.ts'

const officer = 'officer-gambir'
const district = { code: '31.71.01', name: 'Kecamatan Gambir' }
const desk = { area: '31.71.01.1001', agency: 'PPKUKM' }
const time = new Intl.DateTimeFormat('sv-SE', { hour: '2-digit', minute: '2-digit', timeZone: jakpreneur.zone })

/** A day of an officer of one district: registers people, holds a class, corrects mistakes, and reviews the day. */
export const officerDay: Journey = async ({ as, say, today }) => {
  const api = as(officer)
  const morning = await readDistrictFigures(api)
  say(`${today}, ${district.name}`)
  say(`   ${describeCounts(morning)}`)

  say('1. Daftarkan dua orang / register two people')
  const people = [inventNewcomer('female', { ...desk, today }), inventNewcomer('male', { ...desk, today })] as const
  const { data: one } = await api.post('/v1/members', { body: people[0] })
  const { data: two } = await api.post('/v1/members', { body: people[1] })
  say(`   ${one.memberId}  ${people[0].person.name}`)
  say(`   ${two.memberId}  ${people[1].person.name}`)
  const again = await expectRefusal(api.post('/v1/members', { body: people[0] }), 'nik_taken')
  say(`   NIK sama sekali lagi / the same NIK once more: ${again.problems[0]?.message.id}`)

  say('2. Cari dengan NIK / find by NIK')
  const { data: search } = await api.post('/v1/members/searches', { body: { nik: people[0].person.nik } })
  const [found] = search.items
  expectThat(found?.id === one.memberId, `The NIK of ${one.memberId} finds ${found?.id}.`)
  const stages = Object.keys(found?.stages ?? {}).join(' ')
  say(`   ${found?.number}  ${found?.person?.name}  NIK ${found?.person?.nik}  ${stages}`)

  say('3. Catat kelas / record a class')
  const both = [one.memberId, two.memberId]
  const { data: classResult } = await api.post('/v1/classes', {
    body: { stage: 'P2', happenedOn: today, memberIds: both },
  })
  expectThat(
    classResult.attained === 2 && classResult.refused === 0,
    `The class was recorded for ${classResult.attained} of two.`,
  )
  const noon = await readDistrictFigures(api)
  say(`   ${describeCounts(noon)}`)
  for (const stage of ['P1', 'P2']) {
    const more = countStage(noon, stage) - countStage(morning, stage)
    expectThat(more >= 2, `Two people attained ${stage}, and its figure moved by ${more}.`)
  }

  say('4. Betulkan nama / correct a name')
  const path = { id: one.memberId }
  const { data: memberView, etag } = await api.get('/v1/members/{id}', { path })
  const name = `${memberView.person?.name} Putri`
  const { data: corrected } = await api.patch('/v1/members/{id}', { path, ifMatch: etag, body: { person: { name } } })
  say(`   ${memberView.person?.name} -> ${corrected.person?.name}`)
  const staleCorrection = api.patch('/v1/members/{id}', { path, ifMatch: etag, body: { person: { name: 'Sri' } } })
  const staleRefusal = await expectRefusal(staleCorrection, 'version_stale')
  say(`   Dari layar lama / from an old screen: ${staleRefusal.problems[0]?.message.id}`)

  say('5. Batalkan kelas orang kedua karena tidak hadir / take back the class of the second person, who was absent')
  const absent = { stage: 'P2', reason: 'wrong_person' }
  await api.post('/v1/members/{id}/reversals', { path: { id: two.memberId }, body: absent })
  const evening = await readDistrictFigures(api)
  say(`   ${describeCounts(evening)}`)
  const reversalCount = countReversals(evening) - countReversals(noon)
  expectThat(reversalCount >= 1, `One P2 was taken back, and the line of reversals moved by ${reversalCount}.`)

  say('6. Orang yang sama terdaftar lagi / the same person registers again')
  const twin = inventNewcomer('female', { ...desk, today })
  const { nik: _, ...personOne } = people[0].person
  const { data: third } = await api.post('/v1/members', { body: { ...twin, person: personOne } })
  const hint = third.warnings.find(
    ({ code, params }) => code === 'possible_duplicate' && params?.member === one.memberId,
  )
  say(`   ${third.memberId}  ${hint?.message.id}`)
  expectThat(hint !== undefined, `Nothing said that ${third.memberId} may be ${one.memberId}.`)
  const pair = await findPair(api, third.memberId)
  const decision = { decision: 'same', keep: one.memberId, reason: 'duplicate_registration' } as const
  const { data: decidedPair } = await api.post('/v1/duplicates/{id}/decisions', {
    path: { id: pair.id },
    body: decision,
  })
  say(`   ${pair.reasons.join(', ')}: ${decidedPair.state} (${decidedPair.mergeId})`)
  const night = await readDistrictFigures(api)
  expectThat(countStage(night, 'P1') === countStage(evening, 'P1'), 'A person counts twice.')

  say('7. Siapa yang sudah lama menunggu / who has waited for long')
  const { data: worklist } = await api.get('/v1/worklists', { query: { area: district.code, limit: 5 } })
  for (const { member, waitingDays, latest, next } of worklist.items)
    say(`   ${member.number}  ${member.person?.name}  ${latest} -> ${next}  ${waitingDays} hari / days`)
  await api.post('/v1/members/{id}/notes', {
    path: { id: two.memberId },
    body: { text: 'Diundang ke kelas berikutnya' },
  })
  say(`   ${two.memberId}: catatan ditulis / a note was written`)

  say('8. Hari ini / today')
  const todaysActs = await readActsToday(api, both, today)
  for (const { memberId, line } of todaysActs)
    say(`   ${time.format(new Date(line.at))}  ${memberId}  ${describeLine(line)}`)
  expectThat(todaysActs.length === 8, `Eight things were done, and the trail has ${todaysActs.length}.`)
}

async function findPair(api: Capaian, memberId: string) {
  for await (const pair of api.each('/v1/duplicates', { query: { area: district.code } }))
    if (pair.members.some(({ id }) => id === memberId)) return pair
  throw new Unexpected(`No pair with ${memberId} is listed.`)
}

async function readDistrictFigures(api: Capaian): Promise<Figures> {
  const { data } = await api.get('/v1/figures', { query: { area: district.code } })
  return data
}

const findStage = ({ stages }: Figures, code: string) => stages.find(({ stage }) => stage === code)
const countStage = (figures: Figures, code: string): number => findStage(figures, code)?.cumulative ?? 0
const countReversals = (figures: Figures): number => findStage(figures, 'P2')?.inMonth.reversed ?? 0
const describeCounts = (figures: Figures): string =>
  ['P1', 'P2'].map((code) => `${code} ${findStage(figures, code)?.name.id} ${countStage(figures, code)}`).join('   ')

/** Reads from the trail what was done to these members today, in order. */
async function readActsToday(api: Capaian, memberIds: string[], today: Day) {
  const acts: { memberId: string; line: TrailLine }[] = []
  for (const memberId of memberIds)
    for await (const line of api.each('/v1/members/{id}/trail', { path: { id: memberId } }))
      if (dayOf(new Date(line.at), jakpreneur.zone) === today) acts.push({ memberId, line })
  return acts.toSorted((a, b) => (a.line.at < b.line.at ? -1 : 1))
}

const describeLine = ({ act, stage, fields = [], reason }: TrailLine): string =>
  [act, stage, ...fields, reason].filter((part) => part !== undefined).join(' ')
