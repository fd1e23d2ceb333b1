import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Session } from '../../../shared/domain/access/session.ts'
import { fontWeights } from '../../../shared/render/fonts.ts'
import { html, type Markup } from '../../../shared/render/markup.ts'
import { fontPath, iconPath } from '../../../shared/render/page/style-foundation.ts'
import type { DeskContext } from '../desk-env.ts'
import { scriptPath } from './script.ts'
import { type Section, sectionOf } from './sections.ts'
import { stylePath } from './style.ts'
import type { DeskWording } from './wording.ts'

/** The title and content of a page. Every page has the same frame around them. */
export type View = { title: string; content: Markup; head?: Markup }

/** Answers with a page. */
export const render = (c: DeskContext, view: View, status: ContentfulStatusCode = 200) => c.html(page(c, view), status)

function page(c: DeskContext, { title, content, head }: View): string {
  const { wording } = c.var
  const { language, say } = wording
  const session: Session | undefined = c.get('session')
  const sections: Section[][] | undefined = c.get('sections')
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${title} · Capaian</title>
<link rel="icon" href="${iconPath}" type="image/svg+xml">
<link rel="stylesheet" href="${stylePath}">
${fontWeights.map((weight) => html`<link rel="preload" href="${fontPath(weight)}" as="font" type="font/woff2" crossorigin>`)}
<script src="${scriptPath}" defer></script>${head}
</head>
<body>
<a class="skip" href="#isi">${say('Langsung ke isi', 'Skip to the content')}</a>
<header class="bar"><div class="frame">
<a class="mark" href="/">Capaian<span>.</span></a>
<div class="who">${session && html`<a href="/account">${session.name}</a>`}${languages(wording)}${session && signOut(wording)}</div>
${sections && sectionLinks(sections, c.req.path, wording)}
</div></header>
<main id="isi" class="frame" tabindex="-1">${content}</main>
<footer><div class="frame">${
    /^\/me\b/.test(c.req.path)
      ? say('Capaian · halaman Anda sendiri.', 'Capaian · your own pages.')
      : say(
          'Capaian · meja petugas. Setiap perubahan tercatat dengan nama Anda.',
          'Capaian · the desk. Every change is recorded under your name.',
        )
  }</div></footer>
</body>
</html>
`.markup
}

/** The form that chooses the language. It is a form, so that no address contains the language. */
const languages = ({ language, say }: DeskWording): Markup =>
  html`<form method="post" action="/language" aria-label="${say('Bahasa', 'Language')}">${(['id', 'en'] as const).map(
    (each) =>
      html`<button class="plain" name="to" value="${each}" lang="${each}" aria-label="${each === 'id' ? 'ID, Bahasa Indonesia' : 'EN, English'}"${each === language && html` aria-current="true"`}>${each.toUpperCase()}</button>`,
  )}</form>`

const signOut = ({ say }: DeskWording): Markup =>
  html`<form method="post" action="/sign-out"><button class="plain">${say('Keluar', 'Sign out')}</button></form>`

function sectionLinks(sections: Section[][], path: string, { say, sayOf }: DeskWording): Markup {
  const here = sectionOf(path)
  return html`<nav class="sections" aria-label="${say('Bagian', 'Sections')}">${sections.map(
    (row) =>
      html`<ul>${row.map((section) => html`<li><a href="${section.path}"${section.path === here && html` aria-current="page"`}>${sayOf(section.name)}</a></li>`)}</ul>`,
  )}</nav>`
}
