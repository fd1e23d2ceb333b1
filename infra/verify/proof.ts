type CheckedIssue = { month: string; number: number; hash: string }

/**
 * Describes what an unbroken chain of issues proves. Each issue contains the hash of the one before it, and nothing
 * contains the hash of the last. If the last issue, or every issue, is forged, the chain is still unbroken. Only a hash
 * from elsewhere reveals it.
 */
export function describeProof(issues: CheckedIssue[], hashes: string[]): string[] {
  const proven = issues.findLastIndex(({ hash }) => hashes.includes(hash))
  const last = issues.at(-1)
  if (!last || proven === issues.length - 1)
    return [`One unbroken chain of ${issues.length}, proven by the hash of its last issue.`]
  const until = issues[proven]
  return [
    `An unbroken chain of ${issues.length}, ${until ? `proven up to ${nameOf(until)} and NOT after it` : 'and NOT proven'}.`,
    `Nothing here proves its last issue, ${nameOf(last)}, whose hash is`,
    `  ${last.hash}`,
    'Compare it with the one in the mail or on the page, or pass that hash beside the files.',
  ]
}

const nameOf = ({ month, number }: CheckedIssue): string => `${month}/${number}`
