import { createHash } from 'node:crypto'

/**
 * The script of the page for checking, which works on chosen or dropped files. It hashes documents and looks for the
 * hash in the page's own table. It checks the signature of a checkpoint with the key that came with it, or with the
 * page's key. It asks no server: the page's policy forbids every connection.
 */
export const checkScript = `'use strict'
const form = document.querySelector('[data-check]')
const input = form.querySelector('input')
const answer = form.querySelector('output')
const rows = [...document.querySelectorAll('[data-hash]')].map(({ dataset }) => dataset)
const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const unpack = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
const isKey = ({ text }) => /^[^\\n+]+\\+[0-9a-f]{8}\\+\\S+\\n?$/.test(text)
const isCheckpoint = ({ text }) => /\\n\\n\\u2014 \\S+ \\S+\\n$/.test(text)

async function checkDocument({ name: file, bytes, text }) {
  const hash = hex(await crypto.subtle.digest('SHA-256', bytes))
  const found = rows.find((row) => row.hash === hash)
  if (found) return { says: 'found', file, hash, issue: found.issue }
  const [, month, number] = /"month":"([^"]+)","number":(\\d+)/.exec(text) ?? []
  const claimed = rows.find(({ issue }) => issue === month + '/' + number)
  return claimed ? { says: 'altered', file, hash, issue: claimed.issue, right: claimed.hash } : { says: 'unknown', file, hash }
}

async function checkCheckpoint({ name: file, text }, key) {
  const end = text.lastIndexOf('\\n\\n')
  const [signer, encoded] = text.slice(end + 4).trim().split(' ')
  const signature = unpack(encoded)
  const [owner, own, ...rest] = key.trim().split('+')
  const id = hex(signature.subarray(0, 4))
  if (signer !== owner || id !== own) return { says: 'foreign', file, id, own }
  const publicKey = await crypto.subtle.importKey('raw', unpack(rest.join('+')).subarray(1), 'Ed25519', false, ['verify'])
  const signed = new TextEncoder().encode(text.slice(0, end + 1))
  if (!(await crypto.subtle.verify('Ed25519', publicKey, signature.subarray(4), signed))) return { says: 'bent', file, id }
  const [, place, hash] = /\\nissues (\\d+) ([0-9a-f]{64})\\n/.exec(text) ?? []
  return { says: rows.some((row) => row.hash === hash) ? 'signed' : 'lost', file, id, place, hash }
}

async function check(files) {
  const read = await Promise.all(files.map(async (file) => {
    const bytes = await file.arrayBuffer()
    return { name: file.name, bytes, text: new TextDecoder().decode(bytes) }
  }))
  const key = read.find(isKey)?.text ?? form.dataset.key
  const checkpoints = read.filter(isCheckpoint)
  const documents = await Promise.all(read.filter((each) => !isKey(each) && !isCheckpoint(each)).map(checkDocument))
  const notes = await Promise.all(checkpoints.map((each) =>
    checkCheckpoint(each, key).catch(() => ({ says: 'unable', file: each.name }))))
  const left = rows.map(({ issue }) => issue).filter((issue) => !documents.some((each) => each.issue === issue))
  const missing = documents.length > 1 && left.length > 0 ? [{ says: 'missing', issues: left.join(', ') }] : []
  answer.replaceChildren(...[...documents, ...missing, ...notes].map(show))
}

function show({ says, ...values }) {
  const line = document.createElement('span')
  line.className = ['found', 'signed'].includes(says) ? 'right' : 'wrong'
  line.textContent = form.dataset[says].replace(/\\{(\\w+)\\}/g, (_, name) => values[name])
  return line
}

form.hidden = false
input.addEventListener('change', () => check([...input.files]))
form.addEventListener('dragover', (event) => event.preventDefault())
form.addEventListener('drop', (event) => {
  event.preventDefault()
  check([...event.dataTransfer.files])
})
`

/** The path changes with the script, so that browsers may keep it for good. */
export const checkScriptPath = `/assets/check.${createHash('sha256').update(checkScript).digest('hex').slice(0, 12)}.js`
