/** Variables as lines for `eval` in a POSIX shell. Their values are quoted, so that nothing in them is run. */
export const writeExportLines = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`)
    .join('\n')
