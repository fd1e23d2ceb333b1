import { giveGrant } from '../../shared/usecases/access/give-grant.ts'
import type { DeskCase, DeskRequest } from './desk-case.ts'
import { makeReferralDeskCases } from './referral-desk-cases.ts'
import { ofTrailDay } from './route-arrangements.ts'
import type { Permissions } from './route-case.ts'
import { inside, newNik, type World } from './world.ts'
import { writeWorkbook } from './write-workbook.ts'

const everyone: Permissions = {
  viewer: 'ok',
  officer: 'ok',
  'officer of another kota': 'ok',
  'officer of another agency': 'ok',
  'administrator of the kota': 'ok',
  'administrator of another kota': 'ok',
  administrator: 'ok',
}
/** Roles that serve members somewhere. */
const anyServants: Permissions = { ...everyone, viewer: 403 }
/** Roles that serve members at the place. */
const servants: Permissions = {
  ...anyServants,
  'officer of another kota': 404,
  'officer of another agency': 404,
  'administrator of another kota': 404,
}
/** The owner, who is the administrator. Administrators see everybody's. */
const owner: Permissions = { ...servants, officer: 404, 'administrator of the kota': 404 }

const person = () => ({
  'person.name': 'Budi Santoso',
  'person.nik': newNik(),
  gender: 'male',
  category: 'pemula',
  ...inside,
})

const ofMember =
  (path: string, fields?: Record<string, string>, make: (world: World) => Promise<string> = ({ member }) => member()) =>
  async (world: World): Promise<DeskRequest> => ({
    path: `/members/${await make(world)}${path}`,
    ...(fields && { fields }),
  })

const ofFile =
  (status: 'uploaded' | 'kept', path: string, fields?: Record<string, string>) =>
  async ({ evidenceFile }: World): Promise<DeskRequest> => {
    const { id, memberId } = await evidenceFile(status)
    return { path: `/members/${memberId}/files/${id}${path}`, ...(fields && { fields }) }
  }

const reason = 'wrong_person'
const obstacle = { obstacle: 'Aula dipakai', followUp: 'Kelas pengganti pada 6 Desember' }
const file = (text: string) => ({ name: 'file', text })
const sheet = 'name,nik,category,area,agency,P1\n'

/** Roles that may see the figures of the place. */
const readers: Permissions = { ...servants, viewer: 'ok' }
const figuresAt = '?area=31.71.01&agency=PPAPP'

/** Roles that manage something somewhere. */
const anyManagers: Permissions = {
  ...everyone,
  viewer: 403,
  officer: 403,
  'officer of another kota': 403,
  'officer of another agency': 403,
}
/** Roles that manage the place. */
const managers: Permissions = { ...anyManagers, 'administrator of another kota': 404 }
/** Roles that manage the whole programme. */
const chiefs: Permissions = { ...managers, 'administrator of the kota': 404 }
/** Roles that see the figures of the whole programme. */
const overseers: Permissions = {
  viewer: 'ok',
  officer: 404,
  'officer of another kota': 404,
  'officer of another agency': 404,
  'administrator of the kota': 404,
  'administrator of another kota': 404,
  administrator: 'ok',
}
const targetAsked = { value: '40', basis: 'Rencana' }

/** A page or form about a target of the place. */
const ofTarget =
  (path: string, fields?: Record<string, string>) =>
  async ({ target }: World): Promise<DeskRequest> => ({
    path: `/targets/${await target(inside)}${path}`,
    ...(fields && { fields }),
  })

let offices = 0

/** Makes the form of a recipient with an address of its own. */
const askRecipient = () => ({
  ...inside,
  office: 'Kecamatan Gambir',
  email: `kantor-${++offices}@example.id`,
  report: 'internal',
  language: 'id',
  'formats[]': 'pdf',
  from: '2021-01-01',
})

/** A page or form about a recipient of the place. */
const ofRecipient =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => ({
    path: `/recipients/${await world.recipient()}${path}`,
    ...(fields && { fields }),
  })
const grantAsked = { role: 'officer', ...inside, reason: 'Surat tugas 12/2021' }
let colleagues = 0

/** Gives somebody a right at the place. Returns the subject and the id of the grant. */
async function colleague({ deps }: World): Promise<{ subject: string; id: string }> {
  const subject = `invited-${++colleagues}`
  const from = deps.now().toISOString()
  const { id } = await giveGrant(deps, { subject, role: 'officer', ...inside, from, grantedBy: 'admin' })
  return { subject, id }
}

/** A page or form about somebody with a right at the place. */
const ofColleague =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { subject, id } = await colleague(world)
    return { path: `/people/${subject}${path.replace(':id', id)}`, ...(fields && { fields }) }
  }
let lenders = 0
const houseScheme = { 'signing.scheme': 'standard_webhooks', 'signing.skewSeconds': '300' }

/** A page or form about a partner with a secret. */
const ofPartner =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, credential } = await world.partner()
    return { path: `/partners/${code}${path.replace(':id', credential)}`, ...(fields && { fields }) }
  }

const ofReceipt =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, id } = await world.parkedReceipt()
    return { path: `/partners/${code}/receipts/${id}`, ...(fields && { fields }) }
  }

const ofConflict =
  (fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { code, id } = await world.partnerConflict()
    return { path: `/partners/${code}/conflicts/${id}`, ...(fields && { fields }) }
  }

/** The fields of a subscriber's form. */
const aSubscriber = {
  ...{ name: 'Bappeda', target: 'https://penerima.example.id/', 'types[]': 'month.closed', area: '31' },
  ...{ legalBasis: 'Perjanjian 12/2021', 'contacts[]': 'data@bappeda.example.id' },
}

/** A page or form about the subscriber and the older of its secrets. */
const ofSubscriber =
  (path: string, fields?: Record<string, string>) =>
  async (world: World): Promise<DeskRequest> => {
    const { id, version, secret } = await world.subscriber({ isNew: true })
    const sent = fields && '_version' in fields ? { ...fields, _version: String(version) } : fields
    return { path: `/subscribers/${id}${path.replace(':other', secret)}`, ...(sent && { fields: sent }) }
  }
const deliveriesOfOctober = '/months/2021-10/issues/1/deliveries'

/** Makes an import whose file is uploaded and whose columns are not matched yet. */
const uploadImport = (world: World) => world.import('uploaded')

/** Every route of the desk with the roles that may use it. A missing route fails the matrix. */
export const deskCases: Record<string, DeskCase> = {
  'GET /': { may: 'everybody', ask: () => ({ path: '/' }) },
  'GET /account': { may: 'everybody', ask: () => ({ path: '/account' }) },
  'GET /members': { may: anyServants, ask: () => ({ path: '/members' }) },
  'POST /members': { may: anyServants, ask: () => ({ path: '/members', fields: { sought: newNik() } }) },
  'GET /members/new': { may: anyServants, ask: () => ({ path: '/members/new' }) },
  'POST /members/new': { may: servants, ask: () => ({ path: '/members/new', fields: person() }) },
  'GET /members/:id': { may: servants, ask: ofMember('') },
  'GET /members/:id/trail': { may: servants, ask: ofMember('/trail') },
  'GET /members/:id/rights': { may: servants, ask: ofMember('/rights') },
  'GET /members/:id/files': { may: servants, ask: ofMember('/files') },
  'POST /members/:id/files': { may: servants, ask: ofMember('/files', { stage: 'P1', type: 'image/jpeg' }) },
  'GET /members/:id/files/:file': { may: servants, ask: ofFile('kept', '') },
  'GET /members/:id/files/:file/removal': { may: servants, ask: ofFile('kept', '/removal') },
  'POST /members/:id/files/:file/removal': { may: servants, ask: ofFile('kept', '/removal', { reason }) },
  'GET /members/:id/files/:file/upload': { may: servants, ask: ofFile('uploaded', '/upload') },
  'GET /members/:id/files/:file/confirmation': { may: servants, ask: ofFile('uploaded', '/confirmation') },
  'POST /members/:id/files/:file/confirmation': { may: servants, ask: ofFile('uploaded', '/confirmation', {}) },
  'GET /members/:id/stages': { may: servants, ask: ofMember('/stages') },
  'POST /members/:id/stages': { may: servants, ask: ofMember('/stages', { stage: 'P2', happenedOn: '2021-11-20' }) },
  'GET /members/:id/reversals': { may: servants, ask: ofMember('/reversals') },
  'POST /members/:id/reversals': {
    may: servants,
    ask: ofMember('/reversals', { stage: 'P2', reason }, ({ addTrained }) => addTrained()),
  },
  'GET /members/:id/reclassification': { may: servants, ask: ofMember('/reclassification') },
  'POST /members/:id/reclassification': {
    may: servants,
    ask: ofMember('/reclassification', { gender: 'female', reason }),
  },
  'GET /members/:id/withdrawal': { may: servants, ask: ofMember('/withdrawal') },
  'POST /members/:id/withdrawal': { may: servants, ask: ofMember('/withdrawal', { on: '2021-11-30' }) },
  'GET /members/:id/return': { may: servants, ask: ofMember('/return') },
  'POST /members/:id/return': {
    may: servants,
    ask: ofMember('/return', {}, async (world) => {
      const id = await world.member()
      await world.call('POST', `/v1/members/${id}/withdrawals`, { body: { on: '2021-11-30' } })
      return id
    }),
  },
  'GET /members/:id/notes': { may: servants, ask: ofMember('/notes') },
  'POST /members/:id/notes': { may: servants, ask: ofMember('/notes', { text: 'Tidak diangkat' }) },
  'GET /members/:id/correction': { may: servants, ask: ofMember('/correction') },
  'POST /members/:id/correction': {
    may: servants,
    ask: ofMember('/correction', { 'person.name': 'Budi Hartono', _version: '1' }),
  },
  'GET /members/:id/verification': { may: servants, ask: ofMember('/verification') },
  'POST /members/:id/verification': {
    may: servants,
    ask: ofMember('/verification', { by: 'officer', outcome: 'matches', seen: 'ktp' }, ({ registerUnverified }) =>
      registerUnverified(),
    ),
  },
  'GET /members/:id/rights/new': { may: servants, ask: ofMember('/rights/new') },
  'POST /members/:id/rights/new': { may: servants, ask: ofMember('/rights/new', { kind: 'access' }) },
  'GET /worklist': { may: anyServants, ask: () => ({ path: '/worklist' }) },
  'GET /duplicates': { may: anyServants, ask: () => ({ path: '/duplicates' }) },
  'GET /duplicates/:id': { may: servants, ask: async (world) => ({ path: `/duplicates/${await world.duplicate()}` }) },
  'POST /duplicates/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/duplicates/${await world.duplicate()}`,
      fields: { choice: 'different', difference: 'namesakes' },
    }),
  },
  'GET /disputes': { may: anyServants, ask: () => ({ path: '/disputes' }) },
  'GET /disputes/:id': { may: servants, ask: async (world) => ({ path: `/disputes/${await world.dispute()}` }) },
  'POST /disputes/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/disputes/${await world.dispute()}`,
      fields: { outcome: 'holder', seen: 'ktp', reason },
    }),
  },
  'GET /cases': { may: anyServants, ask: () => ({ path: '/cases' }) },
  'GET /classes': { may: anyServants, ask: () => ({ path: '/classes' }) },
  'POST /classes': {
    may: {
      ...servants,
      'officer of another kota': 422,
      'officer of another agency': 422,
      'administrator of another kota': 422,
    },
    ask: async ({ member }) => ({
      path: '/classes',
      fields: { stage: 'P2', heldOn: '2021-11-20', agency: inside.agency, numbers: await member() },
    }),
  },
  'GET /classes/:id': { may: servants, ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}` }) },
  'POST /classes/:id': {
    may: servants,
    async ask({ classList }) {
      const { id, memberId } = await classList()
      return { path: `/classes/${id}`, fields: { 'attended[]': memberId } }
    },
  },
  'GET /classes/:id/sheet': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet` }),
  },
  'POST /classes/:id/sheet': {
    may: servants,
    async ask({ classList }) {
      const { id, memberId } = await classList()
      const rows = [
        ['Nomor anggota', 'Hadir'],
        [memberId, 'x'],
      ].map((row) => row.map((text) => ({ text })))
      const text = new Uint8Array(writeWorkbook([{ name: 'Daftar', rows }]))
      return { path: `/classes/${id}/sheet`, fields: {}, file: { name: 'sheet', text } }
    },
  },
  'GET /classes/:id/page.html': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/page.html` }),
  },
  'GET /classes/:id/sheet.csv': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet.csv` }),
  },
  'GET /classes/:id/sheet.xlsx': {
    may: servants,
    ask: async ({ classList }) => ({ path: `/classes/${(await classList()).id}/sheet.xlsx` }),
  },
  'GET /imports': { may: anyServants, ask: () => ({ path: '/imports' }) },
  'POST /imports': { may: anyServants, ask: () => ({ path: '/imports', fields: {}, file: file(sheet) }) },
  'GET /imports/template.csv': { may: anyServants, ask: () => ({ path: '/imports/template.csv' }) },
  'GET /imports/:id': { may: owner, ask: async (world) => ({ path: `/imports/${await world.import('created')}` }) },
  'GET /imports/:id/columns': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/columns` }),
  },
  'POST /imports/:id/columns': {
    may: owner,
    ask: async (world) => ({
      path: `/imports/${await uploadImport(world)}/columns`,
      fields: { c0: 'name', c2: 'category', c3: 'area', c4: 'agency' },
    }),
  },
  'GET /imports/:id/answers': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('uploaded')}/answers` }),
  },
  'POST /imports/:id/answers': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('uploaded')}/answers`, fields: {} }),
  },
  'GET /imports/:id/confirmation': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/confirmation` }),
  },
  'POST /imports/:id/confirmation': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/confirmation`, fields: {} }),
  },
  'GET /imports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/discard` }),
  },
  'POST /imports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await uploadImport(world)}/discard`, fields: {} }),
  },
  'GET /imports/:id/undo': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('applied')}/undo` }),
  },
  'POST /imports/:id/undo': {
    may: owner,
    ask: async (world) => ({
      path: `/imports/${await world.import('applied')}/undo`,
      fields: { reason: 'data_entry_mistake' },
    }),
  },
  'GET /imports/:id/rejected': {
    may: owner,
    ask: async (world) => ({ path: `/imports/${await world.import('validated')}/rejected` }),
  },
  'GET /exports': { may: anyServants, ask: () => ({ path: '/exports' }) },
  'POST /exports': {
    may: servants,
    ask: () => ({
      path: '/exports',
      fields: { 'filter.area': '31.71.01', 'filter.agency': inside.agency, format: 'csv', reason: 'Rapat' },
    }),
  },
  'GET /exports/:id': { may: owner, ask: async (world) => ({ path: `/exports/${await world.export('ready')}` }) },
  'GET /exports/:id/file': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/file` }),
  },
  'GET /exports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/discard` }),
  },
  'POST /exports/:id/discard': {
    may: owner,
    ask: async (world) => ({ path: `/exports/${await world.export('ready')}/discard`, fields: {} }),
  },
  'GET /obstacles': { may: anyServants, ask: () => ({ path: '/obstacles' }) },
  'POST /obstacles': {
    may: { ...servants, 'officer of another agency': 'ok' },
    ask: () => ({ path: '/obstacles', fields: { month: '2021-11', area: '31.71.01', ...obstacle } }),
  },
  'GET /obstacles/:month/:id': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}` }),
  },
  'POST /obstacles/:month/:id': {
    may: servants,
    ask: async (world) => ({
      path: `/obstacles/2021-11/${await world.obstacle()}`,
      fields: { ...obstacle, _version: '1' },
    }),
  },
  'GET /obstacles/:month/:id/withdrawal': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}/withdrawal` }),
  },
  'POST /obstacles/:month/:id/withdrawal': {
    may: servants,
    ask: async (world) => ({ path: `/obstacles/2021-11/${await world.obstacle()}/withdrawal`, fields: {} }),
  },
  'GET /figures': { may: readers, ask: () => ({ path: `/figures${figuresAt}` }) },
  'GET /figures/file.csv': { may: readers, ask: () => ({ path: `/figures/file.csv${figuresAt}` }) },
  'GET /figures/series': { may: readers, ask: () => ({ path: `/figures/series${figuresAt}` }) },
  'GET /figures/entries': {
    may: servants,
    ask: () => ({ path: `/figures/entries${figuresAt}&month=2021-11&stage=P1` }),
  },
  'GET /months': { may: everyone, ask: () => ({ path: '/months' }) },
  'GET /months/closings': { may: chiefs, ask: () => ({ path: '/months/closings' }) },
  'POST /months/closings': { may: chiefs, ask: () => ({ path: '/months/closings', fields: { through: '2021-10' } }) },
  'GET /months/closings/progress': { may: chiefs, ask: () => ({ path: '/months/closings/progress' }) },
  'GET /months/:month': { may: everyone, ask: () => ({ path: '/months/2021-11' }) },
  'GET /months/:month/recount': { may: chiefs, ask: () => ({ path: '/months/2021-11/recount' }) },
  'POST /months/:month/recount': { may: chiefs, ask: () => ({ path: '/months/2021-11/recount', fields: {} }) },
  'GET /months/:month/repairs/:area': {
    may: chiefs,
    ask: () => ({ path: `/months/2021-11/repairs/${inside.area}` }),
  },
  'POST /months/:month/repairs/:area': {
    may: chiefs,
    async ask({ spoil }) {
      await spoil(inside.area)
      return { path: `/months/2021-11/repairs/${inside.area}`, fields: { reason: 'Salah hitung' } }
    },
  },
  'GET /months/:month/issues/:number': { may: overseers, ask: () => ({ path: '/months/2021-10/issues/1' }) },
  'GET /months/:month/reissue': { may: chiefs, ask: () => ({ path: '/months/2021-10/reissue' }) },
  'POST /months/:month/reissue': {
    may: chiefs,
    async ask({ member }) {
      await member({ registeredOn: '2021-10-20' })
      return { path: '/months/2021-10/reissue', fields: { cause: 'Laporan kecamatan tiba terlambat' } }
    },
  },
  'GET /targets': { may: everyone, ask: () => ({ path: '/targets' }) },
  'GET /targets/new': { may: anyManagers, ask: () => ({ path: '/targets/new' }) },
  'POST /targets/new': {
    may: managers,
    ask: () => ({
      path: '/targets/new',
      fields: { ...targetAsked, ...inside, indicator: 'P1', from: '2021-10', to: '2022-09' },
    }),
  },
  'GET /targets/:id': { may: readers, ask: ofTarget('') },
  'GET /targets/:id/revision': { may: managers, ask: ofTarget('/revision') },
  'POST /targets/:id/revision': {
    may: managers,
    ask: ofTarget('/revision', { ...targetAsked, effectiveFrom: '2021-11-30', reason: 'Refocusing', _version: '1' }),
  },
  'GET /targets/:id/primary': { may: managers, ask: ofTarget('/primary') },
  'POST /targets/:id/primary': { may: managers, ask: ofTarget('/primary', {}) },
  'GET /recipients': { may: anyManagers, ask: () => ({ path: '/recipients' }) },
  'GET /recipients/new': { may: anyManagers, ask: () => ({ path: '/recipients/new' }) },
  'POST /recipients/new': { may: managers, ask: () => ({ path: '/recipients/new', fields: askRecipient() }) },
  'GET /recipients/:id': { may: managers, ask: ofRecipient('') },
  'GET /recipients/:id/change': { may: managers, ask: ofRecipient('/change') },
  'POST /recipients/:id/change': {
    may: managers,
    ask: (world) => ofRecipient('/change', { ...askRecipient(), _version: '1' })(world),
  },
  'GET /recipients/:id/pause': { may: managers, ask: ofRecipient('/pause') },
  'POST /recipients/:id/pause': { may: managers, ask: ofRecipient('/pause', { paused: 'yes', _version: '1' }) },
  'GET /recipients/:id/test-mail': { may: managers, ask: ofRecipient('/test-mail') },
  'POST /recipients/:id/test-mail': {
    may: managers,
    ask: ofRecipient('/test-mail', { month: '2021-10', number: '1', to: 'admin@example.id' }),
  },
  'GET /recipients/:id/preview': { may: managers, ask: ofRecipient('/preview') },
  'GET /months/:month/issues/:number/deliveries': { may: anyManagers, ask: () => ({ path: deliveriesOfOctober }) },
  'GET /months/:month/issues/:number/deliveries/:id/replay': {
    may: anyManagers,
    ask: async (world) => ({ path: `${deliveriesOfOctober}/${await world.waitingMail()}/replay` }),
  },
  'POST /months/:month/issues/:number/deliveries/:id/replay': {
    may: managers,
    ask: async (world) => ({ path: `${deliveriesOfOctober}/${await world.waitingMail()}/replay`, fields: {} }),
  },
  'GET /people': { may: anyManagers, ask: () => ({ path: '/people' }) },
  'GET /people/new': { may: anyManagers, ask: () => ({ path: '/people/new' }) },
  'POST /people/new': {
    may: managers,
    ask: () => ({ path: '/people/new', fields: { ...grantAsked, email: 'sri@kantor.example' } }),
  },
  'GET /people/:subject': { may: managers, ask: ofColleague('') },
  'GET /people/:subject/grants': { may: managers, ask: ofColleague('/grants') },
  'POST /people/:subject/grants': { may: managers, ask: ofColleague('/grants', grantAsked) },
  'GET /people/:subject/grants/:id/end': { may: managers, ask: ofColleague('/grants/:id/end') },
  'POST /people/:subject/grants/:id/end': { may: managers, ask: ofColleague('/grants/:id/end', { reason: 'Mutasi' }) },
  'GET /people/:subject/resend': { may: managers, ask: ofColleague('/resend') },
  'POST /people/:subject/resend': { may: managers, ask: ofColleague('/resend', {}) },
  'GET /people/:subject/block': { may: managers, ask: ofColleague('/block') },
  'POST /people/:subject/block': { may: managers, ask: ofColleague('/block', { blocked: 'yes' }) },
  'GET /people/:subject/removal': { may: managers, ask: ofColleague('/removal') },
  'POST /people/:subject/removal': { may: managers, ask: ofColleague('/removal', { reason: 'Pensiun' }) },
  'GET /partners': { may: chiefs, ask: () => ({ path: '/partners' }) },
  'GET /partners/new': { may: chiefs, ask: () => ({ path: '/partners/new' }) },
  'POST /partners/new': {
    may: chiefs,
    ask: () => ({
      path: '/partners/new',
      fields: { code: `lender-${++lenders}`, name: 'Bank Contoh', type: 'bank', ...houseScheme, 'allowedFrom[]': '' },
    }),
  },
  'GET /partners/:code/change': { may: chiefs, ask: ofPartner('/change') },
  'POST /partners/:code/change': {
    may: chiefs,
    ask: ofPartner('/change', { name: 'Bank Jakarta', ...houseScheme, _version: '2' }),
  },
  'GET /partners/:code/referral': { may: chiefs, ask: ofPartner('/referral') },
  'POST /partners/:code/referral': {
    may: chiefs,
    ask: ofPartner('/referral', {
      ...{ 'referral.by': 'file', 'referral.layout': 'calon_debitur' },
      ...{ 'referral.answerDays': '14', _version: '2' },
    }),
  },
  'GET /partners/:code/status': { may: chiefs, ask: ofPartner('/status') },
  'POST /partners/:code/status': { may: chiefs, ask: ofPartner('/status', { status: 'suspended', _version: '2' }) },
  'GET /partners/:code/credentials': { may: chiefs, ask: ofPartner('/credentials') },
  'POST /partners/:code/credentials': {
    may: chiefs,
    ask: ofPartner('/credentials', { kind: 'secret', overlapSeconds: '0' }),
    isShownOnce: true,
  },
  'GET /partners/:code/credentials/:id/revocation': { may: chiefs, ask: ofPartner('/credentials/:id/revocation') },
  'POST /partners/:code/credentials/:id/revocation': {
    may: chiefs,
    ask: ofPartner('/credentials/:id/revocation', {}),
  },
  'GET /partners/:code/test-event': { may: chiefs, ask: ofPartner('/test-event') },
  'POST /partners/:code/test-event': { may: chiefs, ask: ofPartner('/test-event', {}), isShownOnce: true },
  'GET /partners/:code': { may: chiefs, ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}` }) },
  'GET /subscribers': { may: chiefs, ask: () => ({ path: '/subscribers' }) },
  'GET /subscribers/new': { may: chiefs, ask: () => ({ path: '/subscribers/new' }) },
  'POST /subscribers/new': {
    may: chiefs,
    ask: () => ({
      path: '/subscribers/new',
      fields: aSubscriber,
    }),
    isShownOnce: true,
  },
  'GET /subscribers/:id': { may: chiefs, ask: ofSubscriber('') },
  'GET /subscribers/:id/change': { may: chiefs, ask: ofSubscriber('/change') },
  'POST /subscribers/:id/change': {
    may: chiefs,
    ask: ofSubscriber('/change', { ...aSubscriber, _version: '' }),
  },
  'GET /subscribers/:id/status': { may: chiefs, ask: ofSubscriber('/status') },
  'POST /subscribers/:id/status': { may: chiefs, ask: ofSubscriber('/status', { status: 'active', _version: '' }) },
  'GET /subscribers/:id/test-event': { may: chiefs, ask: ofSubscriber('/test-event') },
  'POST /subscribers/:id/test-event': { may: chiefs, ask: ofSubscriber('/test-event', {}), isShownOnce: true },
  'GET /subscribers/:id/replay': { may: chiefs, ask: ofSubscriber('/replay') },
  'POST /subscribers/:id/replay': { may: chiefs, ask: ofSubscriber('/replay', { from: '2021-11-30' }) },
  'GET /subscribers/:id/secrets': { may: chiefs, ask: ofSubscriber('/secrets') },
  'POST /subscribers/:id/secrets': {
    may: chiefs,
    async ask(world) {
      const { id, secret } = await world.subscriber({ isNew: true })
      await world.call('POST', `/v1/subscribers/${id}/secrets/${secret}/revocations`, {})
      return { path: `/subscribers/${id}/secrets`, fields: {} }
    },
    isShownOnce: true,
  },
  'GET /subscribers/:id/secrets/:other/revocation': { may: chiefs, ask: ofSubscriber('/secrets/:other/revocation') },
  'POST /subscribers/:id/secrets/:other/revocation': {
    may: chiefs,
    ask: ofSubscriber('/secrets/:other/revocation', {}),
  },
  'GET /partners/:code/passed-over': {
    may: chiefs,
    ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}/passed-over` }),
  },
  'GET /partners/:code/calls': {
    may: chiefs,
    ask: async ({ partner }) => ({ path: `/partners/${(await partner()).code}/calls` }),
  },
  'GET /partners/:code/receipts': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.parkedReceipt()).code}/receipts` }),
  },
  'GET /partners/:code/receipts/:id': { may: chiefs, ask: ofReceipt() },
  'POST /partners/:code/receipts/:id': {
    may: chiefs,
    ask: ofReceipt({ reason: 'Verifikasi ke mitra' }),
    isShownOnce: true,
  },
  'GET /partners/:code/receipts/:id/replay': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.parkedReceipt()).code}/receipts/rct_1/replay` }),
  },
  'POST /partners/:code/receipts/:id/replay': {
    may: chiefs,
    async ask(world) {
      const { code, id } = await world.parkedReceipt()
      return { path: `/partners/${code}/receipts/${id}/replay`, fields: {} }
    },
  },
  'GET /partners/:code/replays': { may: chiefs, ask: ofPartner('/replays') },
  'POST /partners/:code/replays': {
    may: chiefs,
    async ask(world) {
      const { code } = await world.parkedReceipt()
      return { path: `/partners/${code}/replays`, fields: { state: 'unapplied', count: '1' } }
    },
  },
  'GET /partners/:code/conflicts': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.partnerConflict()).code}/conflicts` }),
  },
  'GET /partners/:code/conflicts/:id': { may: chiefs, ask: ofConflict() },
  'POST /partners/:code/conflicts/:id': {
    may: chiefs,
    ask: ofConflict({ reason: 'Verifikasi ke mitra' }),
    isShownOnce: true,
  },
  'GET /partners/:code/conflicts/:id/closing': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${(await world.partnerConflict()).code}/conflicts/cnf_1/closing` }),
  },
  'POST /partners/:code/conflicts/:id/closing': {
    may: chiefs,
    async ask(world) {
      const { code, id } = await world.partnerConflict()
      return { path: `/partners/${code}/conflicts/${id}/closing`, fields: { outcome: 'harmless' } }
    },
  },
  'GET /partners/:code/statements': {
    may: chiefs,
    ask: async (world) => ({ path: `/partners/${await world.statement()}/statements?month=2021-11` }),
  },
  'POST /partners/:code/statements': {
    may: chiefs,
    ask: async ({ partner }) => ({
      path: `/partners/${(await partner()).code}/statements`,
      fields: { month: '2021-11' },
      file: file('number\nL-1\n'),
    }),
  },
  'GET /loans/search': { may: chiefs, ask: () => ({ path: '/loans/search' }) },
  'GET /loans/:id/events': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/events` }) },
  'GET /loans/:id/twins/:other': {
    may: chiefs,
    ask: async (world) => ({ path: `/loans/${(await world.twinLoans()).join('/twins/')}` }),
  },
  'POST /loans/:id/twins/:other': {
    may: chiefs,
    async ask(world) {
      const [id, other] = await world.twinLoans()
      return { path: `/loans/${id}/twins/${other}`, fields: { other, reason: 'Dua pinjaman' } }
    },
  },
  'GET /loans': { may: chiefs, ask: () => ({ path: '/loans' }) },
  'GET /loans/review': { may: chiefs, ask: () => ({ path: '/loans/review' }) },
  'GET /loans/ahead': { may: chiefs, ask: () => ({ path: '/loans/ahead' }) },
  'GET /loans/twins': { may: chiefs, ask: () => ({ path: '/loans/twins' }) },
  'GET /loans/:id': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}` }) },
  'GET /loans/:id/decision': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/decision` }) },
  'POST /loans/:id/decision': {
    may: chiefs,
    ask: async (world) => ({
      path: `/loans/${await world.loan()}/decision`,
      fields: { outcome: 'rejected', reason: 'Bukan anggota' },
    }),
  },
  'GET /loans/:id/replay': { may: chiefs, ask: async (world) => ({ path: `/loans/${await world.loan()}/replay` }) },
  'POST /loans/:id/replay': {
    may: chiefs,
    ask: async (world) => ({ path: `/loans/${await world.loan()}/replay`, fields: {} }),
  },
  'GET /work': { may: chiefs, ask: () => ({ path: '/work' }) },
  'GET /work/repairs': { may: chiefs, ask: () => ({ path: '/work/repairs' }) },
  'GET /work/trail': {
    may: chiefs,
    async ask(world) {
      const { path } = await ofTrailDay().request(world)
      return { path: `/work/trail?day=${path.slice(-10)}` }
    },
  },
  'GET /me': { may: 'everybody', ask: () => ({ path: '/me' }) },
  'GET /me/stages': { may: 'everybody', ask: () => ({ path: '/me/stages' }) },
  'GET /me/trail': { may: 'everybody', ask: () => ({ path: '/me/trail' }) },
  'GET /me/requests': { may: 'everybody', ask: () => ({ path: '/me/requests' }) },
  'GET /me/requests/new': { may: 'whoever has a record', ask: () => ({ path: '/me/requests/new' }) },
  'POST /me/requests/new': {
    may: 'whoever has a record',
    ask: () => ({ path: '/me/requests/new', fields: { kind: 'access' } }),
  },
  ...makeReferralDeskCases(anyServants, servants, owner),
  'GET /me/mails': { may: 'whoever has a record', ask: () => ({ path: '/me/mails' }) },
  'POST /me/mails': {
    may: 'whoever has a record',
    ask: () => ({ path: '/me/mails', fields: { mailsIn: 'none' } }),
  },
  'GET /me/copy': { may: 'everybody', ask: () => ({ path: '/me/copy' }) },
  'GET /me/copy/file': {
    may: 'whoever has a record',
    async ask({ registerVerified }) {
      await registerVerified('citizen')
      return { path: '/me/copy/file' }
    },
  },
  'GET /me/copy/page': {
    may: 'whoever has a record',
    async ask({ registerVerified }) {
      await registerVerified('citizen')
      return { path: '/me/copy/page' }
    },
  },
  'GET /me/registration': { may: 'everybody', ask: () => ({ path: '/me/registration' }) },
  // From here on, everybody has a record.
  'POST /me/registration': {
    may: 'whoever has no record',
    ask() {
      const { agency: _, ...fields } = person()
      return { path: '/me/registration', fields }
    },
  },
  'POST /sign-out': { may: 'everybody', ask: () => ({ path: '/sign-out', fields: {} }) },
  // Last, because signing in again moves the clock.
  'POST /sign-out/everywhere': { may: 'everybody', ask: () => ({ path: '/sign-out/everywhere', fields: {} }) },
}
