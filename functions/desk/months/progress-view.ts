import type { Month } from '../../../shared/domain/calendar.ts'
import type { MonthStatus } from '../../../shared/domain/ledger/month-status.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { ClosingProgress } from '../../../shared/usecases/ledger/months.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'

/** The steps of each month that is being closed. The page's script refreshes them; without it, a link does. */
export function progressView(wording: DeskWording, progress: ClosingProgress): View {
  const { say, formats } = wording
  const title = say('Penutupan sedang berjalan', 'Closing is under way')
  return {
    title,
    content: html`${backLink('/months', say('Bulan', 'Months'))}<h1>${title}</h1>
<div data-under-way role="status">${progress.months.map(
      (status) => html`<h2>${formats.month(status.month)}</h2>${stepList(wording, status, progress)}`,
    )}</div>
<p class="more"><a class="button" href="/months/closings/progress">${say('Lihat lagi', 'Look again')}</a></p>
<p class="small">${say('Halaman ini boleh ditinggalkan.', 'You may leave this page.')} ${say('Bila tidak ada kemajuan selama beberapa menit,', 'If nothing changes for some minutes,')} <a href="/months/closings">${say('lanjutkan penutupan', 'continue closing')}</a>${say('; langkah yang sudah selesai tidak diulang.', '; steps that are done are not repeated.')}</p>`,
  }
}

/** The steps of issuing a month again: recounts of the months from it on, then the issue. */
export type ReissueProgress = { month: Month; number: number; months: number; recounted: number }

export function reissueProgressView(wording: DeskWording, here: string, progress: ReissueProgress): View {
  const { say, formats } = wording
  const { month, number, months, recounted } = progress
  const again = `/months/${month}/reissue`
  const title = say(`${formats.month(month)} sedang diterbitkan ulang`, `${formats.month(month)} is being issued again`)
  return {
    title,
    content: html`${backLink(`/months/${month}`, formats.month(month))}<h1>${title}</h1>
<div data-under-way role="status"><ol class="plain-list">${step(
      recounted === months ? marks.done : marks.underWay,
      say(`${recounted} dari ${months} bulan dihitung ulang`, `${recounted} of ${months} months are recounted`),
    )}${step(
      recounted === months ? marks.underWay : marks.ahead,
      say(`Terbitan ${number} dibuat`, `Issue ${number} is made`),
    )}</ol></div>
<p class="more"><a class="button" href="${here}">${say('Lihat lagi', 'Look again')}</a></p>
<p class="small">${say('Halaman ini boleh ditinggalkan.', 'You may leave this page.')} ${say('Bila tidak ada kemajuan selama beberapa menit,', 'If nothing changes for some minutes,')} <a href="${again}">${say('terbitkan lagi', 'issue it once more')}</a>${say('; bila tidak ada angka yang berubah, terbitan baru tidak dibuat.', '; if no figure has changed, no new issue is made.')}</p>`,
  }
}

const marks = { done: '✓', underWay: '…', ahead: '·' }
const step = (mark: string, text: string): Markup => html`<li>${mark} ${text}</li>`

function stepList({ say, formats }: DeskWording, { status }: MonthStatus, progress: ClosingProgress): Markup {
  const { cells, closedCells } = progress
  const isClosed = status === 'closed'
  const closed = isClosed ? cells : closedCells
  const { done, underWay, ahead } = marks
  return html`<ol class="plain-list">${step(
    closed === cells ? done : underWay,
    say(
      `${formats.number(closed)} dari ${formats.number(cells)} wilayah ditutup`,
      `${formats.number(closed)} of ${formats.number(cells)} areas are closed`,
    ),
  )}${step(
    isClosed ? done : closed === cells ? underWay : ahead,
    say('Angka, target, dan definisi dibekukan', 'Figures, targets and definitions are frozen'),
  )}${step(
    isClosed ? underWay : ahead,
    say('Dihitung ulang dari catatan, lalu diterbitkan', 'The month is recounted from its entries, then issued'),
  )}</ol>`
}
