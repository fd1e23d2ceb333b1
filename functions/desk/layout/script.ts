import { createHash } from 'node:crypto'

/**
 * The script improves pages that also work without it. While there is no connection, it holds a form back, so that what
 * was typed stays. It stops a second click. It refreshes a page while work is under way. If a form takes long to carry
 * out, it opens the page that shows the progress.
 */
export const script = `'use strict'
addEventListener('submit', (event) => {
  const form = event.target
  const away = form.querySelector('.away')
  if (away) away.hidden = navigator.onLine
  if (!navigator.onLine || form.dataset.sent) return event.preventDefault()
  if (form.method !== 'post') return
  form.dataset.sent = 'yes'
  setTimeout(() => delete form.dataset.sent, 10000)
  if (form.dataset.meanwhile) sendAside(event, form)
})
const sendAside = async (event, form) => {
  event.preventDefault()
  const patience = setTimeout(() => location.assign(form.dataset.meanwhile), 3000)
  const body = new URLSearchParams(new FormData(form))
  try {
    const answer = await fetch(form.action, { method: 'POST', body, keepalive: true })
    clearTimeout(patience)
    answer.redirected ? location.assign(answer.url) : form.submit()
  } catch {
    // The page of the progress, which opens soon, tells what came of it.
  }
}
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})
for (const here of document.querySelectorAll('.sections [aria-current]'))
  here.scrollIntoView({ inline: 'center', block: 'nearest' })
const look = async () => {
  const shown = document.querySelector('[data-under-way]')
  if (!shown) return
  try {
    const answer = await fetch(location.href, { redirect: 'error' })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const now = page.querySelector('main')
    if (now) document.querySelector('main').replaceChildren(...now.childNodes)
  } catch {
    if (navigator.onLine) return location.reload()
  }
  setTimeout(look, 2000)
}
if (document.querySelector('[data-under-way]')) setTimeout(look, 2000)
`

export const scriptPath = `/assets/desk.${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`
