import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Report } from '../../domain/report/report.ts'
import type { Language } from '../../domain/values/language.ts'
import { fontWeights, trueType } from '../fonts.ts'
import { reportPicture } from './report-picture.ts'

const require = createRequire(import.meta.url)

/** The library's code for WebAssembly, loaded once. In a bundle, it is at the same place among the packages. */
let wasmReady: Promise<void> | undefined
const load = (): Promise<void> => {
  wasmReady ??= readFile(require.resolve('@resvg/resvg-wasm/index_bg.wasm')).then(initWasm)
  return wasmReady
}

/** The picture of a public report as PNG, with the font of the pages and no other. */
export async function drawPicture(report: Report, language: Language): Promise<Uint8Array> {
  await load()
  const font = { fontBuffers: fontWeights.map((weight) => new Uint8Array(trueType(weight))), loadSystemFonts: false }
  const drawing = new Resvg(reportPicture(report, language), { font })
  const image = drawing.render()
  try {
    return image.asPng()
  } finally {
    image.free()
    drawing.free()
  }
}
