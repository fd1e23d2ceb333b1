import type { Day } from '../../../shared/domain/calendar.ts'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import type { OwnEntry, OwnRecord } from '../../../shared/domain/member/own-record.ts'
import { findOrderPolicy } from '../../../shared/domain/programme/programme.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { namesIn } from '../layout/names.ts'
import { table, tag } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { actNames, factName } from '../members/member-words.ts'

type Held = OwnRecord['stages']

/** The page of every stage: what each offers, whether the person holds it, and what was recorded. */
export function ownStagesView(
  wording: DeskWording,
  frame: Frame,
  { record, entries, today }: { record: OwnRecord; entries: OwnEntry[]; today: Day },
): View {
  const { say } = wording
  const title = say('Tahap saya', 'My stages')
  return {
    title,
    content: html`<h1>${title}</h1>
${stageList(wording, frame, record.stages, today)}
${
  entries.length > 0 &&
  html`<h2>${say('Yang tercatat', 'What is recorded')}</h2>${entryTable(wording, frame, entries)}
<p class="small">${say('Ada yang keliru?', 'Is something wrong?')} <a href="/me/requests/new?kind=correction">${say('Minta perbaikan', 'Ask for a correction')}</a></p>`
}`,
  }
}

/** Every stage in plain words: what it offers, what proves it and, for a member, since when it is held. */
export function stageList(wording: DeskWording, { programme }: Frame, standings: Held | undefined, today: Day): Markup {
  const { say, sayOf, formats } = wording
  const isFree = findOrderPolicy(programme, today).order === 'free'
  return html`<p>${
    isFree
      ? say(
          'Setelah mendaftar, Anda bebas memilih tahap yang diperlukan, tanpa urutan.',
          'Once registered, you choose the stages that you need, in any order.',
        )
      : say('Tahap diikuti berurutan.', 'The stages are taken in this order.')
  }</p>
<dl class="way">${programme.stages.map(({ code, name, offers, evidence, evidenceRequired }) => {
    const standing = standings?.[code]
    const proof = evidence.filter(({ attains }) => attains).map((kind) => sayOf(kind.name))
    return html`<dt>${code} ${sayOf(name)}${standings && html`<br>${standing ? tag(`✓ ${formats.day(standing.happenedOn)}`, 'good') : tag(say('belum', 'not yet'))}`}</dt>
<dd>${offers && html`<p>${sayOf(offers)}</p>`}${proof.length > 0 && html`<p class="small">${evidenceRequired ? say('Bukti yang diperlukan', 'Evidence that is needed') : say('Bukti', 'Evidence')}: ${proof.join(', ')}</p>`}</dd>`
  })}</dl>`
}

const recorders = {
  self: { id: 'Anda sendiri', en: 'you' },
  officer: { id: 'petugas', en: 'an officer' },
  import: { id: 'berkas impor', en: 'an imported file' },
  partner: { id: 'mitra permodalan', en: 'a lender' },
  system: { id: 'sistem', en: 'the system' },
}

function entryTable(wording: DeskWording, frame: Frame, entries: OwnEntry[]): Markup {
  const { say, sayOf, formats } = wording
  const names = namesIn(frame, wording)
  const subject = (entry: OwnEntry) => {
    if (!('stage' in entry)) return sayOf(factName(entry))
    return entry.stage === 'ALL' ? say('Semua tahap', 'Every stage') : `${entry.stage} ${names.stage(entry.stage)}`
  }
  return table(
    say('Yang tercatat', 'What is recorded'),
    [say('Catatan', 'Entry'), say('Tanggal', 'Day'), say('Dicatat oleh', 'Recorded by')],
    entries.map((entry) => [
      html`${subject(entry)} · ${sayOf(actNames[entry.kind])}${entry.reason !== undefined && html` (${names.reason(entry.reason)})`}`,
      html`<span class="nowrap">${formats.day(entry.happenedOn)}</span>`,
      sayOf(recorders[entry.by]),
    ]),
  )
}
