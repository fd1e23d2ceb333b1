import { type Figures, listRows } from '../domain/figures/figures.ts'
import { codesOf } from '../domain/ledger/breakdown-dimensions.ts'
import { type CsvCell, writeCsv } from './csv.ts'

const header = ['section', 'code', 'name', 'stage', 'measure', 'value', 'share_percent', 'definition', 'basis']

type Count = Figures['areas'][number]['stages'][string]

/** A figures object as one flat table: the dataset's description, then one row per figure. */
export function figuresCsv(figures: Figures): string {
  const { programme, month, area, agency, reading, restatedThrough, status } = figures
  const about: [string, string | undefined][] = [
    ['programme', programme.name.id],
    ['zone', programme.zone],
    ['month', month],
    ['area', area.code],
    ['area_name', area.name],
    ['agency', agency],
    ['reading', reading],
    ['restated_through', restatedThrough],
    ['status', status],
    ['recount_agreed_at', figures.recount?.agreedAt],
  ]
  const rows: CsvCell[][] = [
    header,
    ...about.map(([measure, value]) => ['about', null, null, null, measure, value ?? null, null, null, null]),
    ...figures.stages.flatMap((stage) => countRows('stage', '', stage.name.id, stage.stage, stage, stage.shareOfFirst)),
    ...figures.indicators.flatMap(indicatorRows),
    ...(figures.setSince ?? []).flatMap((change): CsvCell[][] => [
      ['set_since', change.what, change.name?.id ?? null, null, 'old', change.old, null, null, null],
      ['set_since', change.what, change.name?.id ?? null, null, 'new', change.new, null, null, null],
    ]),
  ]
  for (const { list, rows: partRows } of listRows(figures))
    for (const { code, name, stages } of partRows)
      for (const [stage, count] of Object.entries(stages)) rows.push(...countRows(list, code, name, stage, count))
  for (const { stages, ...classification } of figures.crossings)
    for (const [stage, n] of Object.entries(stages))
      rows.push(['crossings', codesOf(classification).join('/'), null, stage, 'cumulative', n, null, null, null])
  for (const { stage, buckets } of figures.durations)
    for (const { fromDay, toDay, members } of buckets)
      rows.push([
        'durations',
        `${fromDay ?? ''}..${toDay ?? ''}`,
        'days',
        stage,
        'cumulative',
        members,
        null,
        null,
        null,
      ])
  for (const { trueMonth, stages } of figures.late)
    for (const [stage, n] of Object.entries(stages))
      rows.push(['late', trueMonth, null, stage, 'net', n, null, null, null])
  rows.push(...referralRows(figures))
  return writeCsv(rows)
}

function referralRows({ referrals }: Figures): CsvCell[][] {
  if (!referrals) return []
  const { facts, waiting, partners, days } = referrals
  return [
    ...facts.flatMap(({ fact, name, definition, cumulative, inMonth }) =>
      Object.entries({ cumulative, ...inMonth }).map(([measure, n]): CsvCell[] => [
        ...['referrals', fact, name.id, null, measure, n, null],
        ...[definition.id, null],
      ]),
    ),
    [
      ...['referrals', 'waiting', waiting.name.id, null, 'cumulative', waiting.cumulative, null],
      ...[waiting.definition.id, null],
    ],
    ...partners.flatMap(({ code, name, waiting: waitingCount, facts: partnerFacts }) =>
      [
        ['waiting', waitingCount] as const,
        ...Object.entries(partnerFacts).map(([fact, n]) => [fact, n.cumulative] as const),
      ].map(([fact, n]): CsvCell[] => [
        'referral_partners',
        `${code}/${fact}`,
        name,
        null,
        'cumulative',
        n,
        null,
        null,
        null,
      ]),
    ),
    ...days.flatMap(({ step, buckets }) =>
      buckets.map(({ fromDay, toDay, referrals: n }): CsvCell[] => [
        ...['referral_days', `${step}/${fromDay}..${toDay ?? ''}`, 'days', null, 'cumulative', n, null],
        ...[null, null],
      ]),
    ),
  ]
}

const countRows = (
  section: string,
  code: string,
  name: string,
  stage: string,
  count: Count,
  share?: string,
): CsvCell[][] => [
  [section, code, name, stage, 'cumulative', count.cumulative, share ?? null, null, null],
  ...Object.entries(count.inMonth).map(([line, n]): CsvCell[] => [
    section,
    code,
    name,
    stage,
    line,
    n,
    null,
    null,
    null,
  ]),
]

const indicatorRows = (indicator: Figures['indicators'][number]): CsvCell[][] => {
  const { code, name, definition, legalBasis, counts, value, shareOfFirst, targets } = indicator
  return [
    ['indicator', code, name.id, counts, 'value', value, shareOfFirst, definition.id, legalBasis.id],
    ...targets.map((target): CsvCell[] => [
      target.primary ? 'primary_target' : 'target',
      target.id,
      name.id,
      counts,
      'value',
      target.value,
      target.attainment,
      `${target.from}..${target.to}`,
      target.basis,
    ]),
  ]
}
