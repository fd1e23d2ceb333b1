import type * as z from 'zod'
import type { Frame } from '../../../shared/domain/ledger/frame.ts'
import { type Worklist, type WorklistQuery, worklistDefinitions } from '../../../shared/domain/member/worklist.ts'
import { formatMemberNumber } from '../../../shared/domain/values/member-number.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import type { Option } from '../form/fields.ts'
import { namesIn } from '../layout/names.ts'
import { stageOptions } from '../layout/options.ts'
import { nextLink, table } from '../layout/parts.ts'
import type { View } from '../layout/render.ts'
import type { DeskWording } from '../layout/wording.ts'
import { statusTags } from '../members/member-tags.ts'
import { displayName } from '../members/member-words.ts'
import { withWorklistQuery } from './worklist-query.ts'

type Shown = {
  query: WorklistQuery
  areas: Option[]
  counts: z.infer<typeof Worklist>['counts']
  members: z.infer<typeof Worklist>['items']
  next?: string | undefined
}

export function worklistView(wording: DeskWording, frame: Frame, shown: Shown): View {
  const { say, sayOf, formats } = wording
  const { query, counts = [], members, next } = shown
  const names = namesIn(frame, wording)
  const title = say('Tindak lanjut', 'Follow up')
  const waitingTitle = say('Menunggu tahap berikutnya', 'Waiting for the next stage')
  return {
    title,
    content: html`<h1>${title}</h1>
<p class="lead">${sayOf(worklistDefinitions.waiting)}</p>
${filter(wording, frame, shown)}
${counts.map(({ area, name, stages }) => countsTable(wording, `${name} (${area})`, stages))}
<h2>${waitingTitle}</h2>
${
  members.length === 0
    ? html`<p>${say('Tidak ada anggota yang menunggu selama itu.', 'Nobody has waited that long.')}</p>`
    : html`<p><a href="${withWorklistQuery('/classes', query)}">${say('Buat daftar kelas dari daftar ini', 'Make a class of this list')}</a></p>${table(
        waitingTitle,
        [
          say('Nama', 'Name'),
          say('Telepon', 'Phone'),
          say('Wilayah', 'Area'),
          say('Tahap terakhir', 'Latest stage'),
          { heading: say('Menunggu (hari)', 'Waiting (days)'), isNumber: true },
          say('Berikutnya', 'Next'),
        ],
        members.map(({ member, waitingSince, waitingDays, latest, next: useful }) => [
          html`<a href="/members/${member.id}">${displayName(member)}</a> ${statusTags(member, wording)}<br><span class="small nowrap">${formatMemberNumber(member.id)}</span>`,
          member.person?.phone,
          names.area(member.area),
          html`${latest && `${latest} ${names.stage(latest)}`}<br><span class="small nowrap">${formats.day(waitingSince)}</span>`,
          formats.number(waitingDays),
          useful && `${useful} ${names.stage(useful)}`,
        ]),
      )}`
}
${nextLink(address(query), next, wording)}`,
  }
}

const address = (query: WorklistQuery): string => `${withWorklistQuery('/worklist', query)}&from=`

function filter(wording: DeskWording, frame: Frame, { query, areas }: Shown): Markup {
  const { say } = wording
  const options = (list: Option[], chosen: string | undefined) =>
    list.map(({ value, name }) => html`<option value="${value}"${value === chosen && html` selected`}>${name}</option>`)
  const stages = stageOptions({ frame }, wording)
  const any = say('Semua', 'All')
  return html`<form action="/worklist" method="get"><div class="columns"><div>
<div class="field"><label for="area">${say('Wilayah', 'Area')}</label><select id="area" name="area"><option value="">${any}</option>${options(areas, query.area)}</select></div>
<div class="field"><label for="after">${say('Tahap terakhir', 'Latest stage')}</label><select id="after" name="after"><option value="">${any}</option>${options(stages, query.after)}</select></div></div><div>
<div class="field"><label for="next">${say('Tahap berikutnya', 'Next stage')}</label><select id="next" name="next"><option value="">${any}</option>${options(stages, query.next)}</select></div>
<div class="field"><label for="days">${say('Menunggu paling sedikit (hari)', 'Waiting at least (days)')}</label><input class="short" type="number" id="days" name="days" min="0" max="3650" value="${query.days}"></div></div></div>
<div class="buttons"><button class="main">${say('Tampilkan', 'Show')}</button></div></form>`
}

type Counts = NonNullable<Shown['counts']>[number]['stages']

export function countsTable(wording: DeskWording, caption: string, stages: Counts): Markup {
  const { say, sayOf, formats } = wording
  const [holdingWord, lackingWord] = [say('Memegang', 'Holding'), say('Belum', 'Lacking')]
  return html`<h2>${caption}</h2><div class="slim">${table(
    caption,
    [say('Tahap', 'Stage'), { heading: holdingWord, isNumber: true }, { heading: lackingWord, isNumber: true }],
    stages.map(({ stage, name, holding, lacking }) => [
      `${stage} ${sayOf(name)}`,
      formats.number(holding),
      formats.number(lacking),
    ]),
  )}</div><p class="small"><b>${holdingWord}</b>: ${sayOf(worklistDefinitions.holding)}</p><p class="small"><b>${lackingWord}</b>: ${sayOf(worklistDefinitions.lacking)}</p>`
}
