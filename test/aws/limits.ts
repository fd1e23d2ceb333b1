/** Something of AWS that the emulator leaves out or does otherwise, and the test of the templates that covers it instead. */
type Limit = { what: string; file: string; test: string }

const ofStack = (what: string, file: string, test: string): Limit => ({ what, file: `test/infra/stacks/${file}`, test })

/** What a deployment on the emulator does not show. The emulator itself is MiniStack, of the version in requirements.txt. */
export const limits: Limit[] = [
  ofStack(
    'The pages of the managed login have no style',
    'identity.deep.ts',
    'has pages of the managed login, which need a style to be shown',
  ),
  ofStack(
    'Nobody is asked for a second factor',
    'identity.deep.ts',
    'takes a second factor of everybody, by an app, and a password that is long',
  ),
  ofStack(
    'No budget warns',
    'alarms.deep.ts',
    'is told of by mail when a month will cost more than it may, from where budgets are kept',
  ),
  ofStack(
    'The DNS records of the mail domain are made up',
    'mail.deep.ts',
    'puts out every record that its domain must carry: DKIM, and what vouches for where it comes from',
  ),
  ofStack(
    'SES tells no topic what became of a mail',
    'mail.deep.ts',
    'tells what becomes of it by a topic that keeps at it, and does not spy on whoever reads',
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
    'costs nothing when idle, and stops at a ceiling on every path',
  ),
  ofStack(
    'The table is neither restored to a point in time nor guarded against deletion',
    'data.deep.ts',
    'is kept, guarded against deletion and can be restored to any second of the last 35 days',
  ),
  ofStack(
    'Buckets expire nothing, log nothing, and encrypt by no key of ours',
    'data.deep.ts',
    'keep every version of an issue, under our own key, and log who fetched it',
  ),
  ofStack('The gateway answers no preflight', 'api.deep.ts', 'answers other origins only if they are ours'),
  ofStack(
    'The gateway does not check tokens before it wakes the function',
    'api.deep.ts',
    'asks for a token of the user pool before it wakes the function, except where anybody may ask',
  ),
  ofStack('Plain HTTP counts as TLS', 'data.deep.ts', 'are closed to the public, in every bucket'),
  {
    what: 'A failed first deployment is rolled back whatever its resources say of deletion',
    file: 'test/infra/protection.deep.ts',
    test: 'what holds data is protected, and a failed first deployment leaves nothing of it behind',
  },
]
