/** Something that the emulator leaves out or does differently from AWS, and the test of the templates that covers it instead. */
type Limit = { what: string; file: string; test: string }

const ofStack = (what: string, file: string, test: string): Limit => ({ what, file: `test/infra/stacks/${file}`, test })

/** What a deployment on the emulator does not show. The emulator itself is MiniStack, of the version in requirements.txt. */
export const limits: Limit[] = [
  ofStack(
    'The pages of the managed login have no style',
    'identity.deep.ts',
    'uses the pages of the managed login, which are shown only if they have a style',
  ),
  ofStack(
    'Nobody is asked for a second factor',
    'identity.deep.ts',
    'requires a second factor by app and a long password of everybody',
  ),
  ofStack(
    'No budget warns',
    'alarms.deep.ts',
    'is told of by mail when a month will cost more than it may, from where budgets are kept',
  ),
  ofStack(
    'The DNS records of the mail domain are made up',
    'mail.deep.ts',
    'outputs every DNS record that its domain needs: DKIM, and the records of the sending domain',
  ),
  ofStack(
    'SES reports no events of a mail to a topic',
    'mail.deep.ts',
    'reports its events by a topic that retries, and does not track readers',
  ),
  ofStack(
    'No alarm is made, because development has none',
    'alarms.deep.ts',
    'reads as a sentence and is sent to the one topic',
  ),
  ofStack(
    'A schedule has no time zone and starts nothing',
    'schedules.deep.ts',
    'close months on the 5th at 06:00 and recount at 02:00, in Jakarta, and sweep every minute',
  ),
  ofStack(
    'The table has no ceiling of units',
    'data.deep.ts',
    'costs nothing when idle, and has a ceiling for reads and writes, also of every index',
  ),
  ofStack(
    'The table is neither restored to a point in time nor guarded against deletion',
    'data.deep.ts',
    'is retained, guarded against deletion and can be restored to any second of the last 35 days',
  ),
  ofStack(
    'Buckets expire nothing, log nothing, and encrypt by no key of ours',
    'data.deep.ts',
    'keep every version of an issue, under our own key, and log each download',
  ),
  ofStack(
    'The gateway answers no preflight',
    'api.deep.ts',
    'answers browsers of other origins only if the origins are ours',
  ),
  ofStack(
    'The gateway does not check tokens before it calls the function',
    'api.deep.ts',
    'requires a token of the user pool before it calls the function, except on public routes',
  ),
  ofStack('Plain HTTP counts as TLS', 'data.deep.ts', 'are closed to the public, in every bucket'),
  {
    what: 'A failed first deployment is deleted whole, whatever its resources say about deletion',
    file: 'test/infra/protection.deep.ts',
    test: 'resources with data are protected, and a failed first deployment leaves none of them behind',
  },
]
