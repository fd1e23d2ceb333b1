import { beforeEach, expect, test } from 'vitest'
import { closeMonthHandler } from '../../../functions/close-month/handler.ts'
import { watchdogHandler } from '../../../functions/watchdog/handler.ts'
import { closeMonths } from '../../../shared/usecases/issues/close-months.ts'
import { reissue } from '../../../shared/usecases/issues/issues.ts'
import { takeNotice } from '../../../shared/usecases/mail/notices.ts'
import { watchReports } from '../../../shared/usecases/mail/watch.ts'
import { registerMember } from '../../../shared/usecases/members/registration.ts'
import { admin, endedMonth, mailReport, month, office, sweepMail, wait } from '../../support/mailing.ts'
import { request, type TestDeps } from '../../support/test-deps.ts'

let deps: TestDeps
beforeEach(async () => {
  deps = await endedMonth()
})

test('a schedule that fires twice at once makes one issue and one mail each', async () => {
  await office(deps)
  await office(deps, { area: '31.71', language: 'en' })
  const close = closeMonthHandler(deps)
  await Promise.all([close(), close()])
  await Promise.all([sweepMail(deps), sweepMail(deps)])
  await sweepMail(deps)
  expect(await deps.issues.all()).toHaveLength(1)
  expect(new Set(deps.sent.map(({ tags }) => tags.recipient)).size).toBe(2)
  expect(deps.sent).toHaveLength(2)
})

test('where pages exist, a mail links to the page of its issue and its area, in its language', async () => {
  await office(deps)
  await office(deps, { language: 'en' })
  await mailReport(deps)
  expect(deps.sent.filter(({ html }) => html.includes('/reports/'))).toEqual([])

  deps = { ...(await endedMonth()), pagesUrl: 'https://capaian.example' }
  await office(deps)
  await office(deps, { language: 'en', area: '31.71.01' })
  await mailReport(deps)
  const pages = deps.sent.map(({ html, text }) =>
    [html, text].map((each) => /https:[^\s"]+\/reports\/[^\s"]+/.exec(each)?.[0]),
  )
  const page = `https://capaian.example/reports/${month}/1`
  expect(pages.toSorted()).toEqual([
    [page, page],
    [`${page}/wilayah/31.71.01?lang=en`, `${page}/wilayah/31.71.01?lang=en`],
  ])
})

test('a mail says that it is internal, unless its recipient gets the public report', async () => {
  await office(deps)
  await office(deps, { area: '31.71', language: 'en' })
  await office(deps, { language: 'en', report: 'public' })
  await mailReport(deps)
  const openings = deps.sent.map(({ text, attachments = [] }) => [
    /^(.*)\n/.exec(text)?.[1],
    attachments.map(({ name }) => name).join(),
    text.replaceAll('\n', ' ').includes('groups of fewer than 5 people'),
  ])
  expect(openings.toSorted()).toEqual([
    ['ATTAINMENT REPORT NOVEMBER 2021', 'jakpreneur-2021-11-1-31-public.csv', true],
    ['INTERNAL: CONTAINS SMALL GROUPS, DO NOT PUBLISH.', 'jakpreneur-2021-11-1-3171.csv', false],
    ['INTERNAL: MEMUAT KELOMPOK KECIL, JANGAN DIPUBLIKASIKAN.', 'jakpreneur-2021-11-1-31.csv', false],
  ])
})

test('an issue that was corrected before its mailing day is mailed on that day, as the correction only', async () => {
  deps = await endedMonth({ now: '2021-12-02T03:00:00.000Z' })
  await office(deps)
  await closeMonths(deps, 'admin')
  await tellLate()
  await reissue(deps, admin, request(), { month, cause: 'Satu daftar terlambat' })
  await sweepMail(deps)
  expect(deps.sent).toEqual([])

  deps.clock.set('2021-12-04T23:00:00.000Z')
  await sweepMail(deps)
  expect(deps.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('terbitan 2')])
  const mailings = await deps.mailings.ofMonth(month)
  expect(mailings.map(({ number, planned }) => [number, planned])).toEqual([
    [1, 0],
    [2, 1],
  ])
  expect(await watchReports(deps)).toEqual([])
})

/** Registers somebody now for the last day of the month. */
const tellLate = () =>
  registerMember(deps, admin, request(), {
    person: { name: 'Sri Wahyuni' },
    gender: 'female',
    category: 'pemula',
    area: '31.71.01.1001',
    agency: 'PPKUKM',
    registeredOn: `${month}-30`,
  })

test('when past months are closed all at once, each is issued, but only the last report is mailed, with its corrections', async () => {
  await office(deps)
  deps.clock.set('2022-02-04T23:00:00.000Z')
  await mailReport(deps)
  expect((await deps.issues.all()).map((issue) => issue.month)).toEqual(['2021-11', '2021-12', '2022-01'])
  expect(deps.sent.map(({ tags }) => tags.issue)).toEqual(['2022-01_1'])
  expect(await deps.obligations.countParked({ kind: 'mailing', owner: 'reports' })).toBe(0)
  expect(await watchReports(deps)).toEqual([])

  await tellLate()
  await reissue(deps, admin, request(), { month, cause: 'Satu daftar terlambat' })
  await sweepMail(deps)
  expect(deps.sent).toHaveLength(1)
})

test('a correction of a mailed report is mailed, however late, to the recipients of the wrong figures', async () => {
  await office(deps)
  await mailReport(deps)
  deps.clock.set('2022-06-15T03:00:00.000Z')
  await tellLate()
  await reissue(deps, admin, request(), { month, cause: 'Satu daftar terlambat' })
  await sweepMail(deps)
  expect(deps.sent.map(({ tags }) => tags.issue)).toEqual(['2021-11_1', '2021-11_2'])
})

test('a mail with unknown outcome waits half an hour for an event, and is then sent as a second copy', async () => {
  await office(deps)
  await closeMonths(deps, 'schedule')
  await sweepMail({
    ...deps,
    mail: {
      async send(mail) {
        await deps.mail.send(mail)
        return { outcome: 'unknown', reason: 'timed_out' }
      },
    },
  })
  wait(deps, 29)
  await sweepMail(deps)
  expect(deps.sent).toHaveLength(1)
  wait(deps, 2)
  await sweepMail(deps)
  expect(deps.sent.map(({ subject }) => subject.startsWith('[Salinan kedua] '))).toEqual([false, true])
})

test('a bad address pauses its recipient, alerts once, and leaves the others untouched', async () => {
  const bad = await office(deps)
  const good = await office(deps)
  await mailReport(deps)
  const at = deps.now().toISOString()
  await takeNotice(deps, { month, number: 1, recipientId: good }, 1, { kind: 'delivered', at })
  for (const kind of ['bounced', 'sent', 'bounced'] as const)
    await takeNotice(deps, { month, number: 1, recipientId: bad }, 1, { kind, at })
  const states = (await deps.deliveries.ofIssue(month, 1)).map(({ recipientId, state }) => [recipientId, state])
  expect(Object.fromEntries(states)).toEqual({ [bad]: 'bounced', [good]: 'delivered' })
  expect((await deps.recipients.all()).filter(({ pausedAt }) => pausedAt).map(({ id }) => id)).toEqual([bad])
  expect(deps.logged.filter((line) => line.includes('did not reach its recipient'))).toHaveLength(1)
})

test('the watchdog warns when the schedule is off', async () => {
  deps.clock.set('2021-12-05T01:30:00.000Z')
  await expect(watchdogHandler(deps)()).rejects.toThrow('There is no report of 2021-11.')
})
