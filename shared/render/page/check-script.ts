import { createHash } from 'node:crypto'

/**
 * What the page of checking does in the browser: it hashes a chosen or dropped file and looks for the hash in the page's own
 * table. It asks no server: the page's policy lets it connect to nothing.
 */
export const checkScript = `'use strict'
const form = document.querySelector('[data-check]')
const input = form.querySelector('input')
const answer = form.querySelector('output')
const rows = new Map([...document.querySelectorAll('[data-hash]')].map((row) => [row.dataset.hash, row.dataset.issue]))
const fill = (text, values) => text.replace(/\\{(\\w+)\\}/g, (_, name) => values[name])
async function check(file) {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const issue = rows.get(hash)
  answer.textContent = fill(issue ? form.dataset.found : form.dataset.unknown, { file: file.name, hash, issue })
  answer.className = issue ? 'found' : 'unknown'
}
form.hidden = false
input.addEventListener('change', () => input.files[0] && check(input.files[0]))
form.addEventListener('dragover', (event) => event.preventDefault())
form.addEventListener('drop', (event) => {
  event.preventDefault()
  const [file] = event.dataTransfer.files
  if (file) check(file)
})
`

/** Its address changes with its text, so that it may be kept for good. */
export const checkScriptPath = `/assets/check.${createHash('sha256').update(checkScript).digest('hex').slice(0, 12)}.js`
