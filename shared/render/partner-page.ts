import type { Bilingual } from '../domain/bilingual.ts'
import { LoanState, listFollowers } from '../domain/loan/loan-state.ts'
import { sandboxMembers } from '../domain/loan/sandbox-members.ts'
import type { Language } from '../domain/values/language.ts'
import { languageQuery } from '../domain/values/language-query.ts'
import { html, type Markup, raw } from './markup.ts'
import { answers, example, readingRule, readings, reviewRules, rules, snapRules, texts } from './partner-guide.ts'

/** A sample program: the name and text of its file. */
export type Sample = { file: string; text: string }

const style = `
body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#222}
pre{background:#f4f4f4;padding:.8rem;overflow:auto;font-size:13px}
table{border-collapse:collapse}td{border-top:1px solid #ddd;padding:.4rem .8rem .4rem 0;vertical-align:top}
td:first-child{white-space:nowrap}
`

const code = (text: string): Markup => html`<pre><code>${text}</code></pre>`

/**
 * The page on which a partner's developer finds what is needed to connect. `base` is the address of the partners'
 * endpoint.
 */
export function partnerPage(language: Language, base: string, samples: Sample[]): string {
  const say = (text: Bilingual): Markup => raw(text[language])
  const list = (items: Bilingual[]) => html`<ul>${items.map((item) => html`<li>${say(item)}</li>`)}</ul>`
  const programs = (prefix: string): Markup[] =>
    samples
      .filter(({ file }) => file.startsWith(prefix))
      .map(
        ({ file, text }) =>
          html`<details><summary><a href="/partners/samples/${file}">${file}</a></summary>${code(text)}</details>\n`,
      )
  const other =
    language === 'id'
      ? html`<a href="/partners${languageQuery('en')}">English</a>`
      : html`<a href="/partners?lang=id">Bahasa Indonesia</a>`
  return html`<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Capaian · ${say(texts.title)}</title>
<style>${raw(style)}</style>
<p>${other}</p>
<h1>${say(texts.connected)}</h1>
<p>${say(texts.purpose)}</p>
<h2>1. ${say(texts.given)}</h2>
<p>${say(texts.credentials)}</p>
${code(`Standard Webhooks   ${base}/hooks/<code>\nSNAP                ${base}/snap/<code>/v1.0/loan/notify`)}
<h2>2. ${say(texts.test)}</h2>
<p>${say(texts.programs)}</p>
${code(`URL=${base}/hooks/<code> SECRET=whsec_… node webhook.mjs`)}
${programs('webhook')}<p>${say(texts.libraries)}</p>
<h2>3. ${say(texts.events)}</h2>
${code(JSON.stringify(example, null, 2))}
<p><a href="/partners/event.schema.json">JSON Schema</a> · ${say(texts.names)}</p>
${list(rules)}
<h2>4. ${say(texts.answers)}</h2>
<table>${answers.map(([status, says], i) => html`${i > 0 && '\n'}<tr><td>${status}<td>${say(says)}`)}</table>
<h2>5. ${say(texts.states)}</h2>
<table>${LoanState.options.map((state) => html`<tr><td><code>${state}</code><td>${listFollowers(state).join(', ') || say(texts.nothing)}`)}</table>
${list(reviewRules)}
<h2>6. ${say(texts.readings)}</h2>
<table>${readings.map(([call, says]) => html`<tr><td><pre>${call}</pre><td>${say(says)}`)}</table>
<p>${say(readingRule)}</p>
<h2>7. ${say(texts.sandbox)}</h2>
<table>${sandboxMembers.map(({ number, nik, reason, stageProblems = [] }) => html`<tr><td>${number}<br>${nik}<td>${reason ?? (stageProblems.join(', ') || say(texts.found))}`)}<tr><td>${say(texts.anybody)}<td>member_unknown</table>
<h2>8. SNAP</h2>
<p>${say(texts.snapNeeds)}</p>
<p>${say(texts.settings)}</p>
${list(snapRules)}
${programs('snap')}</html>
`.markup
}
