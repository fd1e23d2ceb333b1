import type { Bilingual } from '../../../shared/domain/bilingual.ts'
import type { Month } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { MonthStatus } from '../../../shared/domain/ledger/month-status.ts'
import type { IssueRecord } from '../../../shared/domain/report/issue.ts'
import type { WrittenObstacle } from '../../../shared/domain/report/obstacle.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { FormState } from '../form/form-state.ts'
import { formSummary, formView } from '../form/form-view.ts'
import { doneBox } from '../layout/done.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, box, facts, table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

const statusNames: Record<MonthStatus['status'], Bilingual> = {
  open: { id: 'terbuka', en: 'open' },
  closing: { id: 'sedang ditutup', en: 'being closed' },
  closed: { id: 'ditutup', en: 'closed' },
}

const statusTag = ({ sayOf }: DeskWording, { status }: MonthStatus): Markup =>
  tag(sayOf(statusNames[status]), status === 'closed' ? 'good' : 'heed')

/** Whether a month is not closed, or was closed without an issue: its recount differed, or closing was cut off. */
export const isToIssue = ({ status, issues }: MonthStatus): boolean => status !== 'closed' || issues === 0

export function monthsView(
  wording: DeskWording,
  { programme: { zone } }: Frame,
  { months, current, mayClose }: { months: MonthStatus[]; current: Month; mayClose: boolean },
): View {
  const { say, formats } = wording
  const title = say('Bulan', 'Months')
  const isToClose = months.some((each) => isToIssue(each) && each.month < current)
  return {
    title,
    content: html`<h1>${title}</h1>
<p>${say('Bulan yang ditutup tidak berubah lagi; data yang datang kemudian dibukukan pada bulan terbuka dan ditandai terlambat.', 'A closed month never changes: what comes later is posted in an open month and marked as late.')}</p>
${mayClose && months.some(({ status }) => status === 'closing') && box('heed', say('Penutupan sedang berjalan', 'Closing is under way'), html`<p><a href="/months/closings/progress">${say('Lihat kemajuannya', 'See its progress')}</a></p>`)}
${mayClose && isToClose && html`<p class="buttons"><a class="button main" href="/months/closings">${say('Tutup bulan yang sudah berakhir', 'Close the months that have ended')}</a></p>`}
${table(
  title,
  [
    title,
    say('Status', 'State'),
    say('Ditutup', 'Closed'),
    say('Hitung ulang terakhir', 'Last recount'),
    { heading: say('Terbitan', 'Issues'), isNumber: true },
  ],
  months
    .toReversed()
    .map((each) => [
      html`<a href="/months/${each.month}">${formats.month(each.month)}</a>`,
      statusTag(wording, each),
      each.closedAt && formats.instant(each.closedAt, zone),
      recountTag(wording, each),
      formats.number(each.issues),
    ]),
)}`,
  }
}

function recountTag({ say }: DeskWording, { recount }: MonthStatus): Markup | undefined {
  if (!recount) return undefined
  return recount.differing === 0
    ? tag(say('cocok', 'agrees'), 'good')
    : tag(say(`${recount.differing} berbeda`, `${recount.differing} differ`), 'bad')
}

type MonthShown = {
  form: FormState
  status: MonthStatus
  obstacles: { written: WrittenObstacle[]; missing: string[] } | undefined
  issues: IssueRecord[]
  isOver: boolean
  rights: { close: boolean; recount: boolean; reissue: boolean; repair: boolean }
  done: string | undefined
}

export function monthView(wording: DeskWording, frame: Frame, shown: MonthShown): View {
  const { say, formats } = wording
  const { form, status, obstacles, issues, isOver, rights, done } = shown
  const { month, closedAt, closedBy, recount } = status
  const { zone } = frame.programme
  const title = formats.month(month)
  return {
    title,
    content: html`${backLink('/months', say('Bulan', 'Months'))}${doneBox(done, wording)}${formSummary(form, wording)}<h1>${title} ${statusTag(wording, status)}</h1>
${done === 'held' && box('bad', say('Ditutup, tetapi belum diterbitkan', 'Closed, but not issued'), say('Hitung ulang berbeda dengan catatan; perbaikannya dicatat dengan kedua nilai.', 'A recount differs from the entries; its repair is logged with both values.'))}
${facts([
  [
    say('Ditutup', 'Closed'),
    closedAt && `${formats.instant(closedAt, zone)}${closedBy === undefined ? '' : ` · ${closedBy}`}`,
  ],
  [
    say('Hitung ulang terakhir', 'Last recount'),
    recount &&
      html`${formats.instant(recount.countedAt, zone)} ${recountTag(wording, status)} <span class="small">${formats.number(recount.entries)} ${say('catatan', 'entries')}</span>`,
  ],
])}
<p class="buttons"><a class="button" href="/figures?month=${month}">${status.status === 'closed' ? say('Lihat angkanya', 'See its figures') : say('Pratinjau angkanya', 'Preview its figures')}</a>${
      rights.close &&
      isOver &&
      isToIssue(status) &&
      html`<a class="button main" href="/months/closings">${say('Tutup dan terbitkan', 'Close and issue')}</a>`
    }${rights.reissue && issues.length > 0 && html`<a class="button" href="/months/${month}/reissue">${say('Terbitkan ulang', 'Issue again')}</a>`}</p>
${
  rights.recount &&
  formView(form, wording, {
    action: `/months/${month}/recount`,
    submit: say('Hitung ulang sekarang', 'Recount now'),
    isPlain: true,
    content: () => html``,
  })
}
${recount !== undefined && recount.differing > 0 && differencesTable(wording, frame, recount, rights.repair ? `/months/${month}/repairs/` : undefined)}
${issues.length > 0 && issuesPart(wording, zone, issues)}
${obstacles && obstaclesPart(wording, frame, month, status.status === 'open', obstacles)}`,
  }
}

/** The counters that differ, with links to their repair for callers who may repair. */
function differencesTable(
  { say, formats }: DeskWording,
  frame: Frame,
  recount: NonNullable<MonthStatus['recount']>,
  repairs: string | undefined,
): Markup {
  const title = say('Angka yang berbeda dengan catatan', 'Counters that differ from the entries')
  return html`<h2>${title}</h2>${table(
    title,
    [
      say('Wilayah', 'Area'),
      say('Penghitung', 'Counter'),
      { heading: say('Tersimpan', 'Stored'), isNumber: true },
      { heading: say('Dari catatan', 'From entries'), isNumber: true },
    ],
    recount.differences.map(({ area, counter, stored, counted }) => [
      html`${frame.areas.find(area)?.name ?? area} (${area})${repairs !== undefined && frame.areas.leaves.includes(area) && html` <a href="${repairs}${area}">${say('Perbaiki', 'Repair')}</a>`}`,
      counter,
      formats.number(stored),
      formats.number(counted),
    ]),
  )}`
}

function issuesPart({ say, formats }: DeskWording, zone: string, issues: IssueRecord[]): Markup {
  const title = say('Terbitan', 'Issues')
  return html`<h2>${title}</h2>${table(
    title,
    [say('Nomor', 'Number'), say('Diterbitkan', 'Issued'), say('Sebab', 'Cause')],
    issues.map(({ month, number, issuedAt, issuedBy, cause }) => [
      html`<a href="/months/${month}/issues/${number}">${say('Terbitan', 'Issue')} ${number}</a>`,
      html`${formats.instant(issuedAt, zone)}<br><span class="small">${issuedBy}</span>`,
      cause,
    ]),
  )}`
}

function obstaclesPart(
  wording: DeskWording,
  frame: Frame,
  month: Month,
  isOpen: boolean,
  { written, missing }: NonNullable<MonthShown['obstacles']>,
): Markup {
  const { say } = wording
  const names = namesIn(frame, wording)
  return html`<h2>${say('Kendala dan tindak lanjut', 'Obstacles and follow-up')}</h2>
${isOpen && missingPart(wording, frame, missing)}
${written.length === 0 && html`<p>${say('Belum ada isian.', 'Nothing is written yet.')}</p>`}
${written.map(({ id, area, agency, obstacle, followUp }) => html`<div class="box"><h3>${names.area(area)}${agency !== undefined && ` · ${names.agency(agency)}`}</h3><p><b>${say('Kendala', 'Obstacle')}.</b> ${obstacle}</p><p><b>${say('Tindak lanjut', 'Follow-up')}.</b> ${followUp}${isOpen && html` <a href="/obstacles/${month}/${id}">${say('Ubah', 'Change')}</a>`}</p></div>`)}
${isOpen && html`<p><a href="/obstacles">${say('Tulis kendala', 'Write an obstacle')}</a></p>`}`
}

/** The districts without an obstacle, by the area above them. */
export function missingPart({ say, formats }: DeskWording, { areas }: Frame, missing: string[]): Markup {
  if (missing.length === 0) return box('good', say('Semua kecamatan sudah mengisi', 'Every district has written'))
  const above = (district: string) => areas.pathOf(district).at(-2) ?? areas.root
  const nameOf = (code: string) => areas.find(code)?.name ?? code
  return box(
    'heed',
    say(
      `${formats.number(missing.length)} kecamatan belum mengisi kendala`,
      `${formats.number(missing.length)} districts have not written any obstacles`,
    ),
    html`<p>${say('Bulan tetap dapat ditutup.', 'The month can be closed all the same.')}</p><ul>${[...Map.groupBy(missing, above)].map(([city, districts]) => html`<li><b>${nameOf(city)}</b>: ${districts.map(nameOf).join(', ')}</li>`)}</ul>`,
  )
}
