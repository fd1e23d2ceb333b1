import { gzipSync } from 'node:zlib'
import { environmentOf } from '../../shared/config.ts'
import { makeBed } from './bed.ts'
import { importMs } from './import-time.ts'
import { contributors } from './metafile.ts'
import { type Built, type BuiltFunction, buildFunctions } from './reference-bundles.ts'
import { type Cell, note, print, times } from './report.ts'
import { median, range } from './samples.ts'

const rounds = 9
const mostContributors = 10
const kib = (bytes: number): string => (bytes / 1024).toFixed(0)

/** How large the functions' bundles are, what is in them, and how long a fresh process takes to import them. */
export async function bundles(): Promise<void> {
  const { config } = await makeBed()
  const { functions, empty } = await buildFunctions()
  const built = [empty, ...functions.flatMap(({ whole, loaded, sdk }) => [whole, loaded, sdk])]
  const taken = new Map<Built, number[]>(built.map((each) => [each, []]))
  for (let round = 0; round < rounds; round++)
    for (const [{ file }, ms] of taken) ms.push(await importMs(file, environmentOf(config)))
  const msOf = (each: Built) => taken.get(each) ?? []

  print({
    title: 'Bundles',
    says:
      'KiB minified, gz of it zipped. sdk: a bundle of only the SDK clients and commands that the function takes. ' +
      `import: milliseconds in a fresh process, median [least–most] of ${rounds}; "and start" with what the function ` +
      'awaits before its first request (the keyring, by two requests); "load" the same code without that.',
    columns: [
      ...['function', 'KiB', 'gz', 'sdk KiB', 'gz', 'KiB/sdk', 'import and start', 'load', 'sdk load', 'load/sdk'],
    ],
    rows: functions.map(({ name, whole, loaded, sdk }) => [
      ...[name, kib(whole.code.byteLength), kib(gzipSync(whole.code).byteLength)],
      ...[kib(sdk.code.byteLength), kib(gzipSync(sdk.code).byteLength)],
      ...[times(whole.code.byteLength, sdk.code.byteLength), range(msOf(whole)), range(msOf(loaded))],
      ...[range(msOf(sdk)), times(median(msOf(loaded)), median(msOf(sdk)))],
    ]),
  })
  note(`An empty bundle: ${range(msOf(empty))} ms.`)
  printContributors(functions)
}

function printContributors(functions: BuiltFunction[]): void {
  const lists = functions.map(({ whole }) => contributors(whole.meta))
  print({
    title: 'What is in the bundles',
    says: 'KiB of each package and each of our folders after minifying, by esbuild; the ten largest of each function.',
    columns: functions.flatMap(({ name }) => [name, 'KiB']),
    rows: Array.from({ length: mostContributors }, (_, i) =>
      lists.flatMap((list): Cell[] => {
        const [name, bytes] = list[i] ?? ['', 0]
        return [name, kib(bytes)]
      }),
    ),
  })
}
