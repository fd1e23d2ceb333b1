import { Config } from './config.ts'
import { issues } from './data/issues.ts'
import { tableNamed } from './data/table.ts'
import { files } from './gateways/files.ts'
import { lazyS3 } from './gateways/s3.ts'
import { jsonLog } from './log.ts'

/** Loads the dependencies of the public pages: issues and their files. Decrypts no key of personal data. */
export function loadPublicDeps(environment: NodeJS.ProcessEnv) {
  const config = Config.parse(environment)
  return {
    issues: issues(tableNamed(config.TABLE_NAME)),
    files: files(lazyS3(), config.BUCKET_NAME),
    log: jsonLog(console.log, () => new Date()),
  }
}
