import { computeBill, totalUsd } from './bill.ts'
import type { Inventory } from './inventory.ts'
import { prices, regionSurcharge } from './prices.ts'
import { jakartaLoad, multiplyLoad, noLoad } from './units.ts'

const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`
const usd = (value: number) => value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** Whether a line costs the same in every region: keys, schedules, alarms, dashboards and metrics. */
const hasSamePriceEverywhere = (line: string) => line.endsWith('(standing)') || line === 'Our own metrics'

/** The total of a bill in AWS's region in Jakarta, where services that are billed by use may cost more. */
export const totalInRegion = (lines: Record<string, number>): number =>
  Object.entries(lines).reduce(
    (sum, [line, usd]) => sum + usd * (hasSamePriceEverywhere(line) ? 1 : 1 + regionSurcharge),
    0,
  )

/** What the templates create, and what it costs, as tables in Markdown. */
export function writeCostTables({ prod, dev }: { prod: Inventory; dev: Inventory }): string {
  const months = [
    computeBill(prod, noLoad),
    ...[1, 10, 200].map((by) => computeBill(prod, multiplyLoad(jakartaLoad, by))),
    computeBill(dev, noLoad),
  ]
  const lines = Object.keys(months[0] ?? {})
  const makeCells = (readCell: (inventory: Inventory) => string | number) => [readCell(prod), readCell(dev)]
  return [
    row('what the templates make', 'price', '`prod`', '`dev`'),
    row('---', '---', '---', '---'),
    row('keys', usd(prices.key), ...makeCells(({ keys }) => keys)),
    row(
      'alarms, and the metrics that they look at',
      usd(prices.alarmMetric),
      ...makeCells(({ alarms, alarmMetrics }) => `${alarms}, ${alarmMetrics}`),
    ),
    row('metrics of the dashboard', 'none up to 50', ...makeCells(({ dashboards }) => dashboards.join(', '))),
    row(
      'runs of schedules',
      '1.00 / M',
      ...makeCells(({ schedules }) => schedules.reduce((sum, { runs }) => sum + runs, 0)),
    ),
    row('months for which logs are kept', '0.03 / GB', ...makeCells(({ logMonths }) => logMonths)),
    '',
    row('a month', '`prod`, idle', '1×', '10×', '200×', '`dev`, idle'),
    row('---', '---', '---', '---', '---', '---'),
    ...lines.map((line) => row(line, ...months.map((month) => usd(month[line] ?? 0)))),
    row('**in all**', ...months.map((month) => `**${usd(totalUsd(month))}**`)),
    row('with a quarter more for what is billed by use', ...months.map((month) => usd(totalInRegion(month)))),
  ].join('\n')
}
