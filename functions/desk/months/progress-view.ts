import type { MonthStatus } from '../../../shared/domain/ledger/month-status.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { ClosingProgress } from '../../../shared/usecases/ledger/months.ts'
import { backLink } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskSpeech } from '../layout/speech.ts'

/** The steps of closing each month under way. The script refreshes it; without the script there is a link. */
export function progressView(speech: DeskSpeech, progress: ClosingProgress): View {
  const { say, formats } = speech
  const title = say('Penutupan sedang berjalan', 'Closing is under way')
  return {
    title,
    content: html`${backLink('/months', say('Bulan', 'Months'))}<h1>${title}</h1>
<div data-under-way role="status">${progress.months.map(
      (status) => html`<h2>${formats.month(status.month)}</h2>${steps(speech, status, progress)}`,
    )}</div>
<p class="more"><a class="button" href="/months/closings/progress">${say('Lihat lagi', 'Look again')}</a></p>
<p class="small">${say('Halaman ini boleh ditinggalkan.', 'You may leave this page.')} ${say('Bila beberapa menit tidak maju,', 'If nothing moves for some minutes,')} <a href="/months/closings">${say('lanjutkan penutupan', 'continue closing')}</a>${say('; yang sudah selesai tidak diulang.', '; what is done is not repeated.')}</p>`,
  }
}

function steps({ say, formats }: DeskSpeech, { status }: MonthStatus, progress: ClosingProgress): Markup {
  const { cells, closedCells } = progress
  const isClosed = status === 'closed'
  const closed = isClosed ? cells : closedCells
  const [done, underWay, ahead] = ['✓', '…', '·']
  const step = (mark: string, text: string) => html`<li>${mark} ${text}</li>`
  return html`<ol class="plain-list">${step(
    closed === cells ? done : underWay,
    say(
      `${formats.number(closed)} dari ${formats.number(cells)} wilayah ditutup`,
      `${formats.number(closed)} of ${formats.number(cells)} areas are closed`,
    ),
  )}${step(
    isClosed ? done : closed === cells ? underWay : ahead,
    say('Angka, target, dan definisinya dibekukan', 'Its figures, targets and definitions are frozen'),
  )}${step(
    isClosed ? underWay : ahead,
    say('Dihitung ulang dari catatan, lalu diterbitkan', 'It is recounted from its entries, then issued'),
  )}</ol>`
}
