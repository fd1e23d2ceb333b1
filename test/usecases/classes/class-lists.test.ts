import { describe, expect, test } from 'vitest'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { readAttendance } from '../../../shared/usecases/classes/attendance-sheet.ts'
import { recordClass } from '../../../shared/usecases/classes/class-attainment.ts'
import {
  type Attendee,
  listOwnClasses,
  makeClassList,
  readClassList,
  recordAttendance,
} from '../../../shared/usecases/classes/class-lists.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { recordStage } from '../../../shared/usecases/members/stages.ts'
import { eraseMember } from '../../../shared/usecases/rights/erasure.ts'
import { restrictMember } from '../../support/export-acts.ts'
import { fewAreas } from '../../support/few-areas.ts'
import { postedFigures } from '../../support/ledger-state.ts'
import { refusalOf } from '../../support/refusal-of.ts'
import { callerAs, request, type TestDeps, testDeps } from '../../support/test-deps.ts'
import { newNik, nobodysNumber } from '../../support/world.ts'

const admin = callerAs('admin')
const officer = callerAs('officer', { area: '31.71.01' })
const neighbour = callerAs('officer', { area: '31.72', subject: 'neighbour' })

const about = { stage: 'P2', heldOn: '2021-11-29', agency: 'PPKUKM', title: 'Barista', place: 'BLK' }

const jakarta = () => testDeps({ programme: fewAreas, firstMonth: '2021-10' })

async function member(deps: TestDeps, name: string, area = '31.71.01.1001'): Promise<string> {
  const { answer } = await registerMember(deps, admin, request(), {
    person: { name, nik: newNik(), phone: '0812 3456 7890' },
    gender: 'male',
    category: 'pemula',
    area,
    agency: 'PPKUKM',
    registeredOn: '2021-11-01',
  })
  return answer.memberId
}

async function makeList(deps: TestDeps, memberIds: string[], by = officer): Promise<string> {
  return (await makeClassList(deps, by, request(), { ...about, memberIds })).answer.classListId
}

const attendees = (ids: string[]): Attendee[] => ids.map((memberId, i) => ({ memberId, path: ['attended', i] }))

test('a maker’s list of classes has his own, newest first, and not those of others', async () => {
  const deps = await jakarta()
  const sri = await member(deps, 'Sri')
  const [first, second] = [await makeList(deps, [sri]), await makeList(deps, [sri])]
  await makeList(deps, [sri], admin)
  const ownClasses = await listOwnClasses(deps, officer, 20)
  expect(ownClasses.map(({ id }) => id)).toEqual([second, first])
  expect(ownClasses[0]).toEqual({ ...about, id: second, createdBy: 'officer-1', createdAt: deps.now().toISOString() })
  expect(await listOwnClasses(deps, officer, 1)).toHaveLength(1)
  await expect(listOwnClasses(deps, callerAs('viewer'), 20)).rejects.toMatchObject({ kind: 'forbidden' })
})

describe('a class list', () => {
  test('shows its people by name, with masked phones, and whether they hold the stage', async () => {
    const deps = await jakarta()
    const [sri, ani] = [await member(deps, 'Sri'), await member(deps, 'Ani')]
    await recordStage(deps, admin, request(), sri, { stage: 'P2', happenedOn: '2021-11-20' })
    const list = await readClassList(deps, officer, await makeList(deps, [sri, ani]))
    expect(list).toMatchObject({ ...about, createdBy: 'officer-1' })
    expect(list.members).toEqual([
      { memberId: ani, number: formatMemberNumber(ani), name: 'Ani', phone: '+62********890' },
      {
        memberId: sri,
        number: formatMemberNumber(sri),
        name: 'Sri',
        phone: '+62********890',
        attainedOn: '2021-11-20',
      },
    ])
  })

  test('leaves out people whom its maker does not serve, and repeats, and says so of each', async () => {
    const deps = await jakarta()
    const [mine, theirs] = [await member(deps, 'Sri'), await member(deps, 'Ani', '31.72.01.1001')]
    expect(await refusalOf(makeList(deps, [mine, theirs, nobodysNumber(), mine]))).toEqual([
      'not_found',
      'not_found',
      'class_duplicate',
    ])
  })

  test('needs a stage and agency of the programme, and numbers or a filter', async () => {
    const deps = await jakarta()
    const wrong = { ...about, stage: 'P9', agency: 'NASA' }
    expect(await refusalOf(makeClassList(deps, officer, request(), wrong))).toEqual([
      'class_list_of',
      'stage_unknown',
      'agency_unknown',
    ])
  })

  test('shows each reader the people whom he serves, and does not exist for a reader who serves none', async () => {
    const deps = await jakarta()
    const [here, there] = [await member(deps, 'Sri'), await member(deps, 'Ani', '31.72.01.1001')]
    const id = await makeList(deps, [here, there], admin)
    const membersSeenBy = async (caller: typeof admin) =>
      (await readClassList(deps, caller, id)).members.map((each) => each.memberId)
    expect(await membersSeenBy(officer)).toEqual([here])
    expect(await membersSeenBy(neighbour)).toEqual([there])
    const other = await makeList(deps, [here])
    expect(await refusalOf(readClassList(deps, neighbour, other))).toEqual(['not_found'])
  })

  test('invites nobody with restricted processing, and by a filter nobody who has refused contact', async () => {
    const deps = await jakarta()
    const [sri, ani, budi] = [await member(deps, 'Sri'), await member(deps, 'Ani'), await member(deps, 'Budi')]
    const before = await makeList(deps, [sri, ani])
    await restrictMember(deps, sri)
    const refuser = await deps.members.get(budi)
    const contactRefusedAt = deps.now().toISOString()
    if (refuser) await deps.commit(deps.members.save({ ...refuser, contactRefusedAt, version: refuser.version + 1 }))
    expect(await refusalOf(makeList(deps, [sri]))).toEqual(['member_restricted'])
    const { answer } = await makeClassList(deps, officer, request(), { ...about, filter: { area: '31.71.01' } })
    for (const id of [before, answer.classListId])
      expect((await readClassList(deps, officer, id)).members.map(({ name }) => name)).toEqual(['Ani'])
  })

  test('forgets erased people', async () => {
    const deps = await jakarta()
    const [sri, ani] = [await member(deps, 'Sri'), await member(deps, 'Ani')]
    const id = await makeList(deps, [sri, ani])
    await eraseMember(deps, admin, request(), sri)
    expect((await readClassList(deps, officer, id)).members.map(({ name }) => name)).toEqual(['Ani'])
    await eraseMember(deps, admin, request(), ani)
    expect(await refusalOf(readClassList(deps, officer, id))).toEqual(['not_found'])
  })
})

describe('attendance', () => {
  test('records the stage of people who came, on the day of the class; repeats change nothing', async () => {
    const deps = await jakarta()
    const [sri, ani, budi] = [await member(deps, 'Sri'), await member(deps, 'Ani'), await member(deps, 'Budi')]
    const id = await makeList(deps, [sri, ani, budi])
    const sameRequest = request()
    const send = (how = sameRequest) => recordAttendance(deps, officer, how, id, attendees([sri, budi]))
    const [first] = await Promise.all([send(), send().catch(() => undefined)])
    expect(first?.answer).toMatchObject({ attained: 2, refused: 0 })
    expect((await deps.members.get(sri))?.standings.P2).toMatchObject({ happenedOn: '2021-11-29', agency: 'PPKUKM' })
    expect((await deps.members.get(ani))?.standings).not.toHaveProperty('P2')
    const before = await postedFigures(deps)
    expect(await send()).toMatchObject({ replayed: true, answer: { attained: 2 } })
    const again = await send(request())
    expect(again.answer.members.map(({ problems }) => problems[0]?.code)).toEqual(['stage_held', 'stage_held'])
    expect(await postedFigures(deps)).toEqual(before)
  })

  test('that was cut off can be continued, and a repeat gets its answer, though people have moved away since', async () => {
    const deps = await jakarta()
    const [sri, ani] = [await member(deps, 'Sri'), await member(deps, 'Ani')]
    const id = await makeList(deps, [sri, ani])
    const sameRequest = request()
    const send = (how = deps) => recordAttendance(how, officer, sameRequest, id, attendees([sri, ani]))
    let claims = 0
    const dyingClaims = {
      ...deps.claims,
      add: (...claim: Parameters<typeof deps.claims.add>) => {
        if (++claims === 2) throw new Error('killed')
        return deps.claims.add(...claim)
      },
    }
    await expect(send({ ...deps, claims: dyingClaims })).rejects.toThrow('killed')
    const [recorded, other] = (await deps.members.get(sri))?.standings.P2 ? [sri, ani] : [ani, sri]
    await eraseMember(deps, admin, request(), recorded)
    expect((await send()).answer).toMatchObject({ attained: 2, refused: 0 })
    await eraseMember(deps, admin, request(), other)
    expect(await send()).toMatchObject({ replayed: true, answer: { attained: 2 } })
  })

  test('that was cut off cannot be continued under its key by another request', async () => {
    const deps = await jakarta()
    const [sri, ani] = [await member(deps, 'Sri'), await member(deps, 'Ani')]
    const sameRequest = request()
    const report = { stage: 'P2', happenedOn: '2021-11-29', agency: 'PPKUKM', memberIds: [sri, ani] }
    const dyingClaims = {
      ...deps.claims,
      add: (...claim: Parameters<typeof deps.claims.add>) => {
        if (claim[0].part !== sri) throw new Error('killed')
        return deps.claims.add(...claim)
      },
    }
    await expect(recordClass({ ...deps, claims: dyingClaims }, officer, sameRequest, report)).rejects.toThrow('killed')
    const other = { ...sameRequest, fingerprint: 'another body' }
    const recording = recordClass(deps, officer, other, { ...report, happenedOn: '2021-11-28' })
    expect(await refusalOf(recording)).toEqual(['idempotency_key_reused'])
  })

  test('of a person who is not on the list, or is named twice, is refused as a whole', async () => {
    const deps = await jakarta()
    const [sri, ani] = [await member(deps, 'Sri'), await member(deps, 'Ani')]
    const id = await makeList(deps, [sri])
    const recording = recordAttendance(deps, officer, request(), id, attendees([sri, ani, nobodysNumber(), sri]))
    expect(await refusalOf(recording)).toEqual(['attendance_stranger', 'attendance_stranger', 'attendance_twice'])
    expect((await deps.members.get(sri))?.standings).not.toHaveProperty('P2')
  })

  test('of a class that has not been held is refused', async () => {
    const deps = await jakarta()
    const sri = await member(deps, 'Sri')
    const { answer } = await makeClassList(deps, officer, request(), {
      ...about,
      heldOn: '2021-12-24',
      memberIds: [sri],
    })
    const recording = recordAttendance(deps, officer, request(), answer.classListId, attendees([sri]))
    expect(await refusalOf(recording)).toEqual(['date_future'])
  })
})

describe('a class list that is sent back as CSV', () => {
  // The last is mistyped.
  const numbers = ['7K3M9QXF', '0000-0000', '1111-1111']
  const heading = 'No,Nomor anggota,Nama,Telepon,Hadir,Daftar: cls_1'
  const sheet = (...marks: string[]) =>
    `\uFEFF${[heading, ...marks.map((mark, i) => `${i + 1},${numbers[i] ?? ''},Orang ${i},,${mark},`)].join('\r\n')}\r\n`

  test.each(['y', 'YA', 'yes', 'x', ' X ', 'v', '✓', '1', 'hadir', 'Hadir'])(
    '%j says that somebody came',
    async (mark) => {
      expect(await readAttendance(sheet('', mark))).toEqual([{ memberId: '00000000', path: ['lines', 3] }])
    },
  )

  test.each(['', '-', '0', 't', 'tidak', 'No', 'absen'])('%j marks an absent person', async (mark) => {
    expect(await readAttendance(sheet('x', mark))).toHaveLength(1)
  })

  test('attendance-marks: √ and H mark people who came; I, S and A, and lines below the list, mark nobody', async () => {
    const list = (...rows: string[]) => readAttendance(['Nomor anggota,Nama,Hadir', ...rows].join('\n'))
    const first = [{ memberId: '7K3M9QXF', path: ['lines', 2] }]
    expect(await list('7K3M9QXF,A,√', '00000000,B,')).toEqual(first)
    expect(await list('7K3M9QXF,A,H', '00000000,B,I', '00000000,C,S', '00000000,D,A')).toEqual(first)
    expect(await list('7K3M9QXF,A,v', ',,', 'Jakarta,30 November 2026,', ',Ketua Kelas,')).toEqual(first)
    expect(await list('7K3M9QXF,A,v', ',,"Jakarta, 30 November 2026"', ',,Ketua Kelas')).toEqual(first)
  })

  test('is read with semicolons, without other columns, and with the apostrophe that protected a number', async () => {
    const text = "Hadir;Nomor anggota\nya;'0000-0000\n;\n"
    expect(await readAttendance(text)).toEqual([{ memberId: '00000000', path: ['lines', 2] }])
  })

  test('with unknown marks and invalid numbers is refused, and every such line is named', async () => {
    const text = sheet('mungkin', 'x', 'izin')
    const problems = await readAttendance(text).catch((error: unknown) => error)
    expect(problems).toMatchObject({
      problems: [
        { code: 'attendance_mark', path: ['lines', 2], params: { line: 2 } },
        { code: 'member_number_shape', path: ['lines', 4] },
      ],
    })
  })

  test.each([
    ['without its columns', 'Nama\nSri\n', ['import_column_missing', 'import_column_missing']],
    ['with nobody marked', sheet('', ''), ['attendance_nobody']],
    ['that is empty', '', ['attendance_nobody']],
    ['with a quote that does not end', 'Nomor anggota,Hadir\n"0000-0000,x\n', ['row_quote']],
  ])('%s is refused', async (_, text, codes) => {
    expect(await refusalOf(readAttendance(text))).toEqual(codes)
  })
})
