import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files that run for minutes, the longest first. They start first, so that no worker is left with one of them at the end. */
const longest = [
  'load/published.deep.ts',
  'load/workbook.deep.ts',
  'load/kill.deep.ts',
  'contract/schemathesis.deep.ts',
  'functions/fuzz.deep.ts',
  'desk/head-forms.deep.ts',
  'desk/pages.deep.ts',
  'laws/obligations.deep.ts',
  'local/start.deep.ts',
  'contract/clients.deep.ts',
  'laws/import-crash.deep.ts',
  'laws/histories.deep.ts',
]

/** Puts the longest files first, and leaves the others in vitest's own order. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const byName = (name: string) => files.filter(({ moduleId }) => moduleId.endsWith(name))
    const first = longest.flatMap(byName)
    return [...first, ...(await super.sort(files.filter((file) => !first.includes(file))))]
  }
}
