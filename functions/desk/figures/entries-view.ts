import { referralFactWords } from '../../../shared/domain/figures/referral-fact-words.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { isLate } from '../../../shared/domain/ledger/lateness.ts'
import type { ReferralFactKind } from '../../../shared/domain/ledger/referral-fact-kind.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html } from '../../../shared/render/markup.ts'
import type { ExplainedEntry } from '../../../shared/usecases/ledger/explain.ts'
import { namesIn } from '../layout/names.ts'
import { backLink, nextLink, table } from '../layout/parts.ts'
import { addressOf } from '../layout/read-query.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { actNames } from '../members/member-words.ts'
import type { EntriesQuery, FigureScope } from './figure-scope.ts'
import { scopeTitle } from './scope-title.ts'

type Query = Pick<EntriesQuery, 'month' | 'span' | 'part'> & FigureScope & Counted
/** What the figure counts. */
type Counted = { stage: string } | { referral: ReferralFactKind }
type Shown = {
  items: ExplainedEntry[]
  isFirst: boolean
  /** The effects on this page and on those before it. */
  sum: number
  query: Query
  next: string | undefined
}

function nameCounted(wording: DeskWording, frame: Frame, what: Counted): string {
  const { say, sayOf } = wording
  if ('referral' in what) return `${say('Rujukan', 'Referrals')}: ${sayOf(referralFactWords[what.referral].name)}`
  const { stage } = what
  return stage === 'ALL' ? say('Semua tahap', 'Every stage') : `${stage} ${namesIn(frame, wording).stage(stage)}`
}

export function entriesView(wording: DeskWording, frame: Frame, { items, isFirst, sum, query, next }: Shown): View {
  const { say, sayOf, formats } = wording
  const { month, span, part, area, agency } = query
  const scope = { area, agency }
  const names = namesIn(frame, wording)
  const title = say('Catatan di balik angka', 'The entries behind a figure')
  const which = nameCounted(wording, frame, query)
  const period =
    span === 'month'
      ? say(`perubahan bersih ${formats.month(month)}`, `net of ${formats.month(month)}`)
      : say(`kumulatif sampai ${formats.month(month)}`, `cumulative up to ${formats.month(month)}`)
  const other = addressOf('/figures/entries', { ...query, part: part === 'counted' ? 'left_out' : 'counted' })
  const here = addressOf('/figures/entries', query)
  return {
    title: `${title}: ${which}`,
    content: html`${backLink(addressOf('/figures', { month, ...scope }), say('Capaian', 'Attainment'))}<h1>${title}</h1>
<p class="lead">${which}, ${period} · ${scopeTitle(wording, frame, scope)}</p>
<p>${
      part === 'counted'
        ? say(
            'Jumlah kolom Pengaruh pada semua halaman sama dengan angka itu.',
            'The effects on all pages add up to the figure.',
          )
        : say(
            'Terjadi pada bulan ini, tetapi dibukukan kemudian; tidak dihitung di sini.',
            'These belong to the month by their true date but were posted later; they do not count here.',
          )
    } <a href="${other}">${part === 'counted' ? say('Lihat yang dibukukan kemudian', 'See what was posted later') : say('Lihat yang dihitung', 'See what counts')}</a></p>
<div data-fill="50">${
      items.length === 0 && isFirst && next === undefined
        ? html`<p>${say('Tidak ada catatan.', 'No entries.')}</p>`
        : table(
            title,
            [
              say('Tanggal kejadian', 'Happened on'),
              say('Anggota', 'Member'),
              say('Catatan', 'What'),
              say('Wilayah', 'Area'),
              say('Dibukukan', 'Posted in'),
              { heading: say('Pengaruh', 'Effect'), isNumber: true },
            ],
            items.map((entry) => [
              html`<span class="nowrap">${formats.day(entry.happenedOn)}</span>`,
              html`<a href="/members/${entry.memberId}">${formatMemberNumber(entry.memberId)}</a>`,
              html`${sayOf(actNames[entry.kind])}${entry.reason !== undefined && html`<br><span class="small">${names.reason(entry.reason)}</span>`}`,
              html`${names.area(entry.area)}<br><span class="small">${names.agency(entry.agency)}</span>`,
              `${formats.month(entry.postedIn)}${isLate(entry) ? ` ${say('(terlambat)', '(late)')}` : ''}`,
              formats.signed(entry.effect),
            ]),
          )
    }
${part === 'counted' && html`<p class="small">${next === undefined ? say(`Jumlah seluruhnya: ${formats.number(sum)}.`, `The total is ${formats.number(sum)}.`) : say(`Jumlah sampai di sini: ${formats.number(sum)}. Masih ada catatan berikutnya.`, `The sum so far is ${formats.number(sum)}. There are more entries.`)}</p>`}
${nextLink(`${here}&from=`, next, wording)}</div>`,
  }
}
