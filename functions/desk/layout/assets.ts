import { Hono } from 'hono'
import { fontFile, fontWeights } from '../../../shared/render/fonts.ts'
import { fontPath, icon, iconPath } from '../../../shared/render/page/style-foundation.ts'
import type { DeskEnv } from '../desk-env.ts'
import { script, scriptPath } from './script.ts'
import { stylePath, styleSheet } from './style.ts'

/** Caches a file for a year, because its address changes with its content. */
const forGood = { 'Cache-Control': 'public, max-age=31536000, immutable' }

/** Serves style, script, fonts and icon. They are the same for everybody. */
export function assets() {
  const app = new Hono<DeskEnv>()
  for (const weight of fontWeights)
    app.get(fontPath(weight), (c) =>
      c.body(new Uint8Array(fontFile(weight, 'woff2')), 200, { 'Content-Type': 'font/woff2', ...forGood }),
    )
  return app
    .get(stylePath, (c) => c.body(styleSheet, 200, { 'Content-Type': 'text/css; charset=utf-8', ...forGood }))
    .get(scriptPath, (c) => c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8', ...forGood }))
    .get(iconPath, (c) =>
      c.body(icon, 200, { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' }),
    )
}
