import { readFile } from 'node:fs/promises'
import { type Context, Hono } from 'hono'
import { etag } from 'hono/etag'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { secureHeaders } from 'hono/secure-headers'
import type { Deps } from '../../shared/deps.ts'
import { Day, dayOf, Month } from '../../shared/domain/calendar.ts'
import { xlsxType } from '../../shared/domain/export/xlsx-type.ts'
import { locateError } from '../../shared/domain/problems/locate-error.ts'
import type { IssueRecord } from '../../shared/domain/report/issue.ts'
import { listLatestByMonth } from '../../shared/domain/report/issue-history.ts'
import { checkPath, checkpointPath } from '../../shared/domain/report/proof.ts'
import { readPrintedHash } from '../../shared/domain/report/public-document.ts'
import {
  listPlaces,
  placePath,
  placesPath,
  readPlaceKind,
  searchPlaces,
} from '../../shared/domain/report/public-place.ts'
import type { Language } from '../../shared/domain/values/language.ts'
import { languageQuery, readLanguage } from '../../shared/domain/values/language-query.ts'
import { fontFile, fontWeights } from '../../shared/render/fonts.ts'
import { findComparedStage } from '../../shared/render/headline.ts'
import { embedPath } from '../../shared/render/open-data/paths.ts'
import { checkPage } from '../../shared/render/page/check-page.ts'
import { checkScript, checkScriptPath } from '../../shared/render/page/check-script.ts'
import { embedPage } from '../../shared/render/page/embed-page.ts'
import { hasMap, mapPage, mapPath } from '../../shared/render/page/map-page.ts'
import { placePage } from '../../shared/render/page/place-page.ts'
import { placeListPage } from '../../shared/render/page/place-search.ts'
import { plainPage } from '../../shared/render/page/plain-page.ts'
import { reportPage } from '../../shared/render/page/report-page.ts'
import { stylePath, styleSheet } from '../../shared/render/page/style.ts'
import { fontPath, icon, iconPath } from '../../shared/render/page/style-foundation.ts'
import { readPictureFile } from '../../shared/render/picture/picture-address.ts'
import { reportCsv, reportMetadataCsv } from '../../shared/render/report-csv.ts'
import type { PlaceView } from '../../shared/render/words/place-sentences.ts'
import { openPublicIssues, type PublicIssueDeps } from '../../shared/usecases/issues/public-issues.ts'
import { forAWhile, forGood } from './caching.ts'
import { openDataApp } from './open-data.ts'

type PageDeps = PublicIssueDeps & Pick<Deps, 'log' | 'pagesUrl'>

/** Allows only the page's own style, fonts and forms: no script, no other host, no frame. */
const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  styleSrc: ["'self'"],
  fontSrc: ["'self'"],
  imgSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The checking page runs one script of ours. It may connect to nothing, so a checked file stays in the browser. */
const checkPagePolicy = { ...contentSecurityPolicy, scriptSrc: ["'self'"] }

/** Other sites may show the small page in a frame. */
const embedPolicy = { ...contentSecurityPolicy, frameAncestors: ['*'] }

/** The verifier in Python, for download. */
const readVerifier = (): Promise<string> => readFile(new URL('./samples/verify.py', import.meta.url), 'utf8')

const pageLanguage = (c: Context): Language => readLanguage(c.req.query('lang'))

const fileShape = /^capaian-\d{4}-\d{2}-\d{1,4}(-metadata)?\.(csv|xlsx|json|pdf)$/

/** The place that the form to choose a month keeps, such as `/wilayah/31.71`. */
const placeShape = /^\/([a-z-]+)\/([\w.]{1,20})$/

/** The months on the page of a place: as many as the report of the whole programme has. */
const monthsOfPlace = 13

/** The public pages. They read only issues and are the same for everybody. */
export function pagesApp(deps: PageDeps) {
  const app = new Hono()
  const known = openPublicIssues(deps)
  /** The address at which readers find the pages. Until the pages have a name, it is the address of the request. */
  const readOrigin = (c: Context): string => deps.pagesUrl ?? new URL(c.req.url).origin

  app.onError((error, c) => {
    deps.log('error', 'A page failed', { path: c.req.path, error: error.name, place: locateError(error) })
    return c.text('500', 500)
  })
  app.notFound((c) => answerNotFound(c))
  app.use(methodNotAllowed({ app }))
  // Weak, because a proxy may compress the page.
  app.use(etag({ weak: true }))
  const headers = secureHeaders({ contentSecurityPolicy, referrerPolicy: 'no-referrer' })
  const checkHeaders = secureHeaders({ contentSecurityPolicy: checkPagePolicy, referrerPolicy: 'no-referrer' })
  const embedHeaders = secureHeaders({
    contentSecurityPolicy: embedPolicy,
    referrerPolicy: 'no-referrer',
    xFrameOptions: false,
  })
  const pictureHeaders = secureHeaders({ crossOriginResourcePolicy: 'cross-origin' })
  app.use((c, next) => {
    if (c.req.path === checkPath) return checkHeaders(c, next)
    // Other sites may show the pictures.
    if (c.req.path.endsWith('.png')) return pictureHeaders(c, next)
    return c.req.path === embedPath ? embedHeaders(c, next) : headers(c, next)
  })
  app.route('/', openDataApp({ known, readOrigin }))

  for (const weight of fontWeights)
    app.get(fontPath(weight), (c) =>
      c.body(new Uint8Array(fontFile(weight, 'woff2')), 200, {
        'Content-Type': 'font/woff2',
        'Cache-Control': forGood,
      }),
    )
  app.get(stylePath, (c) =>
    c.body(styleSheet, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': forGood }),
  )

  app.get(checkScriptPath, (c) =>
    c.body(checkScript, 200, { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': forGood }),
  )

  app.get(iconPath, (c) => c.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': forAWhile }))

  app.get('/', async (c) => {
    const issues = await known.list()
    const latest = issues.at(-1)
    const language = pageLanguage(c)
    c.header('Cache-Control', forAWhile)
    if (latest)
      return c.html(reportPage(await known.report(latest), { language, origin: readOrigin(c), issues, isFront: true }))
    const [title, text] =
      language === 'id'
        ? ['Belum ada laporan', 'Laporan pertama terbit setelah bulan pertama ditutup.']
        : ['No report yet', 'The first report is issued when the first month has been closed.']
    return c.html(plainPage(title, text, { language, origin: readOrigin(c), issues }, '/'))
  })

  app.get(checkPath, async (c) => {
    const [issues, checkpoint] = await Promise.all([known.list(), known.checkpoint()])
    c.header('Cache-Control', forAWhile)
    const checkable = issues.map((issue) => ({
      month: issue.month,
      number: issue.number,
      hash: readPrintedHash(issue),
      isDocument: issue.publicHash !== undefined,
    }))
    return c.html(checkPage({ issues: checkable, checkpoint, language: pageLanguage(c), origin: readOrigin(c) }))
  })

  const plainText = 'text/plain; charset=utf-8'
  app.get(checkpointPath, async (c) => {
    const checkpoint = await known.checkpoint()
    if (!checkpoint) return answerNotFound(c)
    return c.body(checkpoint.note, 200, { 'Content-Type': plainText, 'Cache-Control': forAWhile })
  })
  app.get('/checkpoint-key', async (c) => {
    const checkpoint = await known.checkpoint()
    if (!checkpoint) return answerNotFound(c)
    return c.body(`${checkpoint.key}\n`, 200, { 'Content-Type': plainText, 'Cache-Control': forAWhile })
  })
  app.get('/trail.jsonl', async (c) =>
    c.body(await known.seals(), 200, { 'Content-Type': 'application/jsonl', 'Cache-Control': forAWhile }),
  )
  app.get('/verify.py', async (c) =>
    c.body(await readVerifier(), 200, { 'Content-Type': 'text/x-python; charset=utf-8', 'Cache-Control': forAWhile }),
  )

  // The form to choose a month leads here.
  app.get('/reports', async (c) => {
    const month = Month.safeParse(c.req.query('month'))
    if (!month.success) return c.redirect('/', 303)
    const [, segment = '', code = ''] = placeShape.exec(c.req.query('place') ?? '') ?? []
    const kind = readPlaceKind(segment)
    const latest = listLatestByMonth(await known.list()).find((each) => each.month === month.data)
    const path = kind && latest ? placePath({ kind, code }, latest) : `/reports/${month.data}`
    return c.redirect(`${path}${languageQuery(pageLanguage(c))}`, 303)
  })

  app.get('/reports/:month', async (c) => {
    const issues = await known.list()
    const ofMonth = issues.filter(({ month }) => month === c.req.param('month'))
    const text = c.req.query('asOf')
    const asOf = text === undefined ? undefined : Day.safeParse(text)
    if (asOf && !asOf.success) return answerNotFound(c)
    const issue = asOf ? await findIssueKnownOn(ofMonth, asOf.data) : ofMonth.at(-1)
    if (!issue) return answerNotFound(c)
    c.header('Cache-Control', forAWhile)
    return c.html(
      reportPage(await known.report(issue), {
        language: pageLanguage(c),
        origin: readOrigin(c),
        issues,
        isFront: false,
      }),
    )
  })

  app.get('/reports/:month/:number', async (c) => {
    const issues = await known.list()
    const { month, number } = c.req.param()
    const issue = issues.find((each) => each.month === month && String(each.number) === number)
    if (!issue) return answerNotFound(c)
    c.header('Cache-Control', forAWhile)
    return c.html(
      reportPage(await known.report(issue), {
        language: pageLanguage(c),
        origin: readOrigin(c),
        issues,
        isFront: false,
      }),
    )
  })

  app.get(placesPath, async (c) => {
    const issues = await known.list()
    const latest = issues.at(-1)
    if (!latest) return answerNotFound(c)
    const query = (c.req.query('q') ?? '').trim().slice(0, 80)
    const places = listPlaces(await known.report(latest))
    const found = searchPlaces(places, query)
    const [one] = found
    const language = pageLanguage(c)
    if (one && found.length === 1) return c.redirect(`${placePath(one)}${languageQuery(language)}`, 303)
    c.header('Cache-Control', forAWhile)
    return c.html(placeListPage({ places, query, found }, { language, origin: readOrigin(c), issues }))
  })

  app.get('/:segment{wilayah|perangkat-daerah}/:code', async (c) => {
    const { segment, code } = c.req.param()
    return answerPlace(c, { segment, code, issue: (await known.list()).at(-1), isFront: true })
  })

  app.get('/reports/:month/:number/:segment{wilayah|perangkat-daerah}/:code', async (c) => {
    const { month, number, segment, code } = c.req.param()
    const issue = (await known.list()).find((each) => each.month === month && String(each.number) === number)
    return answerPlace(c, { segment, code, issue, isFront: false })
  })

  app.get('/reports/:month/:number/:file', async (c) => {
    const { month, number, file } = c.req.param()
    const issue = (await known.list()).find((each) => each.month === month && String(each.number) === number)
    const pictureLanguage = readPictureFile(file)
    if (issue && pictureLanguage) {
      const { drawPicture } = await import('../../shared/render/picture/draw-picture.ts')
      const png = await drawPicture(await known.report(issue), pictureLanguage)
      return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png', 'Cache-Control': forGood })
    }
    const [, metadata, type] = fileShape.exec(file) ?? []
    if (!issue || file !== `capaian-${month}-${number}${metadata ?? ''}.${type ?? ''}`) return answerNotFound(c)
    const language = pageLanguage(c)
    const send = (body: string | Uint8Array, contentType: string) =>
      c.body(typeof body === 'string' ? body : new Uint8Array(body), 200, {
        'Content-Type': contentType,
        'Content-Disposition': `attachment; filename="${file}"`,
        'Cache-Control': forAWhile,
      })
    // Exactly the bytes whose hash is printed.
    if (type === 'json') return send(await known.document(issue), 'application/json; charset=utf-8')
    const report = await known.report(issue)
    // Loaded at first use: most readers want a page.
    if (type === 'pdf') {
      const { reportPdf } = await import('../../shared/render/report-pdf.ts')
      return send(await reportPdf(report, { language }), 'application/pdf')
    }
    if (type === 'xlsx') {
      const { reportXlsx } = await import('../../shared/render/report-xlsx.ts')
      return send(reportXlsx(report, { language }), xlsxType)
    }
    return send(
      metadata === undefined ? reportCsv(report, { language }) : reportMetadataCsv(report, { language }),
      'text/csv; charset=utf-8',
    )
  })

  app.get('/peta', async (c) => {
    const latest = (await known.list()).at(-1)
    const stage = latest && findComparedStage(await known.report(latest))
    return stage === undefined
      ? answerNotFound(c)
      : c.redirect(`${mapPath(stage)}${languageQuery(pageLanguage(c))}`, 303)
  })
  app.get('/peta/:stage', async (c) => answerMap(c, c.req.param('stage'), (await known.list()).at(-1), true))
  app.get('/reports/:month/:number/peta/:stage', async (c) => {
    const { month, number, stage } = c.req.param()
    const issue = (await known.list()).find((each) => each.month === month && String(each.number) === number)
    return answerMap(c, stage, issue, false)
  })

  async function answerMap(c: Context, stage: string, issue: IssueRecord | undefined, isFront: boolean) {
    const report = issue && (await known.report(issue))
    if (!report || !hasMap(report, stage)) return answerNotFound(c)
    const issues = await known.list()
    c.header('Cache-Control', forAWhile)
    return c.html(mapPage(report, stage, { language: pageLanguage(c), origin: readOrigin(c), issues, isFront }))
  }

  app.get(embedPath, async (c) => {
    const latest = (await known.list()).at(-1)
    const query = c.req.query('place')
    const [, segment = '', code = ''] = placeShape.exec(query ?? '') ?? []
    const report = latest && (await known.report(latest))
    const view = latest && (await viewPlace(latest, segment, code))
    if (!report || (query !== undefined && !view)) return answerNotFound(c)
    c.header('Cache-Control', forAWhile)
    return c.html(embedPage(report, view, readOrigin(c), pageLanguage(c)))
  })

  type AskedPlace = { segment: string; code: string; issue: IssueRecord | undefined; isFront: boolean }

  /** Answers with the page of a place, made from the report of an issue and those of the year before it. */
  async function answerPlace(c: Context, { segment, code, issue, isFront }: AskedPlace) {
    const view = issue && (await viewPlace(issue, segment, code))
    if (!view) return answerNotFound(c)
    const issues = await known.list()
    c.header('Cache-Control', forAWhile)
    return c.html(placePage(view, { language: pageLanguage(c), origin: readOrigin(c), issues, isFront }))
  }

  async function viewPlace(issue: IssueRecord, segment: string, code: string): Promise<PlaceView | undefined> {
    const report = await known.report(issue)
    const places = listPlaces(report)
    const kind = readPlaceKind(segment)
    const place = places.find((each) => each.kind === kind && each.code === code)
    if (!place) return undefined
    const parent = places.find((each) => each.kind === kind && each.code === place.parent)
    return { place, parent, report, reports: await known.history(issue, monthsOfPlace) }
  }

  /** Finds the issue of a month that was the latest one at the end of a day. */
  async function findIssueKnownOn(ofMonth: IssueRecord[], day: Day): Promise<IssueRecord | undefined> {
    const [first] = ofMonth
    if (!first) return undefined
    const { zone } = (await known.report(first)).programme
    return ofMonth.findLast(({ issuedAt }) => dayOf(new Date(issuedAt), zone) <= day)
  }

  async function answerNotFound(c: Context) {
    const language = pageLanguage(c)
    const [title, text] =
      language === 'id'
        ? ['Halaman tidak ditemukan', 'Halaman atau laporan ini tidak ada. Pilih bulan di atas.']
        : ['Not there', 'There is no such page or report. Choose a month above.']
    return c.html(plainPage(title, text, { language, origin: readOrigin(c), issues: await known.list() }, '/'), 404)
  }

  return app
}
