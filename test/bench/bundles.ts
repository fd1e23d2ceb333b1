import { toEnvironment } from '../../shared/config.ts'
import { makeBed } from './bed.ts'
import { type Import, importOf } from './import-time.ts'
import { contributors } from './metafile.ts'
import { type Built, type BuiltFunction, buildFunctions } from './reference-bundles.ts'
import { type Cell, note, print, times } from './report.ts'
import { median, range } from './samples.ts'

const rounds = 9
const mostContributors = 10
const kib = (bytes: number): string => (bytes / 1024).toFixed(0)

/**
 * Measures the functions' bundles: their size and content, how long a fresh process takes to import them, and its
 * memory.
 */
export async function bundles(): Promise<void> {
  const { config } = await makeBed()
  const { functions, empty } = await buildFunctions()
  const built = [empty, ...functions.flatMap(({ whole, loaded, sdk }) => [whole, loaded, sdk])]
  const importsByBundle = new Map<Built, Import[]>(built.map((each) => [each, []]))
  for (let round = 0; round < rounds; round++)
    for (const [{ file }, imports] of importsByBundle) imports.push(await importOf(file, toEnvironment(config)))
  const valuesOf = (each: Built, value: keyof Import) => (importsByBundle.get(each) ?? []).map((one) => one[value])
  const cpuOf = (each: Built) => valuesOf(each, 'cpuMs')
  const memoryOf = (each: Built) => median(valuesOf(each, 'MiB')).toFixed(0)

  print({
    title: 'Bundles',
    says:
      'KiB minified: loaded at the start, and in all; sdk: a bundle of only the SDK clients and commands that the ' +
      `function takes, in one file. CPU ms: processor time to import it in a fresh process, median [least–most] of ${rounds}. ` +
      '"ms, started": time with what the function awaits before its first request (the keyring, by two requests). ' +
      'MiB: memory of the process (RSS, median) then.',
    columns: [
      'function',
      'KiB',
      'in all',
      'sdk',
      'in all/sdk',
      'CPU ms',
      'sdk',
      'CPU/sdk',
      'ms, started',
      'MiB',
      'sdk',
    ],
    rows: functions.map(({ name, whole, loaded, sdk }) => [
      ...[name, kib(whole.startBytes), kib(whole.bytes), kib(sdk.bytes), times(whole.bytes, sdk.bytes)],
      ...[range(cpuOf(loaded)), range(cpuOf(sdk)), times(median(cpuOf(loaded)), median(cpuOf(sdk)))],
      range(valuesOf(whole, 'ms')),
      ...[memoryOf(whole), memoryOf(sdk)],
    ]),
  })
  note(`An empty bundle: ${range(cpuOf(empty))} CPU ms, ${memoryOf(empty)} MiB.`)
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
