import { randomInt } from 'node:crypto'
import type { Month } from '../../shared/domain/calendar.ts'

/** What a visitor may paste into a shell, in order: each line says what it shows. */
export function tryIt({
  api,
  token,
  lastMonth,
  currentMonth,
}: {
  api: string
  token: string
  lastMonth: Month
  currentMonth: Month
}): string[] {
  // Anew with each start, so that the lines of a second start work too.
  const key = `coba-${randomInt(100_000, 999_999)}`
  // A NIK of nobody: there is no province 99. The demo's own end in lower serials.
  const nik = `997101${String(randomInt(1, 29)).padStart(2, '0')}0690${randomInt(5_000, 10_000)}`
  const figures = (month: Month, reading = '') =>
    `curl -sS -H "$AUTH" "$API/v1/figures.csv?month=${month}${reading}" | grep '^stage.*cumulative'`
  const post = (path: string, n: number, body: string) => [
    `curl -sS -H "$AUTH" -H "$JSON" -H 'Idempotency-Key: ${key}-${n}' "$API/v1/${path}" \\`,
    `  -d '${body}'`,
  ]
  return [
    `export API=${api}`,
    `export TOKEN=${token}`,
    `AUTH="Authorization: Bearer $TOKEN" JSON='Content-Type: application/json'`,
    '# daftar / register a member; the answer is kept for the lines below',
    `MEMBER=$(curl -sS -H "$AUTH" -H "$JSON" -H 'Idempotency-Key: ${key}-1' "$API/v1/members" \\`,
    `  -d '{"person":{"name":"Budi Contoh","nik":"${nik}"},"gender":"male","category":"pemula",`,
    `  "area":"31.71.01.1001","agency":"PPKUKM","registeredOn":"${lastMonth}-20"}' \\`,
    `  | sed -n 's/.*"memberId":"\\([^"]*\\)".*/\\1/p'); echo "$MEMBER"`,
    '# catat tahap / record a stage',
    ...post('members/$MEMBER/stages', 2, `{"stage":"P2","happenedOn":"${lastMonth}-22"}`),
    '# angka / the figures: one member more',
    figures(lastMonth),
    '# tutup bulan / close the month: it is recounted, issued, and never changes again',
    ...post('months/closings', 3, `{"through":"${lastMonth}"}`),
    `curl -sS -H "$AUTH" "$API/v1/months/${lastMonth}/issues"`,
    '# batalkan / take the stage back: counted in the open month',
    ...post('members/$MEMBER/reversals', 4, '{"stage":"P2","reason":"wrong_person"}'),
    '# the closed month as posted stands; restated, it is one less; the open month carries the reversal',
    figures(lastMonth),
    figures(lastMonth, '&reading=restated'),
    figures(currentMonth),
    '# jelaskan / the entries behind a figure',
    `curl -sS -H "$AUTH" "$API/v1/figures/entries?month=${currentMonth}&stage=P2"`,
  ]
}
