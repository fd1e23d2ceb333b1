import type * as z from 'zod'
import { hashIssue, Issue, listFigureValues } from './issue.ts'

/** The part of an issue that can be checked from its bytes alone. */
const Checkable = Issue.pick({
  month: true,
  number: true,
  issuedAt: true,
  cause: true,
  previous: true,
  figures: true,
  changes: true,
})

/** An issue's file, with the name that the person checking it gave it. */
export type IssueFile = { name: string; bytes: Uint8Array }

type ReadIssue = z.infer<typeof Checkable> & { name: string; hash: string }

/** The result of a check: the issues in the order of their chain, and what is wrong, in sentences. */
export type ChainReport = { issues: ReadIssue[]; follows: string | undefined; problems: string[] }

/**
 * Checks issues from their bytes alone: each names the hash of the one before, they form one chain without gaps or
 * forks, and the figures that a correction states agree with the two issues. If the chain's beginning is not among the
 * files, the result gives the hash of the issue that the files follow.
 */
export function checkChain(files: IssueFile[]): ChainReport {
  const problems: string[] = []
  const issues = new Map<string, ReadIssue>()
  for (const file of files) {
    const issue = readIssue(file, problems)
    if (issue) issues.set(issue.hash, issue)
  }
  const { ordered, follows } = orderIssues([...issues.values()], problems)
  for (const issue of ordered) checkCorrection(issue, ordered, problems)
  return { issues: ordered, follows, problems }
}

/** Downloads lose the final line break of the stored bytes; nothing else may differ. */
function readIssue({ name, bytes }: IssueFile, problems: string[]): ReadIssue | undefined {
  const whole = bytes.at(-1) === 0x0a ? bytes : Buffer.concat([bytes, Buffer.from('\n')])
  const parsed = Checkable.safeParse(parseJson(whole))
  if (parsed.success) return { ...parsed.data, name, hash: hashIssue(whole) }
  problems.push(`${name} is not an issue.`)
  return undefined
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'))
  } catch {
    return undefined
  }
}

function orderIssues(issues: ReadIssue[], problems: string[]): { ordered: ReadIssue[]; follows: string | undefined } {
  const known = new Set(issues.map(({ hash }) => hash))
  const beginnings = issues.filter(({ previous }) => previous === undefined || !known.has(previous))
  for (const { name, previous } of beginnings.slice(1))
    problems.push(
      previous === undefined
        ? `${name} begins a second chain.`
        : `${name} follows ${previous}, which is not among the files, or was changed.`,
    )
  const orderedIssues: ReadIssue[] = []
  for (let [next] = beginnings; next; ) {
    orderedIssues.push(next)
    const { hash } = next
    const successors = issues.filter(({ previous }) => previous === hash)
    if (successors.length > 1)
      problems.push(`${successors.map(({ name }) => name).join(' and ')} both follow ${next.name}.`)
    next = successors[0]
  }
  for (const issue of issues) if (!orderedIssues.includes(issue)) orderedIssues.push(issue)
  return { ordered: orderedIssues, follows: beginnings[0]?.previous }
}

/**
 * Compares what a correction says about each figure with the issue that it corrects, if that issue is among the files.
 */
function checkCorrection(issue: ReadIssue, all: ReadIssue[], problems: string[]): void {
  const { name, month, number, changes, cause } = issue
  const twins = all.filter((other) => other.month === month && other.number === number)
  if (twins.length > 1 && twins[0] === issue) problems.push(`${name} is not the only issue ${number} of ${month}.`)
  if (number === 1) return
  if (cause === undefined) problems.push(`${name} corrects ${month} and names no cause.`)
  const before = all.find((other) => other.month === month && other.number === number - 1)
  if (!before) return
  if (all.indexOf(before) > all.indexOf(issue)) problems.push(`${name} comes before the issue that it corrects.`)
  const [old, now] = [listFigureValues(before.figures), listFigureValues(issue.figures)]
  const wrongChanges = changes.filter(
    (change) =>
      change.old !== (old.get(change.figure) ?? 0) ||
      change.new !== (now.get(change.figure) ?? 0) ||
      change.difference !== change.new - change.old,
  )
  for (const { figure } of wrongChanges.slice(0, 5))
    problems.push(`${name} says of ${figure} what the two issues of ${month} do not.`)
  const namedFigures = new Set(changes.map(({ figure }) => figure))
  // A change of the reading alone also moves figures, and is no correction.
  if (before.figures.reading !== issue.figures.reading) return
  const unmentionedFigures = [...new Set([...old.keys(), ...now.keys()])].filter(
    (figure) => (old.get(figure) ?? 0) !== (now.get(figure) ?? 0) && !namedFigures.has(figure),
  )
  for (const figure of unmentionedFigures.slice(0, 5)) problems.push(`${name} changes ${figure} and does not say so.`)
}
