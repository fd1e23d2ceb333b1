import type { Bilingual } from '../../domain/bilingual.ts'
import { type Checkpoint, readKeyId } from '../../domain/report/checkpoint.ts'
import { checkPath, checkpointPath } from '../../domain/report/proof.ts'
import type { Language } from '../../domain/values/language.ts'
import { languageQuery } from '../../domain/values/language-query.ts'
import { html, type Markup } from '../markup.ts'
import { type Wording, wordingOf } from '../words/wording.ts'
import { checkScriptPath } from './check-script.ts'
import { type IssueChoice, type PageOptions, page } from './frame.ts'

/** An issue whose document anybody can download, and its printed hash. */
type CheckableIssue = IssueChoice & { hash: string; isDocument: boolean }

type CheckPage = {
  issues: CheckableIssue[]
  checkpoint: Checkpoint | undefined
  language: PageOptions['language']
  origin: string
}

/**
 * The page that explains how anybody can check that no published figure was changed. It is complete without its script.
 */
export function checkPage({ issues, checkpoint, language, origin }: CheckPage): string {
  const wording = wordingOf(language)
  const isIndonesian = language === 'id'
  const title = isIndonesian ? 'Periksa keaslian laporan' : 'Check a report'
  const latest = issues.at(-1)
  return page(
    title,
    checkPath,
    { language, origin, issues, isFront: false },
    html`<h1>${title}</h1>
<p>${
      isIndonesian
        ? 'Setiap terbitan adalah berkas JSON yang tidak pernah berubah. SHA-256 berkas itu dicetak pada laporan, PDF, dan surel. Setiap terbitan memuat SHA-256 terbitan sebelumnya, dan ujung rantainya ditandatangani. Siapa pun yang menyimpan satu surel lama dapat membuktikan bahwa tidak satu angka pun diubah sesudahnya.'
        : 'Every issue is a JSON file that never changes. Its SHA-256 is printed in the report, the PDF and the mail. Every issue holds the SHA-256 of the issue before it, and the head of the chain is signed. Whoever has kept one old mail can prove that no figure was changed since.'
    }</p>
${fileForm(checkpoint?.key, language)}
<noscript><p>${isIndonesian ? 'Tanpa JavaScript, periksa dengan perintah di bawah.' : 'Without JavaScript, check by the commands below.'}</p></noscript>
${latest && commands(latest, isIndonesian)}
${checkpoint && checkpointSection(checkpoint, isIndonesian)}
${issueTable(issues, wording)}`,
    wording,
    undefined,
    checkScriptPath,
  )
}

/** What the script says about a file, by its finding. */
const findings: Record<string, Bilingual> = {
  found: {
    id: '{file} asli: terbitan {issue}, SHA-256 {hash}.',
    en: '{file} is genuine: issue {issue}, SHA-256 {hash}.',
  },
  altered: {
    id: '{file} sudah diubah: SHA-256 terbitan {issue} adalah {right}, sedangkan SHA-256 berkas ini {hash}.',
    en: '{file} was altered: the SHA-256 of issue {issue} is {right}, and that of this file is {hash}.',
  },
  unknown: {
    id: '{file} bukan berkas JSON suatu terbitan, atau sudah diubah. SHA-256-nya {hash}.',
    en: '{file} is not the JSON file of any issue, or was altered. Its SHA-256 is {hash}.',
  },
  missing: { id: 'Tidak ada di antara berkas Anda: terbitan {issues}.', en: 'Not among your files: issue {issues}.' },
  signed: {
    id: '{file} asli: ditandatangani dengan kunci {id}, dan terbitan terakhir yang disebutnya ada pada halaman ini.',
    en: '{file} is genuine: it is signed by key {id}, and the last issue that it names is on this page.',
  },
  lost: {
    id: '{file} menyebut terbitan ke-{place} dengan SHA-256 {hash}, yang tidak ada pada halaman ini.',
    en: '{file} names issue no. {place} with the SHA-256 {hash}, which is not on this page.',
  },
  foreign: {
    id: '{file} ditandatangani dengan kunci lain: {id}, bukan {own}.',
    en: '{file} is signed by another key: {id}, and not {own}.',
  },
  bent: {
    id: '{file} sudah diubah: tanda tangan dengan kunci {id} tidak cocok.',
    en: '{file} was altered: its signature by key {id} does not fit.',
  },
  unable: {
    id: 'Peramban ini tidak dapat memeriksa tanda tangan {file}. Gunakan verify.py.',
    en: 'This browser cannot check the signature of {file}. Use verify.py.',
  },
}

/** The script shows the form. Without a script, there is nothing to fill in. */
const fileForm = (key: string | undefined, language: Language): Markup => html`<form data-check hidden
 data-key="${key ?? ''}" ${Object.entries(findings).map(([code, sentence]) => html`data-${code}="${sentence[language]}" `)}>
<p><label for="berkas">${
  language === 'id'
    ? 'Pilih berkas JSON dari satu terbitan atau lebih, atau seret ke sini; boleh bersama checkpoint dan kunci yang Anda simpan. Berkas tidak dikirim ke mana pun: peramban Anda sendiri yang menghitung.'
    : 'Choose the JSON files of one issue or more, or drop them here, and with them the checkpoint and the key that you kept. They are not sent anywhere: your own browser computes.'
}</label></p>
<p><input id="berkas" type="file" multiple></p>
<p><output for="berkas" aria-live="polite"></output></p></form>`

function commands({ month, number }: IssueChoice, isIndonesian: boolean): Markup {
  const name = `capaian-${month}-${number}.json`
  return html`<section aria-labelledby="perintah"><h2 id="perintah">${isIndonesian ? 'Dengan perintah' : 'By command'}</h2>
<p>${isIndonesian ? 'SHA-256 satu berkas, untuk dibandingkan dengan tabel di bawah atau dengan surel Anda:' : 'The SHA-256 of one file, to compare with the table below or with your mail:'}</p>
<pre><code>sha256sum ${name}        # Linux
shasum -a 256 ${name}    # macOS
certutil -hashfile ${name} SHA256   # Windows</code></pre>
<p>${isIndonesian ? 'Seluruh rantai dan tanda tangannya, dengan Python 3 saja' : 'The whole chain and its signature, with nothing but Python 3'} (<a href="/verify.py">verify.py</a>):</p>
<pre><code>curl -sO $SITE/verify.py; curl -so key $SITE/checkpoint-key; curl -so checkpoint $SITE/checkpoint
curl -so trail.jsonl $SITE/trail.jsonl
curl -sO $SITE/reports/${month}/${number}/${name}   # ${isIndonesian ? 'dan setiap terbitan lain' : 'and every other issue'}
python3 verify.py --key key --checkpoint checkpoint --trail trail.jsonl capaian-*.json</code></pre></section>`
}

const checkpointSection = ({ note, key }: Checkpoint, isIndonesian: boolean): Markup =>
  html`<section aria-labelledby="ujung"><h2 id="ujung">${isIndonesian ? 'Ujung rantai yang ditandatangani' : 'The signed head of the chain'}</h2>
<p>${
    isIndonesian ? 'Selalu di alamat yang sama: ' : 'Always at the same address: '
  }<a href="${checkpointPath}">${checkpointPath}</a>. ${
    isIndonesian
      ? 'Baris trail adalah ujung jejak audit atas data anggota, yang disegel setiap hari. Simpan kunci ini: dengan kunci itulah checkpoint palsu dikenali.'
      : 'The line trail is the head of the audit trail of what was done to members’ records, which is sealed daily. Keep this key: it tells a forged checkpoint.'
  }</p>
<pre><code>${note}</code></pre>
<dl><dt>${isIndonesian ? 'Kunci publik (Ed25519)' : 'Public key (Ed25519)'}</dt><dd><a href="/checkpoint-key">${key}</a></dd>
<dt>${isIndonesian ? 'ID kunci' : 'Key id'}</dt><dd>${readKeyId(key)}</dd></dl></section>`

function issueTable(issues: CheckableIssue[], { formats, language }: Wording): Markup {
  const isIndonesian = language === 'id'
  return html`<section aria-labelledby="terbitan"><h2 id="terbitan">${isIndonesian ? 'Semua terbitan' : 'Every issue'}</h2>
<div class="scroll" tabindex="0" role="region" aria-labelledby="terbitan"><table><thead><tr><th class="t" scope="col">${isIndonesian ? 'Terbitan' : 'Issue'}</th><th class="t" scope="col">SHA-256</th></tr></thead>
<tbody>${issues
    .toReversed()
    .map(
      ({ month, number, hash, isDocument }) =>
        html`<tr ${isDocument && html`data-hash="${hash}" data-issue="${month}/${number}"`}><th scope="row"><a href="/reports/${month}/${number}${languageQuery(language)}">${formats.month(month)}, ${number}</a></th><td class="t"><code>${hash}</code></td></tr>`,
    )}</tbody></table></div></section>`
}
