type Checked = { month: string; number: number; hash: string }

/**
 * What an unbroken chain of issues proves, in sentences. Each issue vouches for the one before it and nobody for the
 * last, so whoever changes that one, or makes all of them anew, leaves no break: only a hash from elsewhere tells.
 */
export function proofLines(issues: Checked[], hashes: string[]): string[] {
  const proven = issues.findLastIndex(({ hash }) => hashes.includes(hash))
  const last = issues.at(-1)
  if (!last || proven === issues.length - 1)
    return [`One unbroken chain of ${issues.length}, proven by the hash of its last issue.`]
  const until = issues[proven]
  return [
    `An unbroken chain of ${issues.length}, ${until ? `proven up to ${nameOf(until)} and NOT after it` : 'and NOT proven'}.`,
    `Nothing here vouches for its last issue, ${nameOf(last)}, whose hash is`,
    `  ${last.hash}`,
    'Compare it with the one in the mail or on the page, or name that one beside the files.',
  ]
}

const nameOf = ({ month, number }: Checked): string => `${month}/${number}`
