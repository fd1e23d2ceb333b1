import type { Language } from '../../domain/values/language.ts'
import { html, type Markup, raw } from '../markup.ts'
import { hairline, muted } from '../palette.ts'
import type { MailBlock, MailSection } from './section.ts'

export const ground = '#f2f0ea'
export const paper = '#ffffff'

/**
 * Shared styles are here rather than inline, because inline a mail of tables would outgrow what Gmail shows. Some mail
 * programs drop them. Then the mail still has its order, widths and light colours, which are inline on the outer
 * elements.
 */
const style = `
body { margin: 0; padding: 0 }
table { border-collapse: collapse }
td, th, p, h1, h2 { font-family: 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; mso-line-height-rule: exactly }
p { margin: 0 0 8px }
h2 { margin: 0 0 8px; font-size: 16px; line-height: 22px }
.s { margin: 0 0 5px; font-size: 12px; line-height: 18px }
@media (prefers-color-scheme: dark) {
.ground { background-color: #12181e !important }
.paper { background-color: #1b232b !important }
.ink { color: #eef1f4 !important }
.s { color: #aeb8c2 !important }
.first { color: #59c2ca !important }
.contrast { color: #ff9a73 !important }
.rule { border-color: #38434e !important }
.track { background-color: #2b353f !important }
}
@media (max-width: 480px) {
.pad { padding-left: 14px !important; padding-right: 14px !important }
.big { font-size: 24px !important; line-height: 30px !important }
}
`

/** The HTML document of a mail. */
export const mailDocument = (language: Language, title: string, body: Markup): Markup => html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(style)}</style>
</head>
<body class="ground" style="margin:0;background-color:${ground}">
${body}
</body>
</html>
`

export const row = (content: Markup): Markup => html`<tr><td class="pad" style="padding:0 28px">${content}</td></tr>`

/**
 * A part of the column as a separate cell, because Outlook for Windows supports padding, borders and backgrounds only
 * on cells.
 */
export const box = (content: Markup, style: string, className?: string): Markup =>
  row(
    html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td${className !== undefined && html` class="${className}"`} style="${style}">${content}</td></tr></table>`,
  )

/** Small print, in the muted colour. */
export const smallPrint = (content: Markup | string): Markup =>
  html`<p class="s" style="font-size:12px;color:${muted}">${content}</p>`

export const section = (title: string, content: Markup): Markup =>
  box(html`<h2>${title}</h2>${content}`, `padding:20px 0;border-top:1px solid ${hairline}`, 'rule')

export const renderSection = ({ title, blocks }: MailSection): Markup =>
  section(title, html`${blocks.map(renderBlock)}\n`)

function renderBlock(block: MailBlock): Markup {
  const { text, strong, isSmall, lang } = block
  const content = html`${strong !== undefined && html`<b>${strong}</b> `}${lang ? html`<span lang="${lang}">${text}</span>` : text}`
  return isSmall ? html`\n${smallPrint(content)}` : html`\n<p>${content}</p>`
}
