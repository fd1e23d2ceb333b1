import { fontWeights } from '../fonts.ts'

/** The path of a font. */
export const fontPath = (weight: number): string => `/assets/plus-jakarta-sans-${weight}.woff2`
const faces = fontWeights
  .map(
    (weight) =>
      `@font-face{font-family:"Plus Jakarta Sans";font-weight:${weight};font-display:swap;src:url(${fontPath(weight)}) format("woff2")}`,
  )
  .join('\n')

/**
 * The beginning of the style sheets of all web pages. Colours contrast by at least 4.5 to 1 with their background,
 * light and dark.
 */
export const styleFoundation = `${faces}
:root{color-scheme:light dark;--ground:#faf8f2;--paper:#fff;--ink:#14202b;--muted:#56616b;--rule:#ddd8cb;--track:#ebe7dc;--first:#0b6e75;--contrast:#b83a0e;--wash:#f1ede2}
@media (prefers-color-scheme:dark){:root{--ground:#0f161c;--paper:#172028;--ink:#eef2f4;--muted:#a9b4bd;--rule:#33404b;--track:#232e37;--first:#53c4cc;--contrast:#ff9467;--wash:#1a242d}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ground);color:var(--ink);font:400 1rem/1.55 "Plus Jakarta Sans",system-ui,sans-serif;word-spacing:.05em;overflow-wrap:break-word}
a{color:var(--first);text-underline-offset:.18em}
a:focus-visible,select:focus-visible,input:focus-visible,button:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--contrast);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.5rem 1rem;z-index:1}
`

/** The style of a chart with its scale and months. */
export const chartStyle = `.plot{margin-top:.8rem;display:grid;grid-template-columns:auto 1fr;gap:.3rem .5rem;font-size:.8rem;color:var(--muted);font-variant-numeric:tabular-nums}
.plot svg{display:block;width:100%;height:11rem}
.scale{display:flex;flex-direction:column;justify-content:space-between;text-align:right;margin:-.6rem 0}
.ends{grid-column:2;display:flex;justify-content:space-between}`

/** The icon of a browser tab: three stages of a funnel. */
export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><path fill="#0b6e75" d="M2 4h28v7H2zm0 9h19v7H2z"/><path fill="#b83a0e" d="M2 22h7v7H2z"/></svg>'

export const iconPath = '/assets/capaian.svg'
