import { Config } from './config.ts'
import { checkpoints } from './data/checkpoints.ts'
import { issues } from './data/issues.ts'
import { tableNamed } from './data/table.ts'
import { trailSeals } from './data/trail-seals.ts'
import { files } from './gateways/files.ts'
import { lazyS3 } from './gateways/s3.ts'
import { objectLog } from './log.ts'

/** Loads the dependencies of the public pages: issues and their files. Does not decrypt any key of personal data. */
export function loadPublicDeps(environment: NodeJS.ProcessEnv) {
  const config = Config.parse(environment)
  const table = tableNamed(config.TABLE_NAME)
  return {
    pagesUrl: config.PAGES_URL,
    issues: issues(table),
    checkpoints: checkpoints(table),
    trailSeals: trailSeals(table),
    files: files(lazyS3(), config.BUCKET_NAME),
    log: objectLog(console),
  }
}
