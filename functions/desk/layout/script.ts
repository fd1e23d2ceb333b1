import { createHash } from 'node:crypto'

/**
 * The script improves pages that also work without it:
 * - Without a connection, it does not send a form, so that what was typed stays on the page.
 * - It does not send a file that is too large (`data-most`), so that what was typed stays.
 * - It ignores a second click on the button of a form.
 * - While work is under way, it refreshes the page.
 * - If a form takes long (`data-meanwhile`), it shows the page of the progress until the answer comes.
 * - It fills a short page of a list with the rows that follow, in at most two requests (`data-fill`).
 */
export const script = `'use strict'
const isLarge = (input) => {
  const large = input.files.length > 0 && input.files[0].size > input.dataset.most
  input.parentNode.querySelector('[data-large]').hidden = !large
  return large
}
addEventListener('submit', (event) => {
  const form = event.target
  const away = form.querySelector('.away')
  if (away) away.hidden = navigator.onLine
  if (!navigator.onLine || form.dataset.sent) return event.preventDefault()
  if (form.method !== 'post') return
  const large = [...form.querySelectorAll('[data-most]')].filter(isLarge)
  if (large.length > 0) {
    large[0].focus()
    return event.preventDefault()
  }
  form.dataset.sent = 'yes'
  // Going back to the answer of a form would show the browser's own error page. Now it asks for the form again.
  history.replaceState(null, '', location.href)
  setTimeout(() => delete form.dataset.sent, 10000)
  if (form.dataset.meanwhile) sendAside(event, form)
})
const show = (text) => {
  const page = new DOMParser().parseFromString(text, 'text/html')
  const first = page.querySelector('main [autofocus]')
  // The browser complains of the attribute where something has the focus already.
  if (first) first.removeAttribute('autofocus')
  document.querySelector('main').replaceChildren(...page.querySelector('main').childNodes)
  if (first) first.focus()
}
let isWaiting = false
const sendAside = async (event, form) => {
  event.preventDefault()
  const body = new URLSearchParams(new FormData(form))
  isWaiting = true
  const patience = setTimeout(() => {
    if (!isWaiting) return location.assign(form.dataset.meanwhile)
    history.pushState(null, '', form.dataset.meanwhile)
    look()
  }, 3000)
  try {
    const answer = await fetch(form.action, { method: 'POST', body, keepalive: true })
    if (answer.redirected) {
      clearTimeout(patience)
      return location.assign(answer.url)
    }
    const text = await answer.text()
    isWaiting = false
    show(text)
    clearTimeout(patience)
    history.replaceState(null, '', form.action)
  } catch {
    // The page of the progress, which opens soon, shows the result.
    isWaiting = false
  }
}
addEventListener('popstate', () => location.reload())
addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent
})
for (const here of document.querySelectorAll('.sections [aria-current]'))
  here.scrollIntoView({ inline: 'center', block: 'nearest' })
const look = async () => {
  const here = location.href
  if (!isWaiting && !document.querySelector('[data-under-way]')) return
  try {
    const answer = await fetch(here, { redirect: 'error' })
    const text = await answer.text()
    if (location.href !== here) return
    show(text)
  } catch {
    if (navigator.onLine && !isWaiting) return location.reload()
  }
  setTimeout(look, 2000)
}
if (document.querySelector('[data-under-way]')) setTimeout(look, 2000)
const fill = async (tries) => {
  const list = document.querySelector('[data-fill]')
  const next = list && list.querySelector('.more a')
  const rows = list ? list.querySelectorAll('tbody tr') : []
  const missing = list ? list.dataset.fill - rows.length : 0
  if (!next || missing <= 0 || tries === 0) return
  try {
    const answer = await fetch(next.href + '&fill=' + missing, { redirect: 'error' })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const after = page.querySelector('[data-fill]')
    const isOnNext = document.activeElement === next
    after.querySelector('tbody').prepend(...rows)
    list.replaceChildren(...after.childNodes)
    const later = list.querySelector('.more a')
    if (isOnNext && later) later.focus()
    fill(tries - 1)
  } catch {
    // The link to the next page stays.
  }
}
fill(2)
`

export const scriptPath = `/assets/desk.${createHash('sha256').update(script).digest('hex').slice(0, 12)}.js`
