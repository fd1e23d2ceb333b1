import { readFileSync } from 'node:fs'

/** Weights of Plus Jakarta Sans (SIL Open Font License, `fonts/LICENSE.txt`), as WOFF for PDF and WOFF2 for pages. */
export const fontWeights = [400, 600, 800] as const
export type FontWeight = (typeof fontWeights)[number]

/** A font's bytes, from beside this module, or beside the bundle that it becomes part of. */
export const fontFile = (weight: FontWeight, type: 'woff' | 'woff2'): Buffer =>
  readFileSync(new URL(`./fonts/plus-jakarta-sans-latin-${weight}-normal.${type}`, import.meta.url))
