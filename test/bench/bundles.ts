import { environmentOf } from '../../shared/config.ts'
import { makeBed } from './bed.ts'
import { type Import, importOf } from './import-time.ts'
import { contributors } from './metafile.ts'
import { type Built, type BuiltFunction, buildFunctions } from './reference-bundles.ts'
import { type Cell, note, print, times } from './report.ts'
import { median, range } from './samples.ts'

const rounds = 9
const mostContributors = 10
const kib = (bytes: number): string => (bytes / 1024).toFixed(0)

/** How large the functions' bundles are, what is in them, how long a fresh process takes to import them, and its memory. */
export async function bundles(): Promise<void> {
  const { config } = await makeBed()
  const { functions, empty } = await buildFunctions()
  const built = [empty, ...functions.flatMap(({ whole, loaded, sdk }) => [whole, loaded, sdk])]
  const taken = new Map<Built, Import[]>(built.map((each) => [each, []]))
  for (let round = 0; round < rounds; round++)
    for (const [{ file }, imports] of taken) imports.push(await importOf(file, environmentOf(config)))
  const msOf = (each: Built) => (taken.get(each) ?? []).map(({ ms }) => ms)
  const memoryOf = (each: Built) => median((taken.get(each) ?? []).map(({ MiB }) => MiB)).toFixed(0)

  print({
    title: 'Bundles',
    says:
      'KiB minified: loaded at the start, and in all; sdk: a bundle of only the SDK clients and commands that the ' +
      `function takes. ms: import in a fresh process, median [least–most] of ${rounds}; "and start" with what the ` +
      'function awaits before its first request (the keyring, by two requests); "load" the same code without that. ' +
      'MiB: memory of the process (RSS, median) after its start.',
    columns: ['function', 'KiB', 'in all', 'sdk', 'KiB/sdk', 'ms: load', 'sdk', 'load/sdk', 'and start', 'MiB', 'sdk'],
    rows: functions.map(({ name, whole, loaded, sdk }) => [
      ...[name, kib(whole.startBytes), kib(whole.bytes), kib(sdk.startBytes), times(whole.startBytes, sdk.startBytes)],
      ...[range(msOf(loaded)), range(msOf(sdk)), times(median(msOf(loaded)), median(msOf(sdk))), range(msOf(whole))],
      ...[memoryOf(whole), memoryOf(sdk)],
    ]),
  })
  note(`An empty bundle: ${range(msOf(empty))} ms, ${memoryOf(empty)} MiB.`)
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
