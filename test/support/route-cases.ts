import {
  anyServants,
  deciders,
  everyone,
  keepers,
  managers,
  overseers,
  owner,
  planners,
  readers,
  servants,
} from './permissions.ts'
import { referralRouteCases } from './referral-route-cases.ts'
import {
  about,
  ofArea,
  ofCase,
  ofClassList,
  ofConflict,
  ofDispute,
  ofDuplicate,
  ofExport,
  ofImport,
  ofLoan,
  ofMember,
  ofMerge,
  ofMonth,
  ofObstacle,
  ofOneself,
  ofPartner,
  ofReceipt,
  ofRecipient,
  ofSubscriber,
  ofTarget,
  ofTrailDay,
} from './route-arrangements.ts'
import type { RouteCase } from './route-case.ts'
import { inside, newNik, newSubscriber, nobodysNumber } from './world.ts'

const version = { headers: { 'If-Match': '"1"' } }
const revision = { value: 50, basis: 'Perubahan', effectiveFrom: '2021-11-01', reason: 'Anggaran' }
const obstacleText = { obstacle: 'Aula dipakai untuk vaksinasi', followUp: 'Kelas pengganti pada 6 Desember' }

let banks = 0

let offices = 0

/** Every route of the API with who may use it. A route that is missing here fails the matrix. */
const nobodysFile = 'evf_0K3M9QXF8H2N4PWZ7TVB'

export const routeCases: Record<string, RouteCase> = {
  'GET /v1/programme': { may: everyone, request: () => ({ path: '/v1/programme' }) },
  'GET /v1/areas': { may: everyone, request: () => ({ path: '/v1/areas' }) },
  'POST /v1/members': {
    may: servants,
    request: () => ({
      path: '/v1/members',
      body: { person: { name: 'Budi Santoso', nik: newNik() }, gender: 'male', category: 'pemula', ...inside },
    }),
  },
  'POST /v1/members/searches': {
    // Whoever is not the caller's is not found.
    may: anyServants,
    ...about(
      (number) => ({ path: '/v1/members/searches', body: { number } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'GET /v1/members': { may: servants, ...ofArea('members?agency=PPAPP') },
  'POST /v1/members/lists': {
    may: servants,
    ...about(
      (area) => ({ path: '/v1/members/lists', body: { area, agency: 'PPAPP', namePrefix: 'Sri' } }),
      () => '31.71.01',
      () => '31.71.99',
    ),
  },
  'GET /v1/worklists': { may: servants, ...ofArea('worklists?agency=PPAPP&after=P1&next=P2') },
  'GET /v1/members/{id}': { may: servants, ...ofMember('') },
  'PATCH /v1/members/{id}': {
    may: servants,
    ...ofMember('', { body: { person: { name: 'Siti Aminah' } }, ...version }),
  },
  'GET /v1/members/{id}/history': { may: servants, ...ofMember('/history') },
  'GET /v1/members/{id}/trail': { may: servants, ...ofMember('/trail') },
  'GET /v1/trail-days/{day}': { may: keepers, ...ofTrailDay() },
  'POST /v1/members/{id}/notes': { may: servants, ...ofMember('/notes', { body: { text: 'Sudah ditelepon' } }) },
  'GET /v1/members/{id}/notes': { may: servants, ...ofMember('/notes') },
  'POST /v1/members/{id}/files': {
    may: servants,
    ...ofMember('/files', { body: { stage: 'P1', type: 'image/jpeg' } }),
  },
  'GET /v1/members/{id}/files': { may: servants, ...ofMember('/files') },
  'POST /v1/members/{id}/files/{fileId}/confirmations': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('uploaded')
      return { path: `/v1/members/${memberId}/files/${id}/confirmations` }
    },
    absent: async ({ member }) => ({ path: `/v1/members/${await member()}/files/${nobodysFile}/confirmations` }),
  },
  'POST /v1/members/{id}/files/{fileId}/removals': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('kept')
      return { path: `/v1/members/${memberId}/files/${id}/removals`, body: { reason: 'wrong_person' } }
    },
    absent: async ({ member }) => ({
      path: `/v1/members/${await member()}/files/${nobodysFile}/removals`,
      body: { reason: 'wrong_person' },
    }),
  },
  'GET /v1/members/{id}/files/{fileId}/content': {
    may: servants,
    async request({ evidenceFile }) {
      const { id, memberId } = await evidenceFile('kept')
      return { path: `/v1/members/${memberId}/files/${id}/content` }
    },
    absent: async ({ member }) => ({ path: `/v1/members/${await member()}/files/${nobodysFile}/content` }),
  },
  'POST /v1/members/{id}/stages': {
    may: servants,
    ...ofMember('/stages', { body: { stage: 'P2', happenedOn: '2021-11-20' } }),
  },
  'POST /v1/members/{id}/reversals': {
    may: servants,
    ...ofMember('/reversals', { body: { stage: 'P2', reason: 'wrong_person' } }, ({ addTrained }) => addTrained()),
  },
  'POST /v1/members/{id}/reclassifications': {
    may: servants,
    ...ofMember('/reclassifications', { body: { gender: 'female', reason: 'data_entry_mistake' } }),
  },
  'POST /v1/members/{id}/withdrawals': {
    may: servants,
    ...ofMember('/withdrawals', { body: { on: '2021-11-30' } }),
  },
  'POST /v1/members/{id}/returns': {
    may: servants,
    ...ofMember('/returns', {}, async ({ member, call }) => {
      const id = await member()
      await call('POST', `/v1/members/${id}/withdrawals`, { body: { on: '2021-11-30' } })
      return id
    }),
  },
  'POST /v1/members/{id}/erasures': { may: servants, ...ofMember('/erasures') },
  'GET /v1/cases': { may: anyServants, request: () => ({ path: '/v1/cases?area=31.71.01' }) },
  'POST /v1/members/{id}/cases': { may: servants, ...ofMember('/cases', { body: { kind: 'access' } }) },
  'GET /v1/members/{id}/cases': { may: servants, ...ofMember('/cases') },
  'POST /v1/members/{id}/cases/{caseId}/copies': { may: deciders, ...ofCase('/copies') },
  'POST /v1/members/{id}/cases/{caseId}/decisions': {
    may: deciders,
    ...ofCase('/decisions', { body: { outcome: 'refused', ground: 'no_basis' } }),
  },
  'POST /v1/classes': {
    // Each member of a class has a result of its own; who is not the caller's is refused there.
    may: anyServants,
    ...about(
      (id) => ({ path: '/v1/classes', body: { stage: 'P2', happenedOn: '2021-11-20', memberIds: [id] } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'POST /v1/merges': {
    may: servants,
    request: async ({ member }) => ({
      path: '/v1/merges',
      body: { from: await member(), into: await member(), reason: 'duplicate_registration' },
    }),
    absent: async ({ member }) => ({
      path: '/v1/merges',
      body: { from: nobodysNumber(), into: await member(), reason: 'duplicate_registration' },
    }),
  },
  'GET /v1/merges/{mergeId}': { may: servants, ...ofMerge('') },
  'POST /v1/merges/{mergeId}/undoings': { may: servants, ...ofMerge('/undoings') },
  'POST /v1/me/registration': {
    may: 'whoever is signed in',
    request: ({ selfRegistration }, as) => selfRegistration(as),
  },
  'GET /v1/me': ofOneself('/v1/me'),
  'GET /v1/me/history': ofOneself('/v1/me/history'),
  'GET /v1/me/data': {
    may: 'whoever is signed in',
    async request({ registerVerified }, as) {
      await registerVerified(as)
      return { path: '/v1/me/data' }
    },
  },
  'GET /v1/me/cases': ofOneself('/v1/me/cases'),
  'POST /v1/me/cases': {
    may: 'whoever is signed in',
    async request({ oneself }, as) {
      await oneself(as)
      return { path: '/v1/me/cases', body: { kind: 'correction' } }
    },
  },
  'POST /v1/me/mails': {
    may: 'whoever is signed in',
    async request({ oneself }, as) {
      await oneself(as)
      return { path: '/v1/me/mails', body: {} }
    },
  },
  'POST /v1/members/{id}/verifications': {
    may: servants,
    ...ofMember(
      '/verifications',
      { body: { by: 'officer', outcome: 'matches', seen: 'ktp' } },
      ({ registerUnverified }) => registerUnverified(),
    ),
  },
  'GET /v1/disputes': { may: anyServants, request: () => ({ path: '/v1/disputes' }) },
  'GET /v1/disputes/{disputeId}': { may: servants, ...ofDispute('') },
  'POST /v1/disputes/{disputeId}/decisions': {
    may: servants,
    ...ofDispute('/decisions', { body: { outcome: 'claimant', seen: 'ktp', reason: 'wrong_person' } }),
  },
  'POST /v1/members/{id}/reveals': {
    may: servants,
    ...ofMember('/reveals', { body: { fields: ['nik'], reason: 'Verifikasi NIK untuk bank' } }),
  },
  'GET /v1/grants': { may: planners, ...ofArea('grants') },
  'POST /v1/grants': {
    may: planners,
    request: () => ({
      path: '/v1/grants',
      body: { subject: 'somebody', role: 'officer', area: '31.71.01', reason: 'Tugas' },
    }),
  },
  'POST /v1/grants/{id}/endings': {
    may: planners,
    ...about(
      (id) => ({ path: `/v1/grants/${id}/endings`, body: { reason: 'Pindah tugas' } }),
      async ({ grant }) => (await grant({ subject: 'somebody', role: 'officer', area: '31.71.01' })).id,
      () => 'grt_00000000000000000000',
    ),
  },
  'POST /v1/break-glass': {
    may: anyServants,
    ...about(
      (number) => ({ path: '/v1/break-glass', body: { number, hours: 1, reason: 'Datang ke kantor lain' } }),
      ({ member }) => member(),
      nobodysNumber,
    ),
  },
  'GET /v1/break-glass': { may: planners, ...ofArea('break-glass') },
  // Pairs elsewhere are not in the list.
  'GET /v1/duplicates': { may: anyServants, request: () => ({ path: '/v1/duplicates' }) },
  'GET /v1/duplicates/{id}': { may: servants, ...ofDuplicate('') },
  'POST /v1/duplicates/{id}/decisions': {
    may: servants,
    ...ofDuplicate('/decisions', { body: { decision: 'different', reason: 'shared_phone' } }),
  },
  'GET /v1/figures': { may: readers, ...ofArea('figures') },
  'GET /v1/figures.csv': { may: readers, ...ofArea('figures.csv') },
  'GET /v1/figures/series': { may: readers, ...ofArea('figures/series') },
  'GET /v1/figures/entries': { may: servants, ...ofArea('figures/entries?month=2021-11&stage=P1') },
  'GET /v1/targets': { may: everyone, request: () => ({ path: '/v1/targets' }) },
  'POST /v1/targets': {
    may: planners,
    request: () => ({
      path: '/v1/targets',
      body: { indicator: 'P1', area: '31.71.01', from: '2021-10', to: '2022-09', value: 40, basis: 'Rencana' },
    }),
  },
  'GET /v1/targets/{targetId}': { may: readers, ...ofTarget('') },
  'PATCH /v1/targets/{targetId}': { may: planners, ...ofTarget('', { body: revision, ...version }) },
  'PUT /v1/targets/{targetId}/primary': { may: planners, ...ofTarget('/primary') },
  'GET /v1/recipients': { may: managers, request: () => ({ path: '/v1/recipients' }) },
  'POST /v1/recipients': {
    may: planners,
    request: () => ({
      path: '/v1/recipients',
      body: { office: 'Kecamatan', email: `kantor-${++offices}@example.id`, area: '31.71.01', from: '2021-11-01' },
    }),
  },
  'GET /v1/recipients/{recipientId}': { may: planners, ...ofRecipient('') },
  'PATCH /v1/recipients/{recipientId}': {
    may: planners,
    ...ofRecipient('', { body: { language: 'en' }, ...version }),
  },
  'GET /v1/recipients/{recipientId}/deliveries': { may: planners, ...ofRecipient('/deliveries') },
  'GET /v1/recipients/{recipientId}/preview': { may: planners, ...ofRecipient('/preview?month=2021-10&number=1') },
  'GET /v1/recipients/{recipientId}/test-mails': {
    may: planners,
    ...ofRecipient('/test-mails?month=2021-10&number=1'),
  },
  'POST /v1/recipients/{recipientId}/test-mails': {
    may: planners,
    ...ofRecipient('/test-mails', { body: { month: '2021-10', number: 1, to: 'saya@example.id' } }),
  },
  'GET /v1/months/{month}/issues/{number}/deliveries': { may: managers, ...ofMonth('/issues/1/deliveries') },
  'GET /v1/months/{month}/issues/{number}/delivery-plan': { may: managers, ...ofMonth('/issues/1/delivery-plan') },
  'POST /v1/months/{month}/issues/{number}/deliveries/{recipientId}/replays': {
    may: planners,
    ...about(
      (id) => ({ path: `/v1/months/2021-10/issues/1/deliveries/${id}/replays` }),
      (world) => world.waitingMail(),
      () => 'rcp_00000000000000000000',
    ),
  },
  'GET /v1/months': { may: everyone, request: () => ({ path: '/v1/months' }) },
  'GET /v1/months/{month}': { may: everyone, request: () => ({ path: '/v1/months/2021-10' }) },
  'POST /v1/months/closings': { may: keepers, request: () => ({ path: '/v1/months/closings', body: {} }) },
  'GET /v1/months/{month}/obstacles': {
    may: anyServants,
    request: () => ({ path: '/v1/months/2021-11/obstacles' }),
  },
  'POST /v1/months/{month}/obstacles': {
    may: servants,
    request: () => ({
      path: '/v1/months/2021-11/obstacles',
      body: { ...obstacleText, area: '31.71.01', agency: 'PPAPP' },
    }),
  },
  'GET /v1/months/{month}/obstacles/{obstacleId}': { may: servants, ...ofObstacle('') },
  'PATCH /v1/months/{month}/obstacles/{obstacleId}': {
    may: servants,
    ...ofObstacle('', { body: obstacleText, ...version }),
  },
  'POST /v1/months/{month}/obstacles/{obstacleId}/withdrawals': {
    may: servants,
    ...ofObstacle('/withdrawals'),
  },
  'POST /v1/months/{month}/recounts': { may: keepers, ...ofMonth('/recounts') },
  'GET /v1/repairs': { may: keepers, request: () => ({ path: '/v1/repairs' }) },
  'POST /v1/repairs': {
    may: keepers,
    request: async ({ spoil }) => {
      await spoil(inside.area)
      return { path: '/v1/repairs', body: { month: '2021-11', area: inside.area, reason: 'Salah hitung' } }
    },
  },
  'GET /v1/issues': { may: overseers, request: () => ({ path: '/v1/issues' }) },
  'GET /v1/months/{month}/issues': { may: overseers, ...ofMonth('/issues') },
  'POST /v1/months/{month}/issues': {
    may: keepers,
    ...ofMonth('/issues', { body: { cause: 'Laporan terlambat' } }, ({ member }) =>
      member({ registeredOn: '2021-10-20' }),
    ),
  },
  'GET /v1/months/{month}/issues/{number}': { may: overseers, ...ofMonth('/issues/1') },
  'GET /v1/months/{month}/issues/{number}/differences': {
    may: overseers,
    ...ofMonth('/issues/1/differences?number=1'),
  },
  'POST /v1/imports': { may: anyServants, request: () => ({ path: '/v1/imports', body: {} }) },
  'GET /v1/imports': { may: anyServants, request: () => ({ path: '/v1/imports' }) },
  'GET /v1/imports/{id}': { may: owner, ...ofImport('', (world) => world.import('created')) },
  'POST /v1/imports/{id}/validations': {
    may: owner,
    ...ofImport('/validations', (world) => world.import('uploaded')),
  },
  'POST /v1/imports/{id}/answers': {
    may: owner,
    ...ofImport('/answers', (world) => world.import('uploaded'), { body: { dayOrder: { P1: 'day_first' } } }),
  },
  'POST /v1/imports/{id}/confirmations': {
    may: owner,
    ...ofImport('/confirmations', (world) => world.import('validated')),
  },
  'POST /v1/imports/{id}/undoings': {
    may: owner,
    ...ofImport('/undoings', (world) => world.import('applied'), { body: { reason: 'data_entry_mistake' } }),
  },
  'POST /v1/imports/{id}/discards': { may: owner, ...ofImport('/discards', (world) => world.import('uploaded')) },
  'GET /v1/imports/{id}/findings': { may: owner, ...ofImport('/findings', (world) => world.import('validated')) },
  'GET /v1/imports/{id}/results': { may: owner, ...ofImport('/results', (world) => world.import('applied')) },
  'GET /v1/imports/{id}/rejected': { may: owner, ...ofImport('/rejected', (world) => world.import('validated')) },
  'GET /v1/import-sources': { may: anyServants, request: () => ({ path: '/v1/import-sources' }) },
  'GET /v1/import-sources/{code}': {
    may: anyServants,
    ...about(
      (code) => ({ path: `/v1/import-sources/${code}` }),
      (world) => world.importSource(),
      () => 'none',
    ),
  },
  'PUT /v1/import-sources/{code}': {
    may: keepers,
    request: async (world) => ({
      path: `/v1/import-sources/${await world.importSource()}`,
      body: { name: 'Dinas PPKUKM', mapping: {} },
      ...version,
    }),
  },
  'POST /v1/exports': {
    may: servants,
    request: () => ({
      path: '/v1/exports',
      body: { filter: { area: '31.71.01', agency: inside.agency }, format: 'xlsx', reason: 'Rapat' },
    }),
  },
  'GET /v1/exports': { may: anyServants, request: () => ({ path: '/v1/exports' }) },
  'GET /v1/exports/{id}': { may: owner, ...ofExport('') },
  'POST /v1/exports/{id}/discards': { may: owner, ...ofExport('/discards') },
  'POST /v1/class-lists': {
    may: servants,
    async request({ member }) {
      await member({ area: '31.71.01' })
      const filter = { area: '31.71.01', agency: inside.agency, lacking: ['P2'], category: 'pemula' }
      return { path: '/v1/class-lists', body: { stage: 'P2', heldOn: '2021-12-20', agency: inside.agency, filter } }
    },
  },
  'GET /v1/class-lists/{id}': { may: servants, ...ofClassList('') },
  'GET /v1/class-lists/{id}/sheet.csv': { may: servants, ...ofClassList('/sheet.csv') },
  'GET /v1/class-lists/{id}/sheet.xlsx': { may: servants, ...ofClassList('/sheet.xlsx') },
  'GET /v1/class-lists/{id}/page.html': { may: servants, ...ofClassList('/page.html') },
  'POST /v1/class-lists/{id}/attendances': {
    may: servants,
    ...ofClassList('/attendances', (memberId) => ({ body: { attended: [memberId] } })),
  },
  'POST /v1/class-lists/{id}/attendances.csv': {
    may: servants,
    ...ofClassList('/attendances.csv', (memberId) => ({
      raw: `Nomor anggota,Hadir\n${memberId},x\n`,
      headers: { 'Content-Type': 'text/csv' },
    })),
  },
  'GET /v1/members/{id}/loans': { may: servants, ...ofMember('/loans') },
  'POST /v1/loans/searches': {
    may: keepers,
    request: () => ({ path: '/v1/loans/searches', body: { partner: 'bank-jakarta' } }),
  },
  'GET /v1/loans/{id}/events': { may: keepers, ...ofLoan('/events') },
  'GET /v1/loans/parked': { may: keepers, request: () => ({ path: '/v1/loans/parked?partner=bank-jakarta' }) },
  'GET /v1/loans/review': { may: keepers, request: () => ({ path: '/v1/loans/review' }) },
  'GET /v1/loans/ahead': { may: keepers, request: () => ({ path: '/v1/loans/ahead' }) },
  'GET /v1/loans/twins': { may: keepers, request: () => ({ path: '/v1/loans/twins' }) },
  'GET /v1/loans/{id}': { may: keepers, ...ofLoan('') },
  'POST /v1/loans/{id}/decisions': {
    may: keepers,
    ...ofLoan('/decisions', { body: { outcome: 'rejected', reason: 'Bukan anggota' } }),
  },
  'POST /v1/loans/{id}/twin-dismissals': {
    may: keepers,
    async request(world) {
      const [id, other] = await world.twinLoans()
      return { path: `/v1/loans/${id}/twin-dismissals`, body: { other, reason: 'Dua pinjaman' } }
    },
  },
  'POST /v1/loans/{id}/replays': { may: keepers, ...ofLoan('/replays') },
  'POST /v1/partners/{code}/statements/{month}/lines.csv': {
    may: keepers,
    ...ofPartner('/statements/2021-11/lines.csv', {
      raw: 'number,state,approvedOn\nL-1,approved,2021-11-10\n',
      headers: { 'Content-Type': 'text/csv' },
    }),
  },
  'GET /v1/partners/{code}/statements/{month}': {
    may: keepers,
    ...about(
      (code) => ({ path: `/v1/partners/${code}/statements/2021-11` }),
      ({ statement }) => statement(),
      () => 'nobody',
    ),
  },
  'GET /v1/partners': { may: keepers, request: () => ({ path: '/v1/partners' }) },
  'POST /v1/partners': {
    may: keepers,
    request: () => ({
      path: '/v1/partners',
      body: {
        code: `bank-${++banks}`,
        name: 'Bank Jakarta',
        type: 'bank',
        signing: { scheme: 'standard_webhooks' },
      },
    }),
  },
  'GET /v1/partners/{code}': { may: keepers, ...ofPartner('') },
  'PATCH /v1/partners/{code}': {
    may: keepers,
    ...ofPartner('', { body: { status: 'suspended' }, headers: { 'If-Match': '"2"' } }),
  },
  'GET /v1/partners/{code}/credentials': { may: keepers, ...ofPartner('/credentials') },
  'POST /v1/partners/{code}/credentials': { may: keepers, ...ofPartner('/credentials', { body: { kind: 'secret' } }) },
  'POST /v1/partners/{code}/credentials/{id}/revocations': {
    may: keepers,
    ...about(
      (codeAndId) => ({ path: `/v1/partners/${codeAndId}/revocations` }),
      async ({ partner }) => {
        const { code, credential } = await partner()
        return `${code}/credentials/${credential}`
      },
      () => 'nobody/credentials/crd_00000000000000000000',
    ),
  },
  'POST /v1/partners/{code}/test-events': { may: keepers, ...ofPartner('/test-events') },
  'GET /v1/subscribers': { may: keepers, request: () => ({ path: '/v1/subscribers' }) },
  'POST /v1/subscribers': { may: keepers, request: () => ({ path: '/v1/subscribers', body: newSubscriber }) },
  'GET /v1/subscribers/{id}': { may: keepers, ...ofSubscriber('') },
  'PATCH /v1/subscribers/{id}': {
    may: keepers,
    async request({ subscriber }) {
      const { id, version } = await subscriber()
      const headers = { 'If-Match': `"${version}"` }
      return { path: `/v1/subscribers/${id}`, body: { name: 'Bappeda DKI' }, headers }
    },
    absent: () => ({
      ...{ path: '/v1/subscribers/sub_00000000000000000000', body: { name: 'Bappeda DKI' } },
      headers: { 'If-Match': '"1"' },
    }),
  },
  'GET /v1/subscribers/{id}/secrets': { may: keepers, ...ofSubscriber('/secrets') },
  'POST /v1/subscribers/{id}/secrets': {
    may: keepers,
    async request({ subscriber, call }) {
      const { id, secret } = await subscriber()
      await call('POST', `/v1/subscribers/${id}/secrets/${secret}/revocations`, {})
      return { path: `/v1/subscribers/${id}/secrets`, body: {} }
    },
    absent: () => ({ path: '/v1/subscribers/sub_00000000000000000000/secrets', body: {} }),
  },
  'POST /v1/subscribers/{id}/secrets/{secretId}/revocations': {
    may: keepers,
    ...about(
      (path) => ({ path: `/v1/subscribers/${path}/revocations` }),
      async ({ subscriber }) => {
        const { id, secret } = await subscriber()
        return `${id}/secrets/${secret}`
      },
      () => 'sub_00000000000000000000/secrets/crd_00000000000000000000',
    ),
  },
  'POST /v1/subscribers/{id}/test-events': { may: keepers, ...ofSubscriber('/test-events') },
  'GET /v1/subscribers/{id}/deliveries': { may: keepers, ...ofSubscriber('/deliveries') },
  'POST /v1/subscribers/{id}/replays': {
    may: keepers,
    ...ofSubscriber('/replays', { body: { from: '2021-11-30T00:00:00.000Z' } }),
  },
  'GET /v1/partners/{code}/calls': { may: keepers, ...ofPartner('/calls') },
  'GET /v1/partners/{code}/refusals': { may: keepers, ...ofPartner('/refusals') },
  'GET /v1/partners/{code}/passed-over': { may: keepers, ...ofPartner('/passed-over') },
  'GET /v1/partners/{code}/receipts/parked': { may: keepers, ...ofPartner('/receipts/parked') },
  'GET /v1/partners/{code}/receipts/{id}': { may: keepers, ...ofReceipt('') },
  'POST /v1/partners/{code}/receipts/{id}/reveals': {
    may: keepers,
    ...ofReceipt('/reveals', { body: { reason: 'Verifikasi ke mitra' } }),
  },
  'POST /v1/partners/{code}/receipts/{id}/replays': { may: keepers, ...ofReceipt('/replays') },
  'GET /v1/partners/{code}/replays': { may: keepers, ...ofPartner('/replays?state=unapplied') },
  'POST /v1/partners/{code}/replays': {
    may: keepers,
    ...about(
      (code) => ({ path: `/v1/partners/${code}/replays`, body: { state: 'unapplied', count: 1 } }),
      async ({ parkedReceipt }) => (await parkedReceipt()).code,
      () => 'nobody',
    ),
  },
  'GET /v1/partners/{code}/conflicts': { may: keepers, ...ofPartner('/conflicts') },
  'GET /v1/partners/{code}/conflicts/{id}': { may: keepers, ...ofConflict('') },
  'POST /v1/partners/{code}/conflicts/{id}/reveals': {
    may: keepers,
    ...ofConflict('/reveals', { body: { reason: 'Verifikasi ke mitra' } }),
  },
  'POST /v1/partners/{code}/conflicts/{id}/closings': {
    may: keepers,
    ...ofConflict('/closings', { body: { outcome: 'partner_told' } }),
  },
  ...referralRouteCases,
}
