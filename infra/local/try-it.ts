import { randomInt } from 'node:crypto'
import type { Month } from '../../shared/domain/calendar.ts'
import { warnOfClosingTime } from './closing-time.ts'

/**
 * The walk to paste into a shell, top to bottom: register a member, record a stage, close the demo's last month, and
 * reverse the stage, which then counts in the open month.
 */
export function writeWalk({
  api,
  token,
  month,
  closes,
  openMonth,
}: {
  api: string
  token: string
  month: Month
  /** How many months the walk closes. 0 if `month` is closed already. */
  closes: number
  /** The earliest open month once `month` is closed. */
  openMonth: Month
}): string[] {
  const isClosed = closes === 0
  // New each time, so that the walk can be repeated.
  const key = `coba-${randomInt(100_000, 1_000_000)}`
  // Not a real NIK, because there is no province 99. The demo uses lower serials.
  const nik = `997101${randomInt(10, 29)}0690${randomInt(5_000, 10_000)}`
  const get = (path: string) => `curl -sS -H "$AUTH" "$API/v1/${path}"`
  const funnel = (figuresMonth: Month, reading = '') =>
    `${get(`figures.csv?month=${figuresMonth}${reading}`)} | grep '^stage.*cumulative'`
  const post = (path: string, n: number, body: string) => [
    `curl -sS -H "$AUTH" -H "$JSON" -H 'Idempotency-Key: ${key}-${n}' "$API/v1/${path}" \\`,
    `  -d '${body}'; echo`,
  ]
  return [
    `export API=${api}`,
    `export TOKEN=${token}`,
    `AUTH="Authorization: Bearer $TOKEN" JSON='Content-Type: application/json'`,
    '# daftarkan / register a member; the answer names the member, for the lines below',
    `MEMBER=$(curl -sS -H "$AUTH" -H "$JSON" -H 'Idempotency-Key: ${key}-1' "$API/v1/members" \\`,
    `  -d '{"person":{"name":"Budi Contoh","nik":"${nik}"},"gender":"male","category":"pemula",`,
    `  "area":"31.71.01.1001","agency":"PPKUKM","registeredOn":"${month}-20"}' \\`,
    `  | sed -n 's/.*"memberId":"\\([^"]*\\)".*/\\1/p'); echo "$MEMBER"`,
    '# catat tahap / record a stage',
    ...post('members/$MEMBER/stages', 2, `{"stage":"P2","happenedOn":"${month}-22"}`),
    isClosed ? '# angka / the figures: late, so it counts in the open month' : '# angka / the figures: one member more',
    funnel(isClosed ? openMonth : month),
    '# tutup bulan / close the month: recounted, issued, and never changed again',
    ...warnOfClosingTime(closes).map((line) => `# ${line}`),
    ...post('months/closings', 3, `{"through":"${month}"}`),
    `${get(`months/${month}/issues`)}; echo`,
    '# batalkan / take the stage back: it counts in the open month',
    ...post('members/$MEMBER/reversals', 4, '{"stage":"P2","reason":"wrong_person"}'),
    '# bulan tertutup tetap / the closed month as posted, and restated without the stage',
    funnel(month),
    funnel(month, '&reading=restated'),
    '# dan pembatalan pada barisnya sendiri / and the reversal on a line of its own in the open month',
    `${get(`figures.csv?month=${openMonth}`)} | grep '^stage.*,P2,'`,
    '# jelaskan / the entries behind the figure',
    `${get(`figures/entries?month=${openMonth}&stage=P2`)}; echo`,
  ]
}
